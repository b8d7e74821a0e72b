import Backprop

/// What is remembered of a block of rates from epoch to epoch, one lane a rate.
struct SweepTrace {
  typealias Vector = SIMD8<Double>

  private let probe: SweepProbe
  private let rates: ArraySlice<Double>
  private let epochs: Int
  private let firstNorms: [Vector]
  private var lanes: [Lane]
  /// The losses of the epoch that begins the last part of the training.
  private var recent: [Vector] = []
  /// Whether the block ends once nothing can change.
  private var isWatching = false

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
    note: (Int, UnsafeBufferPointer<SIMD8<Double>>) -> Void = { _, _ in }
  ) {
    let last = epochs * probe.stepsPerEpoch - 1
    advance(interpreter) { row in
      if row > 0 { row == last ? interpreter.advance() : interpreter.advanceLean() }
    } note: {
      note($0, $1)
    }
  }

  /// Computes the loss of every epoch, as `run` does, but no epoch after which nothing can change.
  ///
  /// A training whose state is the same to the last bit as ``period`` epochs before repeats those
  /// epochs for ever: where only rounding is left, it repeats a short cycle. Its summary does not
  /// change any more if the loss did not rise in them; nor does that of a training whose loss has
  /// overflowed. Where that holds of all rates of the block, the number of epochs that are still
  /// computed is what is left after whole cycles.
  ///
  /// - Parameter interpreter: The block's interpreter, at the first row.
  mutating func runUntilSettled(_ interpreter: borrowing TapeInterpreter) {
    let last = epochs * probe.stepsPerEpoch - 1
    isWatching = true
    advance(interpreter) { row in
      if row > 0 { row == last ? interpreter.advance() : interpreter.advanceLean() }
    } note: { _, _ in
    }
  }

  /// The epochs after which states are compared: a multiple of the length of each cycle that is
  /// found.
  private static let period = 8

  /// Whether no rate of the block can change its summary any more.
  ///
  /// - Parameters:
  ///   - before: The state ``period`` epochs before.
  ///   - interpreter: The block's interpreter.
  ///   - epoch: The epoch that it has computed, counted from 1.
  ///   - width: The number of vectors of rates.
  /// - Returns: Whether the rest of the epochs can be left out.
  private func settles(
    _ before: [Vector], _ interpreter: borrowing TapeInterpreter, epoch: Int, width: Int
  ) -> Bool {
    for index in 0..<width {
      var open = lanes[index].overflow .== 0
      let quiet = lanes[index].lastRise .<= Double(epoch - Self.period)
      if any(open .& .!quiet) { return false }
      guard any(open) else { continue }
      var moved = SIMDMask<SIMD8<Int64>>(repeating: false)
      for (place, column) in probe.state.enumerated() {
        moved = moved .| (interpreter.row(column)[index] .!= before[place * width + index])
      }
      open = open .& moved
      if any(open) { return false }
    }
    return true
  }

  /// Computes the rows of all epochs and takes in their losses.
  ///
  /// The loss of an epoch of several steps is the mean of theirs. Losses are taken in for some
  /// epochs at a time, so that what is remembered of a vector of rates stays in registers meanwhile.
  @inline(__always)
  private mutating func advance(
    _ interpreter: borrowing TapeInterpreter, _ compute: (Int) -> Void,
    note: (Int, UnsafeBufferPointer<SIMD8<Double>>) -> Void
  ) {
    let stretch = 32
    let width = interpreter.row(probe.loss).count
    let steps = probe.stepsPerEpoch
    let recentEpoch = SweepSummary.recentEpoch(of: epochs)
    let losses = UnsafeMutablePointer<Vector>.allocateAligned(count: stretch * width)
    defer { losses.deallocate() }
    for start in stride(from: 0, to: epochs, by: stretch) {
      let count = min(stretch, epochs - start)
      var state: [Vector] = []
      for epoch in 0..<count {
        if isWatching, epoch == count - Self.period {
          state = probe.state.flatMap { Array(interpreter.row($0)) }
        }
        let place = epoch * width
        for step in 0..<steps {
          compute((start + epoch) * steps + step)
          let loss = interpreter.row(probe.loss)
          for index in 0..<width {
            losses[place + index] = step == 0 ? loss[index] : losses[place + index] + loss[index]
          }
        }
        if steps > 1 { for index in 0..<width { losses[place + index] /= Double(steps) } }
        let found = UnsafeBufferPointer(start: losses + place, count: width)
        note(start + epoch, found)
        if start + epoch + 1 == recentEpoch { recent = Array(found) }
      }
      if start == 0 { lanes = (0..<width).map { Lane(losses[$0]) } }
      for index in 0..<width {
        lanes[index].note(
          (start == 0 ? 1 : 0)..<count, firstEpoch: start + 1
        ) { losses[$0 * width + index] }
      }
      let done = start + count
      guard isWatching, done < epochs, !state.isEmpty,
        settles(state, interpreter, epoch: done, width: width)
      else { continue }
      if recent.isEmpty { recent = lanes.map(\.before) }
      let rest = (epochs - done) % Self.period
      for epoch in epochs - rest..<epochs {
        for step in 0..<steps { compute(epoch * steps + step) }
      }
      // Without a rest the present row is the last; whole rows have all columns.
      if rest == 0 {
        for _ in 0..<Self.period - 1 { interpreter.advanceLean() }
        interpreter.advance()
      }
      let loss = interpreter.row(probe.loss)
      for index in 0..<width { lanes[index].before = loss[index] }
      break
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
          largest: memory.largest[lane], recent: recent[vector][lane],
          overflowEpoch: epoch(memory.overflow),
          outputMagnitude: output?.magnitude ?? 0,
          hiddenMagnitude: hidden.map(\.magnitude).reduce(0, Self.larger),
          outputSlope: output?.slope ?? 0, hiddenSlope: hidden.map(\.slope).reduce(1, min),
          firstGradientNorm: firstNorms[vector][lane], lastGradientNorm: norms[vector][lane],
          accuracy: probe.accuracy.map { interpreter.row($0)[vector][lane] },
          stability: probe.stability))
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
      slope = Self.larger(
        slope, layer.slope.map { Activation.slope($0, at: z, value: a).magnitude } ?? 1)
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
    guard let first = probe.gradients.first else { return [] }
    return interpreter.row(first).indices.map { index in
      var scale = Vector()
      for column in probe.gradients {
        let value = interpreter.row(column)[index]
        let magnitude = value.replacing(with: Vector() - value, where: value .< 0)
        scale.replace(with: magnitude, where: (magnitude .> scale) .| (magnitude .!= magnitude))
      }
      var sum = Vector()
      for column in probe.gradients {
        let part = interpreter.row(column)[index] / scale
        sum += part * part
      }
      let norm = scale * sum.squareRoot()
      return scale.replacing(with: norm, where: (scale .> 0) .& (scale .< .infinity))
    }
  }
}
