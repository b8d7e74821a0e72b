/// How a cell shows its number.
public enum CellFormat: Hashable, Sendable {
  /// As Excel thinks best.
  case general
  /// A fixed number of decimals.
  case fixed(decimals: Int)
  /// As `1.23E-04`, with a fixed number of decimals before the `E`.
  case scientific(decimals: Int)
  /// In per cent, with a fixed number of decimals.
  case percent(decimals: Int)
  /// A whole number in groups of three digits.
  case grouped
  /// A format code of Excel.
  case custom(String)
  /// Text, even if something that looks like a number is typed.
  case text

  /// The format code; nil for the general format.
  public var code: String? {
    switch self {
    case .general: nil
    case .fixed(let decimals): "0" + Self.fraction(decimals)
    case .scientific(let decimals): "0" + Self.fraction(decimals) + "E+00"
    case .percent(let decimals): "0" + Self.fraction(decimals) + "%"
    case .grouped: "#,##0"
    case .custom(let code): code
    case .text: "@"
    }
  }

  /// About how many characters a number takes.
  func characters(for value: Double) -> Int {
    guard value.isFinite else { return 4 }
    let sign = value < 0 ? 1 : 0
    let magnitude = abs(value)
    let whole = magnitude < 10 ? 1 : Int(magnitude.exponent) * 30_103 / 100_000 + 1
    return switch self {
    case .general: min(11, Self.generalLength(magnitude)) + sign
    case .fixed(let decimals): sign + whole + Self.fraction(decimals).count
    case .scientific(let decimals): sign + 1 + Self.fraction(decimals).count + 4
    case .percent(let decimals):
      sign + (magnitude < 0.1 ? 1 : magnitude < 1 ? 2 : 3) + Self.fraction(decimals).count + 1
    case .grouped: sign + whole + (whole - 1) / 3
    case .custom(let code): max(sign + whole, code.prefix { $0 != ";" }.count)
    case .text: min(11, Self.generalLength(magnitude)) + sign
    }
  }

  private static func fraction(_ decimals: Int) -> String {
    decimals > 0 ? "." + String(repeating: "0", count: decimals) : ""
  }

  private static func generalLength(_ magnitude: Double) -> Int {
    if magnitude == magnitude.rounded(), magnitude < 1e11 {
      return String(Int(magnitude)).count
    }
    return magnitude.description.utf8.count
  }
}
