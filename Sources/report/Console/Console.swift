import Numerals
import Publishing
import TextFormats
import Reporting

/// Where a command's words go: results to standard output, everything else to standard error.
struct Console: Sendable {
  /// Whether only results and errors are wanted.
  let quiet: Bool
  /// What the surroundings allow.
  let terminal: Terminal
  private let printer: ProgressPrinter

  init(quiet: Bool, terminal: Terminal) {
    self.quiet = quiet
    self.terminal = terminal
    printer = ProgressPrinter(terminal: terminal)
  }

  /// Writes a result and a line feed to standard output.
  func result(_ text: String) { StandardStreams.write(text + "\n") }

  /// Writes text as it is to standard output.
  func write(_ text: String) { StandardStreams.write(text) }

  /// Receives the events of the work below.
  var progress: ProgressHandler {
    guard !quiet else { return { _ in } }
    return { [printer] event in printer.show(event) }
  }

  /// Says which files were written, one a line, unless the console is quiet.
  func list(_ files: [PublishedFile]) {
    guard !quiet else { return }
    ProgressPrinter.clearBar()
    let width = files.map(\.path.count).max() ?? 0
    for file in files {
      let path = file.path + String(repeating: " ", count: width - file.path.count)
      result("\(path)  \(size(file.size))  \(file.changed ? "written" : "unchanged")")
    }
  }

  /// A size in bytes, right-aligned to nine characters: `    1,234 bytes`.
  private func size(_ bytes: Int) -> String {
    let text = FixedText.grouped(bytes)
    return String(repeating: " ", count: max(0, 9 - text.count)) + text + " bytes"
  }
}
