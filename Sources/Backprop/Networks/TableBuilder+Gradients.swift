extension TableBuilder {
  // MARK: - One sample

  /// Gradients written out in full, as the article does, where that stays short.
  mutating func appendGradientsOfOneSample() {
    let isSmall = network.layers.count <= 2 && names.targets.count <= 8
    let written = isSmall ? [] : hiddenActivations
    adjoints =
      ReverseMode(
        through: columns, of: .totalError,
        writtenDown: Dictionary(uniqueKeysWithValues: written.map { ($0, $0.gradient) }),
        known: outputDerivatives(of: 0).merging(publishedDerivatives) { first, _ in first }
      ).adjoints
    for symbol in written {
      columns.append(.computed(symbol.gradient, .sensitivity, adjoints[symbol] ?? 0))
    }
    for symbol in parameters {
      columns.append(.computed(symbol.gradient, .gradient, adjoints[symbol] ?? 0))
    }
  }

  /// From the last hidden layer to the first, as they are computed.
  private var hiddenActivations: [Symbol] {
    names.layers.dropLast().reversed().flatMap(\.activations)
  }

  // MARK: - Several samples

  /// The derivatives of a sample's error by its weighted sums, from the last layer to the first.
  ///
  /// - Parameters:
  ///   - sample: The sample's place.
  ///   - columns: The sample's columns, up to its error.
  /// - Returns: A column for each sum that the error depends on.
  func sensitivities(of sample: Int, through columns: [Column]) -> [Column] {
    let own = names.samples[sample]
    let sums = own.sums.reversed().flatMap(\.self)
    let derivatives = ReverseMode(
      through: columns, of: own.error,
      writtenDown: Dictionary(uniqueKeysWithValues: sums.map { ($0, own.sensitivity(of: $0)) }),
      known: outputDerivatives(of: sample)
    ).adjoints
    return sums.map { .computed(own.sensitivity(of: $0), .sensitivity, derivatives[$0] ?? 0) }
  }

  /// Each gradient: what the samples of the step contribute, summed or averaged.
  mutating func appendGradientsOfSeveralSamples() {
    for (index, layer) in names.layers.enumerated() {
      for neuron in layer.sums.indices {
        func contributions(_ factor: (NetworkNames.SampleNames) -> ScalarExpression)
          -> [ScalarExpression]
        {
          names.samples.map { own in
            .chained(.current(own.sensitivity(of: own.sums[index][neuron])), factor(own))
          }
        }
        for (source, weight) in layer.weights[neuron].enumerated() {
          adjoints[weight] = steps.reduced(
            contributions { .current($0.sources(of: index)[source]) })
        }
        if !layer.biases.isEmpty {
          adjoints[layer.biases[neuron]] = steps.reduced(contributions { _ in 1 })
        }
      }
    }
    for symbol in parameters {
      columns.append(.computed(symbol.gradient, .gradient, adjoints[symbol] ?? 0))
    }
  }

  // MARK: - Known derivatives

  /// The derivative of a sample's error by the sums of the output layer, where the slope of the
  /// activation cancels: `a - t`.
  private func outputDerivatives(of sample: Int) -> [Symbol: [KnownDerivative]] {
    guard network.training.loss.cancelsSlope else { return [:] }
    let own = names.samples[sample]
    let last = network.layers.count - 1
    let derivatives = own.targets.indices.map { output in
      KnownDerivative(
        symbol: own.sums[last][output],
        expression: .current(own.activations[last][output]) - .current(own.targets[output]))
    }
    return [own.error: derivatives]
  }

  /// The article's slip: the second hidden neuron's slope is taken from the first.
  var publishedSlopes: [Symbol: ScalarExpression] {
    guard mode == .published else { return [:] }
    let hidden = names.layers[0].activations
    let first = ScalarExpression.current(hidden[0])
    return [hidden[1]: first * (1 - first)]
  }

  private var publishedDerivatives: [Symbol: [KnownDerivative]] {
    publishedSlopes.reduce(into: [:]) { known, entry in
      guard let place = names.layers[0].activations.firstIndex(of: entry.key) else { return }
      known[entry.key] = [
        KnownDerivative(symbol: names.layers[0].sums[place], expression: entry.value)
      ]
    }
  }
}
