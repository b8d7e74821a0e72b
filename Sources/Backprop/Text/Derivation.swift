/// The way from the network to the update, in six steps, generated from the table's expressions.
public struct Derivation: Sendable {
  /// The steps, in order.
  public let steps: [Step]

  /// What a step is about.
  package enum Kind: Hashable, Sendable, CaseIterable {
    /// From the inputs to the outputs.
    case forwardPass
    /// From the outputs to the total error.
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
  }

  /// A quantity, the chain-rule product that it stands for, and its formula.
  public struct Equation: Sendable {
    /// What stands on the left.
    public let symbol: Symbol
    /// The factors of the chain rule by name; empty where it is not one.
    public let chain: [Symbol]
    /// The formula.
    public let expression: ScalarExpression

    /// The equation in a notation: `∂E/∂w5 = ∂E1/∂a_o1 * … = (a_o1 - t1) * …`.
    ///
    /// - Parameters:
    ///   - notation: how to write the expression.
    ///   - name: how to write a symbol.
    /// - Returns: both sides, with the chain rule between them where there is one.
    public func text(_ notation: some Notation, name: (Symbol) -> String = \.name) -> String {
      let product = chain.map(name).joined(separator: notation.times)
      let middle = chain.isEmpty ? "" : " = \(product)"
      return "\(name(symbol))\(middle) = \(expression.text(notation))"
    }

    /// The equation in LaTeX, without dollar signs.
    public var latex: String { text(LatexNotation(), name: LatexNotation.name) }
  }
}

extension TableDescription {
  /// Derives the gradients and the update, from the forward pass on.
  public var derivation: Derivation {
    Derivation(steps: [
      forwardStep, errorStep, outputStep, activationStep, hiddenStep, updateStep,
    ])
  }

  private var forwardStep: Derivation.Step {
    Derivation.Step(
      kind: .forwardPass, title: "Forward pass",
      text: "Each neuron adds up what it receives, weighted, and passes the sum through its "
        + "activation function.",
      equations: equations([.preactivation, .activation]))
  }

  private var errorStep: Derivation.Step {
    Derivation.Step(
      kind: .error, title: "Error",
      text: "The error of an output is half its squared distance from the target; the half cancels "
        + "the two of the derivative. The total error is their sum.",
      equations: equations([.error, .totalError]))
  }

  private var outputStep: Derivation.Step {
    Derivation.Step(
      kind: .outputGradients, title: "Gradients of the output layer",
      text: "A weight of the output layer acts on the total error through one sum, one activation "
        + "and one error. The chain rule multiplies the three derivatives.",
      equations: gradientEquations(layers: names.layers.indices.suffix(1)))
  }

  private var activationStep: Derivation.Step {
    let hidden = names.layers.dropLast().reversed().flatMap(\.activations)
    return Derivation.Step(
      kind: .hiddenActivations, title: "Back through the hidden activations",
      text: hidden.isEmpty
        ? "This network has no hidden layer, so that nothing has to be passed back."
        : "A hidden activation acts on every neuron of the next layer, so that what comes back "
          + "from them is added.",
      equations: hidden.compactMap { activation in
        derivativeOfTotalError(by: activation).map {
          Derivation.Equation(symbol: activation.gradient, chain: [], expression: $0)
        }
      })
  }

  private var hiddenStep: Derivation.Step {
    Derivation.Step(
      kind: .hiddenGradients, title: "Gradients of the hidden layers",
      text: names.layers.count == 1
        ? "This network has no hidden layer."
        : "With the derivative by the activation known, the way to a weight before it is the same "
          + "as in the output layer: slope of the activation, then what the weight is multiplied "
          + "by.",
      equations: gradientEquations(layers: names.layers.indices.dropLast().reversed()))
  }

  private var updateStep: Derivation.Step {
    Derivation.Step(
      kind: .update, title: "Update",
      text:
        "Each epoch moves every trained parameter against its gradient, by the learning rate η. "
        + "A prime marks a value of the epoch before.",
      equations: parameters.compactMap { parameter in
        self[parameter].map {
          Derivation.Equation(symbol: parameter, chain: [], expression: $0.recurrence)
        }
      })
  }

  private func equations(_ roles: Set<Column.Role>) -> [Derivation.Equation] {
    columns.filter { roles.contains($0.role) }.map {
      Derivation.Equation(symbol: $0.symbol, chain: [], expression: $0.recurrence)
    }
  }

  private func gradientEquations(layers: some Sequence<Int>) -> [Derivation.Equation] {
    layers.flatMap { layer in
      parameters.filter { self.layer(of: $0) == layer }.compactMap { parameter in
        self[parameter.gradient].map {
          Derivation.Equation(
            symbol: $0.symbol, chain: chain(for: parameter).map(\.symbol), expression: $0.recurrence
          )
        }
      }
    }
  }
}
