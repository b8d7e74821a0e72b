/// Numbers as text, always with a point and never depending on the locale.
package enum NumberText {
  /// The shortest text that reads back as the same number, without a needless `.0`: `0.1`, `1000`,
  /// `1e-25`.
  package static func shortest(_ value: Double) -> String {
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// The word for a number that is not finite: `NaN`, `Inf` or `-Inf`.
  package static func word(_ value: Double) -> String {
    value.isNaN ? "NaN" : value < 0 ? "-Inf" : "Inf"
  }

  /// The number rounded to some significant digits, without trailing zeros: `0.01418`, `2.5e-7`.
  ///
  /// Magnitudes from 10⁻⁵ up to 10¹⁵ are written without an exponent.
  ///
  /// - Parameters:
  ///   - value: The number.
  ///   - count: How many digits to keep, from 1 to 17.
  /// - Returns: The text.
  package static func significant(_ value: Double, _ count: Int) -> String {
    guard value != 0, let digits = DecimalDigits(value)?.rounded(significant: count) else {
      return shortest(value)
    }
    return (-4...15).contains(digits.exponent) ? digits.plain() : digits.scientific
  }

  /// The number as a sentence or a formula for people has it: `−12.48`, `5.2·10⁻⁶`.
  ///
  /// - Parameters:
  ///   - value: The number.
  ///   - count: How many digits to keep, from 1 to 17.
  /// - Returns: The text with a minus sign and raised powers of ten; the word for a number that is not
  ///   finite.
  package static func typeset(_ value: Double, _ count: Int) -> String {
    guard let digits = DecimalDigits(value)?.rounded(significant: count) else { return word(value) }
    let isPlain = value == 0 || (-2...6).contains(digits.exponent)
    return (isPlain ? digits.plain() : digits.powerOfTen).replacing("-", with: "−")
  }
}
