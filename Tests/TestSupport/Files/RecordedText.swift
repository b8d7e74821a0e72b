/// A text that a program has printed before, to which a new one is compared.
public struct RecordedText: Sendable {
  /// The text that was recorded.
  public let text: String
  /// How far a number may be from the recorded one, relative to it; nil compares digit by digit.
  public let tolerance: Double?

  /// A recorded text.
  ///
  /// - Parameters:
  ///   - text: The text that was recorded.
  ///   - tolerance: How far a number may be from the recorded one, relative to it; nil where the
  ///     whole text is compared as it is.
  public init(_ text: String, tolerance: Double? = nil) {
    self.text = text
    self.tolerance = tolerance
  }

  /// Where another text differs.
  ///
  /// With a tolerance, numbers are compared as numbers and everything between them as text. Several
  /// spaces count as one, since the width of a number moves what is aligned after it.
  ///
  /// - Parameter other: The new text.
  /// - Returns: The first difference in words; nil where there is none.
  public func difference(to other: String) -> String? {
    let (recorded, found) = (Self.lines(text), Self.lines(other))
    for (index, pair) in zip(recorded, found).enumerated()
    where !isSame(pair.0, pair.1) {
      return "line \(index + 1) is '\(pair.1)' where '\(pair.0)' was recorded"
    }
    return recorded.count == found.count
      ? nil : "\(found.count) lines where \(recorded.count) were recorded"
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  private func isSame(_ recorded: Substring, _ found: Substring) -> Bool {
    guard let tolerance else { return recorded == found }
    let (old, new) = (Self.parts(recorded), Self.parts(found))
    guard old.words == new.words, old.numbers.count == new.numbers.count else { return false }
    return zip(old.numbers, new.numbers).allSatisfy { old, new in
      abs(new - old) <= tolerance * abs(old)
    }
  }

  /// The numbers of a line, and what stands between them.
  private static func parts(_ line: Substring) -> (words: [String], numbers: [Double]) {
    let number = #/-?[0-9][0-9,]*(\.[0-9]+)?(e[+-]?[0-9]+)?/#
    let numbers = line.matches(of: number)
      .compactMap { Double(String($0.output.0).replacing(",", with: "")) }
    let words = line.split(separator: number, omittingEmptySubsequences: false)
      .map { String($0).replacing(#/ +/#, with: " ") }
    return (words, numbers)
  }
}
