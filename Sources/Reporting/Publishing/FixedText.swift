/// Numbers for people: with a fixed number of decimals, in groups of digits, with their noun.
public enum FixedText {
  /// A number rounded to some decimals, such as `3.9562`; `nan` and `inf` as they are.
  ///
  /// - Parameters:
  ///   - value: The number.
  ///   - places: How many decimals, at most 9.
  /// - Returns: The text, with a point.
  static func decimals(_ value: Double, _ places: Int) -> String {
    guard value.isFinite, abs(value) < 1e9 else { return "\(value)" }
    let scale = (0..<places).reduce(1.0) { product, _ in product * 10 }
    let units = Int((abs(value) * scale).rounded(.toNearestOrEven))
    let sign = value < 0 && units > 0 ? "-" : ""
    guard places > 0 else { return "\(sign)\(units)" }
    let fraction = String(units % Int(scale))
    return "\(sign)\(units / Int(scale))."
      + String(repeating: "0", count: places - fraction.count) + fraction
  }

  /// A number of things: `1 epoch`, `20 epochs`.
  static func counted(_ count: Int, _ noun: String) -> String {
    "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
  }

  /// A whole number with commas between groups of three digits.
  ///
  /// - Parameter value: The number.
  /// - Returns: The text, such as `20,506`.
  public static func grouped(_ value: Int) -> String {
    let digits = Array(String(abs(value)))
    var text = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }
}
