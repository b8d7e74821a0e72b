import Numerals

/// Spreadsheet formulas, in the syntax of a stored workbook: English names, commas, no spaces.
///
/// Only `+ - * / ^ EXP LN TANH COS PI SQRT INT ABS MAX MIN IF SUMSQ` are used, which every spreadsheet
/// program knows.
public struct SpreadsheetNotation: Notation {
  private let reference: (Symbol, ScalarExpression.Row) -> String
  private let guardsUnderflow: Bool

  /// Writes formulas.
  ///
  /// - Parameters:
  ///   - guardsUnderflow: Whether squares and powers are written so that a result too small for a
  ///     number is zero, as in Swift, everywhere. LibreOffice's `^` gives an error then.
  ///   - reference: The cell reference of a quantity: `$B7`, `$B6` for the row above, or an absolute
  ///     reference or a defined name for a setting.
  public init(
    guardsUnderflow: Bool = false, reference: @escaping (Symbol, ScalarExpression.Row) -> String
  ) {
    self.guardsUnderflow = guardsUnderflow
    self.reference = reference
  }

  /// A plus.
  public let plus = "+"
  /// A minus.
  public let minus = "-"
  /// An asterisk.
  public let times = "*"
  /// A slash.
  public let divided = "/"

  /// The shortest form, with the capital E that spreadsheets write.
  public func number(_ value: Double) -> String { NumberText.shortest(value).uppercased() }

  /// The reference that was given for the quantity.
  public func name(_ symbol: Symbol, _ row: ScalarExpression.Row) -> String {
    reference(symbol, row)
  }

  /// A function; the sigmoid holds its exponent at 700, because EXP fails above 709.78.
  public func call(_ function: ScalarExpression.Function, _ operand: String) -> String {
    switch function {
    case .square: square("(\(operand))")
    case .exponential: "EXP(\(operand))"
    case .sigmoid: "1/(1+EXP(MIN(-\(grouped(operand)),700)))"
    case .tanh: "TANH(\(operand))"
    case .relu: "MAX(\(operand),0)"
    case .step: "IF(\(operand)>0,1,0)"
    case .leakyRelu:
      "MAX(\(operand),\(number(ScalarExpression.Function.leak))*\(grouped(operand)))"
    case .logSigmoid: "(MIN(\(operand),0)-LN(1+EXP(-ABS(\(operand)))))"
    case .squareRoot: "SQRT(\(operand))"
    case .floor: "INT(\(operand))"
    case .cosPi: "COS(PI()*\(grouped(operand)))"
    }
  }

  /// False for the sigmoid, which is written as a quotient.
  public func holdsTogether(_ function: ScalarExpression.Function) -> Bool { function != .sigmoid }

  /// The operand raised to 2; guarded, a reference times itself, or the sum of a single square.
  public func square(_ operand: String) -> String {
    guard guardsUnderflow else { return "\(operand)^2" }
    return operand.hasPrefix("(") ? "SUMSQ\(operand)" : "(\(operand)*\(operand))"
  }

  /// The base raised to the exponent; guarded, zero where that is below 10⁻³⁰⁴.
  public func power(_ base: String, _ exponent: String) -> String {
    guard guardsUnderflow else { return "\(base)^\(exponent)" }
    return "IF(\(exponent)*LN(MAX(\(base),1E-300))<-700,0,\(base)^\(exponent))"
  }

  /// The largest operand is taken out, so that no exponential overflows.
  public func logSumExp(_ operands: [String]) -> String {
    let largest = "MAX(\(operands.joined(separator: ",")))"
    let terms = operands.map { "EXP(\($0)-\(largest))" }
    return "(\(largest)+LN(\(terms.joined(separator: "+"))))"
  }

  /// The function `MAX`.
  public func maximum(_ operands: [String]) -> String { "MAX(\(operands.joined(separator: ",")))" }

  /// The text in parentheses, unless it is a single reference.
  private func grouped(_ text: String) -> String {
    text.contains { "+-*/^(,".contains($0) } ? "(\(text))" : text
  }
}
