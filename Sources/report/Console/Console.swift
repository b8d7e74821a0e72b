import Numerals
import Publishing

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

  /// Writes a result for a person and a line feed to standard output.
  func result(_ text: String) { show(text + "\n") }

  /// Writes text for a person to standard output, without what could steer a terminal.
  func show(_ text: String) { StandardStreams.write(Terminal.harmless(text)) }

  /// Writes text for a program as it is to standard output.
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
    let paths = files.map { Terminal.harmless($0.path, keepsLines: false) }
    let width = paths.map(\.count).max() ?? 0
    for (name, file) in zip(paths, files) {
      let path = name + String(repeating: " ", count: width - name.count)
      result("\(path)  \(size(file.size))  \(file.changed ? "written" : "unchanged")")
    }
  }

  /// Says in which folders files were written, one a line with their number and size, unless the
  /// console is quiet.
  ///
  /// - Parameter files: More files than a person reads through.
  func listFolders(_ files: [PublishedFile]) {
    guard !quiet else { return }
    ProgressPrinter.clearBar()
    var folders: [(path: String, files: [PublishedFile])] = []
    for file in files {
      let path = Terminal.harmless(FileSystem.folder(of: file.path), keepsLines: false)
      if let known = folders.firstIndex(where: { path == $0.path || path.hasPrefix($0.path + "/") })
      {
        folders[known].files.append(file)
      } else {
        folders.append((path, [file]))
      }
    }
    let width = folders.map(\.path.count).max() ?? 0
    let counts = folders.map { FixedText.counted($0.files.count, "file") }
    let countWidth = counts.map(\.count).max() ?? 0
    for (folder, count) in zip(folders, counts) {
      let path = folder.path + String(repeating: " ", count: width - folder.path.count)
      let number = String(repeating: " ", count: countWidth - count.count) + count
      let bytes = folder.files.reduce(0) { $0 + $1.size }
      let change = folder.files.contains(where: \.changed) ? "written" : "unchanged"
      result("\(path)  \(number)  \(size(bytes))  \(change)")
    }
  }

  /// A size in bytes, right-aligned to nine characters: `    1,234 bytes`.
  private func size(_ bytes: Int) -> String {
    let text = FixedText.grouped(bytes)
    return String(repeating: " ", count: max(0, 9 - text.count)) + text + " bytes"
  }
}
