import Numerals

/// The article's notation: `(a_o1 - t1) * a_o1 * (1 - a_o1) * a_h1`.
///
/// A quantity of the row above is written with a prime, `w1′`.
public struct ArticleNotation: Notation {
  /// Writes as the article does.
  public init() {}

  /// A plus with spaces.
  public let plus = " + "
  /// A minus with spaces.
  public let minus = " - "
  /// An asterisk with spaces.
  public let times = " * "
  /// A slash with spaces.
  public let divided = " / "

  /// One half is written ½, other numbers in their shortest form.
  public func number(_ value: Double) -> String {
    value == 0.5 ? "½" : NumberText.shortest(value)
  }

  /// The name, primed for the row above.
  public func name(_ symbol: Symbol, _ row: ScalarExpression.Row) -> String {
    row == .before ? "\(symbol.name)′" : symbol.name
  }

  /// The function's usual name: `σ(h1)`.
  public func call(_ function: ScalarExpression.Function, _ operand: String) -> String {
    switch function {
    case .square: square("(\(operand))")
    case .exponential: "exp(\(operand))"
    case .sigmoid: "σ(\(operand))"
    case .tanh, .relu, .step, .floor: "\(function.rawValue)(\(operand))"
    case .leakyRelu: "leaky_relu(\(operand))"
    case .logSigmoid: "ln(σ(\(operand)))"
    case .squareRoot: "√(\(operand))"
    case .cosPi: "cos(π * (\(operand)))"
    }
  }

  /// The operand with a raised two, a derivative in parentheses.
  public func square(_ operand: String) -> String {
    "\(operand.hasPrefix("∂") ? parenthesized(operand) : operand)²"
  }
}

/// LaTeX for the inside of `$…$`, with what GitHub and MathJax understand.
///
/// A quantity of the row above has an upper index `(n-1)`.
public struct LatexNotation: Notation {
  /// Writes LaTeX.
  public init() {}

  /// A plus.
  public let plus = " + "
  /// A minus.
  public let minus = " - "
  /// A raised dot, because a thin space would lose its backslash in Markdown.
  public let times = " \\cdot "
  /// A slash.
  public let divided = " / "

  /// One half as a fraction, powers of ten spelled out.
  public func number(_ value: Double) -> String {
    if value == 0.5 { return "\\tfrac{1}{2}" }
    return Self.power(NumberText.shortest(value))
  }

  /// The text of a number, its power of ten spelled out: `2.5e-07` becomes `2.5 \cdot 10^{-7}`.
  package static func power(_ text: String) -> String {
    let parts = text.split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return text }
    return "\(parts[0]) \\cdot 10^{\(exponent)}"
  }

  /// The name with its indices set low.
  public func name(_ symbol: Symbol, _ row: ScalarExpression.Row) -> String {
    let name = Self.name(symbol)
    return row == .before ? "{\(name)}^{(n-1)}" : name
  }

  /// A symbol on its own: `w_{1}`, `a_{h1}`, `\frac{\partial E_{1}}{\partial w_{5}}`.
  ///
  /// The loss is `E_{\mathrm{tot}}` everywhere, also in derivatives, where the columns' names
  /// shorten it to E.
  public static func name(_ symbol: Symbol) -> String {
    let parts = symbol.name.split(separator: "/")
    if parts.count == 2, parts.allSatisfy({ $0.hasPrefix("∂") }) {
      let names = parts.map { name(Symbol(String($0.dropFirst()))) }
      return "\\frac{\\partial \(names[0])}{\\partial \(names[1])}"
    }
    if let plain = letters[symbol.name] { return plain }
    if let bracket = symbol.name.firstIndex(of: "["), symbol.name.hasSuffix("]") {
      // The error of one sample is not the loss.
      let head = symbol.name[..<bracket]
      return "\(head == "E" ? "E" : name(Symbol(String(head))))^{\(symbol.name[bracket...])}"
    }
    if let open = symbol.name.firstIndex(of: "("), symbol.name.hasSuffix(")") {
      let inside = symbol.name[symbol.name.index(after: open)...].dropLast()
      return "\(symbol.name[..<open])(\(name(Symbol(String(inside)))))"
    }
    if symbol == .totalError || symbol == Symbol("E") { return "E_{\\mathrm{tot}}" }
    let pieces = symbol.name.split(separator: "_", maxSplits: 1)
    if pieces.count == 2, pieces[0] == "a" {
      return "a_{\(pieces[1].replacing("_", with: ","))}"
    }
    let head = symbol.name.prefix { !$0.isNumber }
    let indices = symbol.name.dropFirst(head.count).replacing("_", with: ",")
    let base = head.count > 1 ? "\\mathrm{\(head)}" : String(head)
    return indices.isEmpty ? base : "\(base)_{\(indices)}"
  }

  /// Names that are not made of a letter and its indices.
  private static let letters = [
    Symbol.learningRate.name: "\\eta", Symbol.initialLearningRate.name: "\\eta_{0}",
    "η_min": "\\eta_{\\mathrm{min}}", "μ": "\\mu", "λ": "\\lambda", "α": "\\alpha",
    "γ": "\\gamma", "ε": "\\varepsilon", "β1": "\\beta_{1}", "β2": "\\beta_{2}",
  ]

  /// Parentheses that grow with what they hold.
  public func parenthesized(_ text: String) -> String { "\\left(\(text)\\right)" }

  /// The function's usual sign.
  public func call(_ function: ScalarExpression.Function, _ operand: String) -> String {
    let inside = parenthesized(operand)
    return switch function {
    case .square: square(inside)
    case .exponential: "\\exp\(inside)"
    case .sigmoid: "\\sigma\(inside)"
    case .tanh: "\\tanh\(inside)"
    case .relu, .step, .floor: "\\operatorname{\(function.rawValue)}\(inside)"
    case .leakyRelu: "\\operatorname{leakyrelu}\(inside)"
    case .logSigmoid: "\\ln\(parenthesized("\\sigma\(inside)"))"
    case .squareRoot: "\\sqrt{\(operand)}"
    case .cosPi: "\\cos\(parenthesized("\\pi\(times)\(inside)"))"
    }
  }

  /// The operand with a raised two.
  public func square(_ operand: String) -> String { "\(raisable(operand))^{2}" }

  /// The base with a raised exponent.
  public func power(_ base: String, _ exponent: String) -> String {
    "{\(raisable(base))}^{\(exponent)}"
  }

  /// A base in parentheses where it ends with an upper index, for TeX refuses a second one, and where
  /// it is a derivative.
  private func raisable(_ base: String) -> String {
    base.hasSuffix("]}") || base.hasSuffix("(n-1)}") || base.hasPrefix("\\frac{\\partial")
      ? parenthesized(base) : base
  }

  /// The operands after the operator's name.
  public func maximum(_ operands: [String]) -> String {
    "\\max\(parenthesized(operands.joined(separator: ", ")))"
  }

  /// The logarithm as it is defined.
  public func logSumExp(_ operands: [String]) -> String {
    let sum = operands.map { call(.exponential, $0) }.joined(separator: plus)
    return "\\ln\(parenthesized(sum))"
  }
}

/// A notation with every quantity replaced by its number.
package struct SubstitutedNotation: Notation {
  private let base: any Notation
  private let value: (Symbol, ScalarExpression.Row) -> Double?
  private let significantDigits: Int

  /// Writes numbers in place of names.
  ///
  /// - Parameters:
  ///   - base: How to write everything else.
  ///   - significantDigits: How many digits to show, 17 for all.
  ///   - value: The number of a quantity; a quantity without one keeps its name.
  package init(
    _ base: any Notation = ArticleNotation(), significantDigits: Int = 9,
    value: @escaping (Symbol, ScalarExpression.Row) -> Double?
  ) {
    self.base = base
    self.significantDigits = significantDigits
    self.value = value
  }

  /// The base's plus.
  package var plus: String { base.plus }
  /// The base's minus.
  package var minus: String { base.minus }
  /// The base's sign between factors.
  package var times: String { base.times }
  /// The base's sign of a quotient.
  package var divided: String { base.divided }

  /// A number of the formula itself.
  package func number(_ value: Double) -> String { base.number(value) }

  /// The quantity's number; a negative one in parentheses.
  package func name(_ symbol: Symbol, _ row: ScalarExpression.Row) -> String {
    guard let number = value(symbol, row) else { return base.name(symbol, row) }
    let text = NumberText.significant(number, significantDigits)
    let written = base is LatexNotation ? LatexNotation.power(text) : text
    return text.hasPrefix("-") ? base.parenthesized(written) : written
  }

  /// The base's parentheses.
  package func parenthesized(_ text: String) -> String { base.parenthesized(text) }

  /// A function as the base writes it.
  package func call(_ function: ScalarExpression.Function, _ operand: String) -> String {
    base.call(function, operand)
  }

  /// Whether the base's calls can stand as factors.
  package func holdsTogether(_ function: ScalarExpression.Function) -> Bool {
    base.holdsTogether(function)
  }

  /// A power as the base writes it.
  package func power(_ base: String, _ exponent: String) -> String {
    self.base.power(base, exponent)
  }

  /// The logarithm as the base writes it.
  package func logSumExp(_ operands: [String]) -> String { base.logSumExp(operands) }

  /// The maximum as the base writes it.
  package func maximum(_ operands: [String]) -> String { base.maximum(operands) }

  /// A square as the base writes it.
  package func square(_ operand: String) -> String { base.square(operand) }
}
