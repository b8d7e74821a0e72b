/// How deeply a formula is nested, and how many arguments its functions have.
///
/// Texts and names in quotes are passed over.
struct FormulaShape: Equatable {
  /// The most levels of parentheses that Excel allows.
  static let depthLimit = 64
  /// The most arguments of a function that Excel allows.
  static let argumentLimit = 255

  /// The deepest level of parentheses.
  private(set) var depth = 0
  /// The most arguments that stand in one pair of parentheses.
  private(set) var arguments = 0

  /// Looks at a formula without its `=`.
  init(_ formula: String) {
    var open: [Int] = []
    var quote: UInt8?
    for byte in formula.utf8 {
      if let current = quote {
        // A doubled quote ends the text and begins it anew, which comes to the same.
        if byte == current { quote = nil }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
      case UInt8(ascii: "("):
        open.append(1)
        depth = max(depth, open.count)
      case UInt8(ascii: ","): if !open.isEmpty { open[open.count - 1] += 1 }
      case UInt8(ascii: ")"): arguments = max(arguments, open.popLast() ?? 0)
      default: break
      }
    }
  }
}
