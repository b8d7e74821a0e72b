/// Numbers for people: with a fixed number of decimals, in groups of digits, with their noun.
package enum FixedText {
  /// A number rounded to some decimals, such as `3.9562`; `nan` and `inf` as they are.
  ///
  /// - Parameters:
  ///   - value: The number.
  ///   - places: How many decimals.
  /// - Returns: The text, with a point.
  package static func decimals(_ value: Double, _ places: Int) -> String {
    guard abs(value) < 1e9, let digits = DecimalDigits(value) else { return "\(value)" }
    return digits.rounded(decimals: places).plain(decimals: places)
  }

  /// A percentage, such as `12.50 %`.
  ///
  /// - Parameters:
  ///   - value: The number, where 100 is the whole.
  ///   - decimals: How many decimals.
  /// - Returns: The number, a space and the sign.
  package static func percent(_ value: Double, decimals: Int = 2) -> String {
    "\(Self.decimals(value, decimals)) %"
  }

  /// A number of things: `1 epoch`, `20 epochs`.
  package static func counted(_ count: Int, _ noun: String) -> String {
    "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
  }

  /// A whole number with commas between groups of three digits.
  ///
  /// - Parameter value: The number.
  /// - Returns: The text, such as `20,506`.
  package static func grouped(_ value: Int) -> String {
    let digits = Array(String(abs(value)))
    var text = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }
}
