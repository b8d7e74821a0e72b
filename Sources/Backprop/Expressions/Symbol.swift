/// The name of a quantity, as the article writes it: `w1`, `a_h1`, `E_tot`, `∂E/∂w1`, `η`.
public struct Symbol: Hashable, Sendable {
  /// The name in the article's notation.
  public let name: String

  /// Names a quantity.
  public init(_ name: String) {
    self.name = name
  }

  /// The step width of the update: a setting of a whole table, not a column.
  public static let learningRate = Symbol("η")

  /// The learning rate that is set, where a schedule makes others of it.
  public static let initialLearningRate = Symbol("η0")

  /// The epoch of a row, where something depends on it.
  public static let epoch = Symbol("epoch")

  /// The number of a row, where an epoch has several.
  public static let step = Symbol("step")

  /// How far the check columns move a parameter to either side: a setting of a whole table.
  package static let checkStep = Symbol("h")

  /// The sum of the errors of all outputs.
  public static let totalError = Symbol("E_tot")

  /// The derivative of the loss with respect to this quantity: `∂E/∂w1`.
  public var gradient: Symbol { Symbol("∂E/∂\(name)") }

  /// The central difference of the loss over this quantity: `ΔE/Δw1`.
  package var differenceQuotient: Symbol { Symbol("ΔE/Δ\(name)") }

  /// The derivative of this quantity with respect to another: `∂a_h1/∂h1`.
  package func derivative(by other: Symbol) -> Symbol { Symbol("∂\(name)/∂\(other.name)") }

  /// The name in ASCII letters, for a keyboard without `∂` and `η`: `dE/dw1`, `eta`.
  public var plainName: String {
    var plain = ""
    for character in name {
      switch character {
      case "∂": plain += "d"
      case "Δ": plain += "D"
      case "η": plain += "eta"
      case "σ": plain += "sigma"
      case "α": plain += "alpha"
      case "β": plain += "beta"
      case "γ": plain += "gamma"
      case "ε": plain += "epsilon"
      case "λ": plain += "lambda"
      case "μ": plain += "mu"
      default: plain.append(character)
      }
    }
    return plain
  }

  /// Whether a person may have meant this symbol by a text: the name itself or its plain form.
  package func matches(_ text: String) -> Bool {
    text == name || text == plainName
  }
}

extension Symbol: ExpressibleByStringLiteral {
  /// Names a quantity by a literal.
  public init(stringLiteral value: String) {
    self.init(value)
  }
}

extension Symbol: CustomStringConvertible {
  /// The name.
  public var description: String { name }
}
