import Publishing
import Synchronization

/// Shows progress on standard error: a bar where it can move, single lines elsewhere.
final class ProgressPrinter: Sendable {
  private let terminal: Terminal
  private static let barIsShown = Mutex(false)

  init(terminal: Terminal) { self.terminal = terminal }

  /// Shows one event.
  func show(_ event: ProgressEvent) {
    switch event {
    case .began(let text), .noted(let text): line(text)
    case .warned(let text): line("warning: \(text)")
    case .advanced(let label, let done, let total, let detail):
      guard terminal.showsProgressBar else { return }
      let text = Self.bar(
        label: label, done: done, total: total, detail: detail, columns: terminal.columns)
      Self.barIsShown.withLock { shown in
        StandardStreams.writeError(
          "\r" + Terminal.harmless(text, keepsLines: false) + "\u{1B}[K")
        shown = true
      }
    }
  }

  /// Takes a bar off the screen, so that other words begin on an empty line.
  static func clearBar() {
    barIsShown.withLock { shown in
      if shown { StandardStreams.writeError("\r\u{1B}[K") }
      shown = false
    }
  }

  /// The text of a bar, one character narrower than the terminal.
  ///
  /// - Parameters:
  ///   - label: What advances.
  ///   - done: Steps done.
  ///   - total: All steps.
  ///   - detail: Words after the bar.
  ///   - columns: The width of the terminal.
  /// - Returns: One line.
  static func bar(label: String, done: Int, total: Int, detail: String, columns: Int) -> String {
    let share = total > 0 ? Double(min(max(done, 0), total)) / Double(total) : 0
    let percent = String(Int(share * 100))
    let head = "\(label) \(String(repeating: " ", count: 3 - percent.count))\(percent)% "
    let tail = " \(done)/\(total) \(detail)"
    let width = min(30, max(0, columns - 1 - head.count - tail.count - 2))
    let filled = Int(share * Double(width))
    let bar =
      width < 4
      ? ""
      : "[" + String(repeating: "#", count: filled)
        + String(repeating: ".", count: width - filled) + "]"
    return String((head + bar + tail).prefix(columns - 1))
  }

  private func line(_ text: String) {
    Self.clearBar()
    StandardStreams.writeError(Terminal.harmless(text, keepsLines: false) + "\n")
  }
}
