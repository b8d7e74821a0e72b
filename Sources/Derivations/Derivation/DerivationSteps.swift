public import Backprop

extension TableDescription {
  /// Derives the gradients and the update, from the forward pass on.
  ///
  /// With several samples the equations of the first stand for those of all.
  public var derivation: Derivation {
    Derivation(steps: [
      forwardStep, errorStep, outputStep, activationStep, hiddenStep, updateStep,
    ])
  }

  private var forwardStep: Derivation.Step {
    Derivation.Step(
      kind: .forwardPass, title: "Forward pass", text: DerivationText(network).forwardPass,
      equations: equations([.preactivation, .logSumExp, .activation]))
  }

  private var errorStep: Derivation.Step {
    Derivation.Step(
      kind: .error, title: "Error", text: DerivationText(network).error,
      equations: equations([.error, .totalError]))
  }

  private var outputStep: Derivation.Step {
    let last = names.layers.count - 1
    return Derivation.Step(
      kind: .outputGradients, title: "Gradients of the output layer",
      text: DerivationText(network).outputGradients,
      equations: sensitivities(ofLayer: last) + gradientEquations(layers: [last]))
  }

  private var activationStep: Derivation.Step {
    let hidden = names.layers.indices.dropLast().reversed()
    return Derivation.Step(
      kind: .hiddenActivations, title: "Back through the hidden activations",
      text: DerivationText(network).hiddenActivations,
      equations: hidden.flatMap { layer in
        sensitivities(ofLayer: layer)
          + names.layers[layer].activations.compactMap { activation in
            derivativeOfTotalError(by: activation).map {
              Derivation.Equation(symbol: activation.gradient, chain: [], expression: $0)
            }
          }
      })
  }

  private var hiddenStep: Derivation.Step {
    Derivation.Step(
      kind: .hiddenGradients, title: "Gradients of the hidden layers",
      text: DerivationText(network).hiddenGradients,
      equations: gradientEquations(layers: names.layers.indices.dropLast().reversed()))
  }

  private var updateStep: Derivation.Step {
    let updates = (columns(.rate) + parameters.compactMap { self[$0] } + columns(.optimizer)).map {
      Derivation.Equation(symbol: $0.symbol, chain: [], expression: $0.recurrence)
    }
    return Derivation.Step(
      kind: .update, title: "Update", text: DerivationText(network).update, equations: updates)
  }

  /// The equations of some kinds of columns; of several samples those of the first.
  private func equations(_ roles: Set<Column.Role>) -> [Derivation.Equation] {
    let others = names.samples.dropFirst().flatMap { names in
      names.sums.flatMap(\.self) + names.activations.flatMap(\.self) + names.errors
        + [names.logSumExp, names.error]
    }
    let hidden = Set(others)
    return columns.filter { roles.contains($0.role) && !hidden.contains($0.symbol) }.map {
      Derivation.Equation(symbol: $0.symbol, chain: [], expression: $0.recurrence)
    }
  }

  /// With several samples, the derivatives of the first sample's error by the sums of a layer.
  private func sensitivities(ofLayer layer: Int) -> [Derivation.Equation] {
    guard names.samples.count > 1, let first = names.samples.first else { return [] }
    return first.sums[layer].compactMap { sum in
      self[first.sensitivity(of: sum)].map {
        Derivation.Equation(symbol: $0.symbol, chain: [], expression: $0.recurrence)
      }
    }
  }

  private func gradientEquations(layers: some Sequence<Int>) -> [Derivation.Equation] {
    layers.flatMap { layer in
      parameters.filter { self.layer(of: $0) == layer }.compactMap { parameter in
        self[parameter.gradient].map {
          Derivation.Equation(
            symbol: $0.symbol, chain: chain(for: parameter).map(\.symbol),
            expression: $0.recurrence)
        }
      }
    }
  }
}
