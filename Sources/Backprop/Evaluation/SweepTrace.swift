/// Where a sweep looks: the columns that a summary is made from.
struct SweepProbe: Sendable {
  let loss: Int
  let gradients: [Int]
  let layers: [Layer]
  let stepsPerEpoch: Int
  let accuracy: Int?

  struct Layer: Sendable {
    /// Nil where the slope does not matter, because the loss cancels it.
    let activation: Activation?
    let sums: [Int]
    let activations: [Int]
  }

  init(_ table: TableDescription) {
    func indices(_ symbols: [Symbol]) -> [Int] { symbols.compactMap(table.index(of:)) }
    loss = table.index(of: .totalError) ?? 0
    gradients = indices(table.parameters.map(\.gradient))
    let last = table.network.layers.count - 1
    let isCancelled = table.network.training.loss.cancelsSlope
    layers = table.network.layers.enumerated().map { index, layer in
      Layer(
        activation: index == last && isCancelled ? nil : layer.activation,
        sums: indices(table.names.sums(ofLayer: index)),
        activations: indices(table.names.activations(ofLayer: index)))
    }
    stepsPerEpoch = table.network.stepsPerEpoch
    accuracy = table.index(of: .accuracy)
  }
}

/// What is remembered of a block of rates from epoch to epoch, one lane a rate.
struct SweepTrace {
  fileprivate typealias Vector = SIMD8<Double>

  private let probe: SweepProbe
  private let rates: ArraySlice<Double>
  private let epochs: Int
  private let firstNorms: [Vector]
  private var lanes: [Lane]

  /// The memory of one vector of rates; epochs are kept as numbers so that one mask serves all.
  fileprivate struct Lane {
    var first: Vector
    var before: Vector
    var smallest: Vector
    var smallestEpoch = Vector(repeating: 1)
    var largest: Vector
    var rises = Vector()
    var lastRise = Vector()
    var tenth: Vector
    var hundredth: Vector
    var overflow = Vector()
  }

  /// Computes the first row.
  init(
    _ probe: SweepProbe, _ interpreter: borrowing TapeInterpreter, rates: ArraySlice<Double>,
    epochs: Int
  ) {
    self.probe = probe
    self.rates = rates
    self.epochs = epochs
    interpreter.start()
    firstNorms = Self.gradientNorms(probe, interpreter)
    lanes = []
  }

  /// Computes every row, and shows each.
  ///
  /// - Parameters:
  ///   - interpreter: The block's interpreter, at the first row.
  ///   - observe: Is called at each row, counted from zero; all its columns are computed.
  mutating func runWholeRows(
    _ interpreter: borrowing TapeInterpreter,
    observe: (Int, borrowing TapeInterpreter) -> Void
  ) {
    advance(interpreter) { row in
      if row > 0 { interpreter.advance() }
      observe(row, interpreter)
    } note: { _, _ in
    }
  }

  /// Computes the loss of every epoch, and all columns of the last row.
  ///
  /// - Parameters:
  ///   - interpreter: The block's interpreter, at the first row.
  ///   - note: Is called after each epoch, counted from zero, with its losses.
  mutating func run(
    _ interpreter: borrowing TapeInterpreter,
    note: (Int, ArraySlice<SIMD8<Double>>) -> Void = { _, _ in }
  ) {
    let last = epochs * probe.stepsPerEpoch - 1
    advance(interpreter) { row in
      if row > 0 { row == last ? interpreter.advance() : interpreter.advanceLean() }
    } note: {
      note($0, $1)
    }
  }

  /// Computes the rows of all epochs and takes in their losses.
  ///
  /// The loss of an epoch of several steps is the mean of theirs. Losses are taken in for some
  /// epochs at a time, so that what is remembered of a vector of rates stays in registers meanwhile.
  @inline(__always)
  private mutating func advance(
    _ interpreter: borrowing TapeInterpreter, _ compute: (Int) -> Void,
    note: (Int, ArraySlice<SIMD8<Double>>) -> Void
  ) {
    let stretch = 32
    let width = interpreter.row(probe.loss).count
    let steps = probe.stepsPerEpoch
    var losses = [Vector](repeating: Vector(), count: stretch * width)
    for start in stride(from: 0, to: epochs, by: stretch) {
      let count = min(stretch, epochs - start)
      for epoch in 0..<count {
        let place = epoch * width
        for step in 0..<steps {
          compute((start + epoch) * steps + step)
          let loss = interpreter.row(probe.loss)
          for index in 0..<width {
            losses[place + index] = step == 0 ? loss[index] : losses[place + index] + loss[index]
          }
        }
        if steps > 1 { for index in 0..<width { losses[place + index] /= Double(steps) } }
        note(start + epoch, losses[place..<place + width])
      }
      if start == 0 { lanes = losses[..<width].map(Lane.init) }
      for index in 0..<width {
        var lane = lanes[index]
        for epoch in (start == 0 ? 1 : 0)..<count {
          lane.note(
            losses[epoch * width + index], epoch: Vector(repeating: Double(start + epoch + 1)))
        }
        lanes[index] = lane
      }
    }
  }

  /// The summaries of the block's rates, after the last row.
  func summaries(_ interpreter: borrowing TapeInterpreter) -> [SweepSummary] {
    let norms = Self.gradientNorms(probe, interpreter)
    var summaries: [SweepSummary] = []
    for (index, rate) in rates.enumerated() {
      let lane = index % TapeInterpreter.vectorWidth
      let vector = index / TapeInterpreter.vectorWidth
      let memory = lanes[vector]
      let layers = probe.layers.map { measure($0, interpreter, vector, lane) }
      let hidden = layers.dropLast()
      let output = layers.last
      func epoch(_ value: Vector) -> Int? { value[lane] > 0 ? Int(value[lane]) : nil }
      summaries.append(
        SweepSummary(
          learningRate: rate, epochs: epochs, first: memory.first[lane],
          last: memory.before[lane], smallest: memory.smallest[lane],
          smallestEpoch: Int(memory.smallestEpoch[lane]),
          epochTo10Percent: epoch(memory.tenth), epochTo1Percent: epoch(memory.hundredth),
          rises: Int(memory.rises[lane]), lastRise: epoch(memory.lastRise),
          largest: memory.largest[lane], overflowEpoch: epoch(memory.overflow),
          outputMagnitude: output?.magnitude ?? 0,
          hiddenMagnitude: hidden.map(\.magnitude).reduce(0, Self.larger),
          outputSlope: output?.slope ?? 0, hiddenSlope: hidden.map(\.slope).reduce(1, min),
          firstGradientNorm: firstNorms[vector][lane], lastGradientNorm: norms[vector][lane],
          accuracy: probe.accuracy.map { interpreter.row($0)[vector][lane] }))
    }
    return summaries
  }

  private func measure(
    _ layer: SweepProbe.Layer, _ interpreter: borrowing TapeInterpreter, _ vector: Int, _ lane: Int
  ) -> (magnitude: Double, slope: Double) {
    var magnitude = 0.0
    var slope = 0.0
    for (sum, activation) in zip(layer.sums, layer.activations) {
      let z = interpreter.row(sum)[vector][lane]
      let a = interpreter.row(activation)[vector][lane]
      magnitude = Self.larger(magnitude, z.magnitude)
      slope = Self.larger(slope, layer.activation?.slope(at: z, value: a).magnitude ?? 1)
    }
    return (magnitude, slope)
  }

  /// The larger of two; a value that is not a number wins, so that it is seen.
  private static func larger(_ first: Double, _ second: Double) -> Double {
    first.isNaN || second.isNaN ? .nan : max(first, second)
  }

  /// The length of the gradient, scaled by its largest component so that it cannot overflow.
  private static func gradientNorms(
    _ probe: SweepProbe, _ interpreter: borrowing TapeInterpreter
  ) -> [Vector] {
    let components = probe.gradients.map { Array(interpreter.row($0)) }
    guard let width = components.first?.count else { return [] }
    return (0..<width).map { index in
      var norm = Vector()
      for lane in 0..<Vector.scalarCount {
        let values = components.map { $0[index][lane].magnitude }
        let scale = values.reduce(0, larger)
        guard scale > 0, scale.isFinite else {
          norm[lane] = scale
          continue
        }
        norm[lane] = scale * values.reduce(0) { $0 + ($1 / scale) * ($1 / scale) }.squareRoot()
      }
      return norm
    }
  }
}

extension SweepTrace.Lane {
  /// Begins with the losses of the first epoch.
  fileprivate init(_ loss: SIMD8<Double>) {
    typealias Vector = SIMD8<Double>
    let finite = loss .< .infinity
    first = loss
    before = loss
    smallest = Vector(repeating: .infinity).replacing(with: loss, where: finite)
    largest = Vector().replacing(with: loss, where: finite)
    tenth = Vector().replacing(with: Vector(repeating: 1), where: loss .<= loss * 0.1)
    hundredth = Vector().replacing(with: Vector(repeating: 1), where: loss .<= loss * 0.01)
    overflow = Vector(repeating: 1).replacing(with: Vector(), where: finite)
  }

  /// Takes in the losses of one more epoch.
  @inline(__always)
  fileprivate mutating func note(_ loss: SIMD8<Double>, epoch: SIMD8<Double>) {
    let lower = loss .< smallest
    smallest.replace(with: loss, where: lower)
    smallestEpoch.replace(with: epoch, where: lower)
    let rose = (loss .> before) .& (loss .> first * SweepSummary.noise)
    rises.replace(with: rises + 1, where: rose)
    lastRise.replace(with: epoch, where: rose)
    let finite = loss .< .infinity
    largest.replace(with: loss, where: (loss .> largest) .& finite)
    overflow.replace(with: epoch, where: .!finite .& (overflow .== 0))
    tenth.replace(with: epoch, where: (loss .<= first * 0.1) .& (tenth .== 0))
    hundredth.replace(with: epoch, where: (loss .<= first * 0.01) .& (hundredth .== 0))
    before = loss
  }
}
