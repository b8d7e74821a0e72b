import Backprop

extension TableEvaluator {
  /// Finds the step after which each of some trainings failed.
  ///
  /// - Parameters:
  ///   - trainings: The learning rates, and what to look for in each.
  ///   - epochs: The number of epochs of each training.
  ///   - slopeFloor: The slope below which a layer passes nothing back.
  /// - Returns: One entry a training, in their order; nil where no step shows the sign.
  /// - Throws: `BackpropError.unusableLearningRate` or `.unusableEpochs`.
  /// - Complexity: All columns of every row of each training are computed once, and those up to the step
  ///   once more; memory does not grow with the epochs.
  func failingSteps(
    of trainings: [(learningRate: Double, sign: FailureSign)], epochs: Int, slopeFloor: Double
  ) throws(BackpropError) -> [FailingStep?] {
    let rates = trainings.map(\.learningRate)
    let signs = trainings.map(\.sign)
    try Self.check(rates, epochs)
    let search = FailureSearch(table, epochs: epochs, slopeFloor: slopeFloor)
    let places = [FailurePlace?](unsafeUninitializedCapacity: rates.count) { buffer, count in
      nonisolated(unsafe) let places = buffer
      forEachBlock(of: rates, threads: nil) { block in
        let found = search.places(block, signs[block.indices])
        for (index, place) in zip(block.indices, found) {
          places.initializeElement(at: index, to: place)
        }
      }
      count = rates.count
    }
    var steps: [FailingStep?] = []
    for (rate, place) in zip(rates, places) {
      guard let place else {
        steps.append(nil)
        continue
      }
      let step = FailureRows(
        self, place, learningRate: rate, rows: epochs * stepsPerEpoch, slopeFloor: slopeFloor)
      steps.append(step?.failingStep)
    }
    return steps
  }
}

/// The rows of a training around the place where it failed.
private struct FailureRows {
  private let description: TableDescription
  private let place: FailurePlace
  private let slopeFloor: Double
  /// The rows, and the row of the training that the first of them is.
  private let table: Table
  private let first: Int

  /// How many cells before a dead layer are looked at.
  private static let span = 1_000_000

  /// Computes the rows; nil where they cannot be.
  init?(
    _ evaluator: TableEvaluator, _ place: FailurePlace, learningRate: Double, rows: Int,
    slopeFloor: Double
  ) {
    description = evaluator.table
    self.place = place
    self.slopeFloor = slopeFloor
    let wanted: ClosedRange<Int> =
      switch place {
      case .dead(_, let row): row - Self.span / evaluator.columns.count - 1...row + 1
      // The steps that lead into the rows of the epoch, and one more.
      case .epoch(let epoch):
        (epoch - 1) * evaluator.stepsPerEpoch - 1...epoch * evaluator.stepsPerEpoch
      }
    let last = min(wanted.upperBound, rows - 1)
    first = max(wanted.lowerBound, 0)
    guard first <= last else { return nil }
    table = evaluator.rows(first...last, learningRate: learningRate)
  }

  /// The step with its numbers; nil where nothing is trained.
  var failingStep: FailingStep? {
    switch place {
    case .dead(let layer, let row): deadLayer(layer, row: row - first)
    case .epoch: risenLoss
    }
  }

  private func number(_ symbol: Symbol, _ row: Int) -> Double? {
    description.index(of: symbol).map { table[row, $0] }
  }

  private func change(_ symbol: Symbol, _ row: Int) -> Double {
    guard row > 0, let after = number(symbol, row), let before = number(symbol, row - 1) else {
      return 0
    }
    return after - before
  }

  // MARK: - A dead layer

  /// The neuron that was the last to pass something back, and the parameter that moved it.
  private func deadLayer(_ layer: Int, row: Int) -> FailingStep? {
    let all = neurons(ofLayer: layer)
    let hasStep = row > 0
    let alive = all.filter { hasStep && !(slope(of: $0, row - 1) < slopeFloor) }
    let candidates = alive.isEmpty ? all : alive
    let chosen = candidates.max { first, second in
      let slopes = (slope(of: first, row), slope(of: second, row))
      guard slopes.0 == slopes.1 else { return slopes.0 < slopes.1 }
      return change(first.sum, row).magnitude < change(second.sum, row).magnitude
    }
    guard let chosen else { return nil }
    let end = row
    let row = hasStep ? leap(of: chosen, until: end) : end
    let own = description.parameters.filter {
      description.places[$0].map { $0.layer == layer && $0.neuron == chosen.neuron } ?? false
    }
    let moved = own.contains { change($0, row) != 0 }
    let earlier = description.parameters.filter {
      description.places[$0].map { $0.layer <= layer } ?? false
    }
    let parameter =
      moved || !hasStep
      ? leading(own) { (change($0, row) * input(of: $0, chosen, row)).magnitude }
      : leading(earlier) { change($0, row).magnitude }
    return parameter.flatMap {
      step(of: $0, into: row, through: chosen, isDead: true, deadFrom: first + end)
    }
  }

  /// The row after the step that took a sum half of its way or more, from which on it stayed there.
  private func leap(of neuron: Place, until end: Int) -> Int {
    let final = number(neuron.sum, end) ?? .nan
    var row = end
    while row > 0, let before = number(neuron.sum, row - 1), before / final >= 0.5 { row -= 1 }
    return row > 0 ? row : end
  }

  // MARK: - A loss that rose

  /// Of the steps into the epoch the one that moved a parameter farthest, and the parameter whose
  /// gradient it changed most.
  private var risenLoss: FailingStep? {
    let steps = description.network.stepsPerEpoch
    let last = min(table.rows - 1, steps)
    guard last >= 1 else { return nil }
    func farthest(_ row: Int) -> Double {
      description.parameters.map { Self.size(change($0, row)) }.max() ?? 0
    }
    guard
      let row = (1...last).max(by: { farthest($0) < farthest($1) }),
      // How far the parameter moved along what it changed of its gradient: its part in the curvature.
      let parameter = leading(
        description.parameters,
        by: { Self.size(change($0, row) * change($0.gradient, row)) }),
      let place = description.places[parameter]
    else { return nil }
    let neurons = neurons(ofLayer: place.layer).filter { $0.neuron == place.neuron }
    let chosen = neurons.max {
      Self.size(change($0.sum, row)) < Self.size(change($1.sum, row))
    }
    return chosen.flatMap { step(of: parameter, into: row, through: $0, isDead: false) }
  }

  /// A magnitude; what is no number counts as the largest.
  private static func size(_ value: Double) -> Double {
    value.isNaN ? .infinity : value.magnitude
  }

  /// The first of some parameters that has at least half of the largest measure.
  ///
  /// Of equals the first is the one that a reader expects.
  private func leading(_ parameters: [Symbol], by measure: (Symbol) -> Double) -> Symbol? {
    let measures = parameters.map(measure)
    guard let largest = measures.max() else { return nil }
    return zip(parameters, measures).first { $0.1 >= largest / 2 }?.0
  }

  // MARK: - Neurons

  private struct Place {
    let sample: Int
    let layer: Int
    let neuron: Int
    let sum: Symbol
    let activation: Symbol
    let target: Symbol?
  }

  /// The neurons of a layer, once for each sample.
  private func neurons(ofLayer layer: Int) -> [Place] {
    let isLast = layer == description.network.layers.count - 1
    return description.names.samples.enumerated().flatMap { sample, own in
      own.sums[layer].indices.map { neuron in
        Place(
          sample: sample, layer: layer, neuron: neuron, sum: own.sums[layer][neuron],
          activation: own.activations[layer][neuron], target: isLast ? own.targets[neuron] : nil)
      }
    }
  }

  /// What a parameter of a neuron is multiplied by in its sample; one for a bias.
  private func input(of parameter: Symbol, _ place: Place, _ row: Int) -> Double {
    let weights = description.names.layers[place.layer].weights[place.neuron]
    guard let index = weights.firstIndex(of: parameter) else { return 1 }
    let sources = description.names.samples[place.sample].sources(of: place.layer)
    return number(sources[index], row) ?? .nan
  }

  private func slope(of place: Place, _ row: Int) -> Double {
    description.network.layers[place.layer].activation.slope(
      at: number(place.sum, row) ?? .nan, value: number(place.activation, row) ?? .nan
    ).magnitude
  }

  // MARK: - The step

  private func step(
    of parameter: Symbol, into row: Int, through place: Place, isDead: Bool, deadFrom: Int? = nil
  ) -> FailingStep? {
    guard let value = number(parameter, row), let gradient = number(parameter.gradient, row)
    else { return nil }
    let hasStep = row > 0
    let settings = description.settingValues
    let update = description[parameter]?.recurrence.substituting { symbol, source in
      switch source {
      case .setting: .constant(settings[symbol] ?? table.learningRate)
      case .before: hasStep ? number(symbol, row - 1).map { .constant($0) } : nil
      case .same: number(symbol, row).map { .constant($0) }
      }
    }
    let others = neurons(ofLayer: place.layer)
    return FailingStep(
      row: hasStep ? first + row - 1 : nil, stepsPerEpoch: description.network.stepsPerEpoch,
      parameter: parameter, update: hasStep ? update : nil, value: value,
      change: change(parameter, row),
      neuron: FailingStep.Neuron(
        sum: place.sum, sumValue: number(place.sum, row) ?? .nan, activation: place.activation,
        value: number(place.activation, row) ?? .nan,
        function: description.network.layers[place.layer].activation,
        slope: slope(of: place, row),
        isSteepest: others.count > 1
          && !others.contains { slope(of: $0, row) > slope(of: place, row) },
        target: place.target.flatMap { number($0, row) }),
      gradientBefore: hasStep ? number(parameter.gradient, row - 1) : nil, gradient: gradient,
      next: row + 1 < table.rows ? number(parameter, row + 1) : nil,
      isDead: isDead, deadFrom: deadFrom.flatMap { $0 > first + row ? $0 : nil })
  }
}
