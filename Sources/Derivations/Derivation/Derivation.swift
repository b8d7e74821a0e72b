public import Backprop

/// The way from the network to the update, in six steps, generated from the table's expressions.
public struct Derivation: Sendable {
  /// The steps, in order.
  public let steps: [Step]

  /// What a step is about.
  package enum Kind: Hashable, Sendable, CaseIterable {
    /// From the inputs to the outputs.
    case forwardPass
    /// From the outputs to the loss.
    case error
    /// The gradients of the output layer.
    case outputGradients
    /// What comes back to the hidden activations.
    case hiddenActivations
    /// The gradients of the hidden layers.
    case hiddenGradients
    /// The update of the parameters.
    case update
  }

  /// A derivation of some steps.
  package init(steps: [Step]) { self.steps = steps }

  /// One step.
  public struct Step: Sendable {
    /// What it is about.
    package let kind: Kind
    /// What the step does.
    public let title: String
    /// Why, in a sentence or two.
    public let text: String
    /// The equations.
    public let equations: [Equation]

    /// One step of a derivation.
    package init(kind: Kind, title: String, text: String, equations: [Equation]) {
      self.kind = kind
      self.title = title
      self.text = text
      self.equations = equations
    }
  }

  /// A quantity, the chain-rule product that it stands for, and its formula.
  public struct Equation: Sendable {
    /// What stands on the left.
    public let symbol: Symbol
    /// The factors of the chain rule by name; empty where it is not one.
    public let chain: [Symbol]
    /// The formula.
    public let expression: ScalarExpression

    /// A quantity, its chain-rule product and its formula.
    package init(symbol: Symbol, chain: [Symbol], expression: ScalarExpression) {
      self.symbol = symbol
      self.chain = chain
      self.expression = expression
    }

    /// The equation in a notation: `∂E/∂w5 = ∂E1/∂a_o1 * … = (a_o1 - t1) * …`.
    ///
    /// - Parameters:
    ///   - notation: How to write the expression.
    ///   - name: How to write a symbol.
    /// - Returns: Both sides, with the chain rule between them where there is one.
    public func text(_ notation: some Notation, name: (Symbol) -> String = \.name) -> String {
      let product = chain.map(name).joined(separator: notation.times)
      let middle = chain.isEmpty ? "" : " = \(product)"
      return "\(name(symbol))\(middle) = \(expression.text(notation))"
    }
  }
}
