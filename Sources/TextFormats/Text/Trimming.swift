extension Substring {
  /// The text without white space at both ends.
  package func trimming() -> String {
    var text = self
    while text.first?.isWhitespace == true { text = text.dropFirst() }
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return String(text)
  }
}

extension String {
  /// A sentence without its full stop, to go on with.
  package var withoutFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
