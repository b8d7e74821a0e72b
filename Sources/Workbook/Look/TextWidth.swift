/// Estimates how wide a text is, in the unit of column widths: digits of the book's font.
package enum TextWidth {
  /// The width of one line of text.
  ///
  /// The proportions are rough ones of a sans-serif font; they need only keep text from being cut.
  static func characters(_ line: some StringProtocol) -> Double {
    line.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  /// The width of the widest line of a text, in a style.
  package static func characters(_ text: String, style: CellStyle) -> Double {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let widest = lines.map { characters($0) }.max() ?? 0
    return widest * scale(of: style) + 1.5 * Double(style.indent)
  }

  /// How much wider than plain 11-point text a style is.
  static func scale(of style: CellStyle) -> Double {
    (style.size ?? 11) / 11 * (style.isBold ? 1.08 : 1)
  }

  private static func width(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", "!": 0.5
    case " ", "f", "t", "r", "(", ")", "[", "]", "-", "/", "\\", "\"", "*": 0.68
    case "m", "w", "M", "W", "@", "%", "—", "…": 1.6
    case "A"..."Z", "∂", "η", "Σ", "&", "+", "=", "<", ">", "±", "×", "→": 1.18
    case _ where scalar.properties.isEmojiPresentation || scalar.value >= 0x2E80: 2
    case _ where scalar.properties.generalCategory == .nonspacingMark: 0
    default: 1
    }
  }
}
