import Numerals

/// How numbers are written beside an axis or in a sentence.
///
/// The decimal sign is always a point.
public enum NumberFormat: Sendable, Hashable {
  /// Linear axes: all labels with the same number of decimals; logarithmic axes: plain numbers
  /// near 1, powers of ten elsewhere.
  case automatic
  /// As short as possible: 0.01, 0.012, 1e-25.
  case shortest
  /// This many digits, trailing zeros dropped.
  case significant(Int)
  /// This many places after the point.
  case fixed(Int)
  /// Per cent with this many places after the point: 0.975 is `97.5%`.
  case percent(Int)
  /// Powers of ten: `10⁻³`.
  case powerOfTen

  /// A number in this form.
  ///
  /// - Parameter value: Any number; `NaN`, `∞` and `-∞` are written so.
  /// - Returns: The text, with `.` as the decimal sign.
  public func text(_ value: Double) -> String {
    guard let digits = DecimalDigits(value) else {
      return value.isNaN ? "NaN" : value < 0 ? "-∞" : "∞"
    }
    switch self {
    case .automatic, .shortest: return Self.compact(digits.rounded(significant: 12))
    case .significant(let count): return Self.compact(digits.rounded(significant: max(count, 1)))
    case .fixed(let decimals):
      let places = max(decimals, 0)
      return digits.rounded(decimals: places).plain(decimals: places)
    case .percent(let decimals):
      var scaled = digits
      if !scaled.digits.isEmpty { scaled.exponent += 2 }
      let places = max(decimals, 0)
      return scaled.rounded(decimals: places).plain(decimals: places) + "%"
    case .powerOfTen: return digits.rounded(significant: 6).powerOfTen
    }
  }

  /// The code of this form in a spreadsheet.
  ///
  /// - Parameter labels: The values to be written, which settle the decimals of ``automatic``.
  /// - Returns: A number format in the syntax of Excel.
  package func spreadsheetCode(for labels: [Double] = []) -> String {
    switch self {
    case .automatic:
      guard let decimals = Self.sharedDecimals(labels) else { return "General" }
      return NumberFormat.fixed(decimals).spreadsheetCode()
    case .shortest, .significant: return "General"
    case .fixed(let decimals):
      return decimals > 0 ? "0." + String(repeating: "0", count: decimals) : "0"
    case .percent(let decimals): return NumberFormat.fixed(decimals).spreadsheetCode() + "%"
    case .powerOfTen: return "0E+00"
    }
  }

  /// The labels of ticks, consistent with one another.
  ///
  /// - Parameters:
  ///   - values: The ticks.
  ///   - isLogarithmic: Whether the axis is logarithmic.
  /// - Returns: One label for each tick.
  package func labels(_ values: [Double], isLogarithmic: Bool = false) -> [String] {
    guard self == .automatic else { return values.map(text) }
    if isLogarithmic {
      let isPlain = values.allSatisfy { $0 >= 0.9e-4 && $0 < 1e5 }
      let format: NumberFormat = isPlain ? .shortest : .powerOfTen
      return values.map(format.text)
    }
    guard let decimals = Self.sharedDecimals(values) else {
      return values.map(NumberFormat.shortest.text)
    }
    return values.map(NumberFormat.fixed(decimals).text)
  }

  // MARK: - Forms

  /// The decimals that all these values need; `nil` where plain numbers would be too long.
  private static func sharedDecimals(_ values: [Double]) -> Int? {
    var decimals = 0
    for value in values {
      guard let digits = DecimalDigits(value)?.rounded(significant: 12) else { return nil }
      if digits.exponent > 7 { return nil }
      decimals = max(decimals, digits.neededDecimals)
    }
    return decimals <= 6 ? decimals : nil
  }

  private static func compact(_ digits: DecimalDigits) -> String {
    if digits.digits.isEmpty { return "0" }
    let isPlain = digits.exponent > -5 && digits.exponent <= 9
    return isPlain ? digits.plain() : digits.scientific
  }
}
