import TextFormats

/// Finds the option that a person may have meant by a name that no option has.
enum OptionGuess {
  /// The option that is meant.
  ///
  /// An abbreviation is found before a misspelling: `--out` is the beginning of `--output`, `--lr`
  /// has the initials of `--learning-rates`, and `--rate` is a part of it.
  ///
  /// - Parameters:
  ///   - name: What was written, such as `--out`.
  ///   - known: The options that the command has, such as `--output`.
  /// - Returns: One of the known names, or nil.
  static func nearest(to name: String, among known: [String]) -> String? {
    let word = name.drop { $0 == "-" }.lowercased()
    guard !word.isEmpty else { return nil }
    let words = known.filter { $0.hasPrefix("--") }
      .map { (name: $0, parts: $0.dropFirst(2).split(separator: "-")) }
      .sorted { $0.name.count < $1.name.count }
    let match =
      words.first { $0.name.dropFirst(2).hasPrefix(word) }
      ?? words.first { $0.parts.count > 1 && String($0.parts.compactMap(\.first)) == word }
      ?? words.first { word.count > 2 && $0.parts.contains { $0.hasPrefix(word) } }
      ?? words.first { $0.parts.count > 1 && $0.parts.joined() == word }
    if let match { return match.name }
    let near = Suggestion.nearest(to: word, among: words.map { String($0.name.dropFirst(2)) })
    // A short word is near to many.
    return near.flatMap { word.count > 3 || $0.hasPrefix(word.prefix(1)) ? "--\($0)" : nil }
  }
}
