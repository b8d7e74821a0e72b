/// Numbers as text, always with a point and never depending on the locale.
public enum NumberText {
  /// The shortest text that reads back as the same number, without a needless `.0`: `0.1`, `1000`,
  /// `1e-25`.
  public static func shortest(_ value: Double) -> String {
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// The number rounded to some significant digits, without trailing zeros: `0.01418`, `2.5e-07`.
  ///
  /// Magnitudes from 10⁻⁵ up to 10¹⁵ are written without an exponent.
  ///
  /// - Parameters:
  ///   - value: the number.
  ///   - count: how many digits to keep, from 1 to 17.
  /// - Returns: the text.
  public static func significant(_ value: Double, _ count: Int) -> String {
    guard value.isFinite, value != 0 else { return shortest(value) }
    let (digits, exponent) = rounded(value.magnitude, count)
    let sign = value < 0 ? "-" : ""
    let kept = digits.count
    guard (-5..<15).contains(exponent) else {
      let fraction = kept > 1 ? "." + digits.dropFirst() : ""
      return "\(sign)\(digits.prefix(1))\(fraction)e\(exponent)"
    }
    if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits }
    if kept <= exponent + 1 {
      return sign + digits + String(repeating: "0", count: exponent + 1 - kept)
    }
    return sign + digits.prefix(exponent + 1) + "." + digits.dropFirst(exponent + 1)
  }

  /// The significant digits of the shortest text, rounded half up, and the decimal exponent.
  private static func rounded(_ value: Double, _ count: Int) -> (String, Int) {
    var (digits, exponent) = decimal(value)
    if digits.count > count {
      let roundsUp = digits[count] >= 5
      digits.removeSubrange(count...)
      if roundsUp {
        var place = count - 1
        while place >= 0, digits[place] == 9 { digits[place] = 0; place -= 1 }
        if place >= 0 {
          digits[place] += 1
        } else {
          digits.insert(1, at: 0)
          digits.removeLast()
          exponent += 1
        }
      }
    }
    while digits.count > 1, digits.last == 0 { digits.removeLast() }
    return (digits.map(String.init).joined(), exponent)
  }

  /// The digits of the shortest text, and the exponent of the first.
  private static func decimal(_ value: Double) -> ([Int], Int) {
    let parts = value.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    let whole = mantissa[0]
    let fraction = mantissa.count > 1 ? mantissa[1] : ""
    let exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) + whole.count - 1
    let all = (whole + fraction).compactMap(\.wholeNumberValue)
    let leading = all.prefix { $0 == 0 }.count
    return (Array(all.dropFirst(leading)), exponent - leading)
  }
}
