/// The decimal digits of a finite number, from its shortest round-trip form.
///
/// Rounding works on these digits, so that 0.15 rounds as a reader expects, and no C formatting
/// function (which would follow the locale) is needed.
package struct DecimalDigits: Equatable {
  /// Whether the number is below zero (or −0).
  package var isNegative: Bool
  /// The significant digits 0 … 9 without leading zeros; empty for zero.
  package var digits: [Int]
  /// The number is 0.d₁d₂d₃… · 10^exponent.
  package var exponent: Int

  /// The digits of a number; `nil` for infinities and NaN.
  package init?(_ value: Double) {
    guard value.isFinite else { return nil }
    isNegative = value.sign == .minus
    digits = []
    exponent = 0
    var seenPoint = false
    var shift = 0
    var text = Substring(value.magnitude.description)
    if let mark = text.firstIndex(of: "e") {
      shift = Int(text[text.index(after: mark)...]) ?? 0
      text = text[..<mark]
    }
    for character in text.utf8 {
      guard character != UInt8(ascii: ".") else {
        seenPoint = true
        continue
      }
      let digit = Int(character) - 48
      if digits.isEmpty, digit == 0 {
        if seenPoint { exponent -= 1 }
        continue
      }
      digits.append(digit)
      if !seenPoint { exponent += 1 }
    }
    exponent += shift
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { exponent = 0 }
  }

  /// The number rounded to `count` significant digits, halves away from zero.
  package func rounded(significant count: Int) -> DecimalDigits {
    guard count < digits.count else { return self }
    var result = self
    guard count >= 0 else {
      result.digits = []
      result.exponent = 0
      return result
    }
    let roundsUp = digits[count] >= 5
    result.digits = Array(digits[..<count])
    if roundsUp {
      var index = count - 1
      while index >= 0, result.digits[index] == 9 {
        result.digits[index] = 0
        index -= 1
      }
      if index >= 0 {
        result.digits[index] += 1
      } else {
        result.digits.insert(1, at: 0)
        result.exponent += 1
      }
    }
    while result.digits.last == 0 { result.digits.removeLast() }
    if result.digits.isEmpty { result.exponent = 0 }
    return result
  }

  /// The number rounded to `decimals` places after the point.
  package func rounded(decimals: Int) -> DecimalDigits { rounded(significant: exponent + decimals) }

  /// How many places after the point the digits need.
  package var neededDecimals: Int { max(digits.count - exponent, 0) }

  /// The plain form with at least this many places after the point, such as `-0.0125`.
  package func plain(decimals: Int = 0) -> String {
    var text = ""
    if isNegative, !digits.isEmpty { text += "-" }
    if exponent <= 0 { text += "0" }
    for place in 0..<max(exponent, 0) { text += String(place < digits.count ? digits[place] : 0) }
    let places = max(decimals, neededDecimals)
    guard places > 0 else { return text }
    text += "."
    for place in exponent..<(exponent + places) {
      text += String(place >= 0 && place < digits.count ? digits[place] : 0)
    }
    return text
  }

  /// The form `d.ddde-5`.
  package var scientific: String {
    guard let first = digits.first else { return "0" }
    let rest = digits.dropFirst().map { String($0) }.joined()
    return (isNegative ? "-" : "") + String(first) + (rest.isEmpty ? "" : "." + rest)
      + "e\(exponent - 1)"
  }

  /// The form `d.ddd·10⁻⁵`, without the factor where it is one.
  package var powerOfTen: String {
    guard let first = digits.first else { return "0" }
    let sign = isNegative ? "-" : ""
    let power = "10" + Self.raised(exponent - 1)
    if first == 1, digits.count == 1 { return sign + power }
    let rest = digits.dropFirst().map { String($0) }.joined()
    return "\(sign)\(first)" + (rest.isEmpty ? "" : "." + rest) + "·" + power
  }

  /// A whole number in raised digits.
  private static func raised(_ number: Int) -> String {
    let raised: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    return String(
      String(number).map { character in
        character.wholeNumberValue.map { raised[$0] } ?? "⁻"
      })
  }
}
