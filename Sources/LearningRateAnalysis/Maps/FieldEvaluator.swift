package import Backprop
private import Dispatch

/// What became of the training at one point of a map.
package struct FieldPoint: Hashable, Sendable {
  /// What became of it.
  package let outcome: TrainingOutcome
  /// The first epoch whose loss was at most a hundredth of the first.
  package let epochTo1Percent: Int?
  /// The loss of the last epoch.
  package let last: Double
}

/// Trains a network at every point of a grid over two of its numbers, a point a lane.
///
/// A varied number stands in a column that keeps the value of the row above, so that the tape reads it
/// like any other; a lane is given its own before the first row. Memory does not grow with the epochs.
package struct FieldEvaluator: Sendable {
  /// The table that is computed.
  package let table: TableDescription
  /// The number along the horizontal axis.
  package let x: VariedQuantity
  /// The number along the vertical axis.
  package let y: VariedQuantity

  private let tape: Tape
  private let probe: SweepProbe
  /// The columns that a lane is given numbers for, by quantity.
  private let places: [VariedQuantity: [(column: Int, factor: Double)]]

  /// The momentum that a network without one is described with, so that it has velocities.
  private static let someMomentum = 0.5

  /// Prepares a map.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - x: The number along the horizontal axis.
  ///   - y: The number along the vertical axis; another one.
  /// - Throws: `BackpropError.unusableSetting` where the network has no such number, and for two
  ///   numbers that exclude each other.
  package init(
    _ network: Network, x: VariedQuantity, y: VariedQuantity
  ) throws(BackpropError) {
    guard x != y else { throw .unusableSetting("a map needs two different numbers") }
    var network = network
    if x == .momentum || y == .momentum {
      guard network.training.optimizer.method == .sgd else {
        throw .unusableSetting(
          "momentum belongs to sgd, and the network is trained by "
            + network.training.optimizer.method.rawValue)
      }
      if network.training.optimizer["momentum"] == 0 {
        var training = network.training
        training.optimizer = try Optimizer(
          .sgd,
          [
            "momentum": Self.someMomentum,
            "weight decay": network.training.optimizer["weight decay"],
          ])
        network = try network.trained(by: training)
      }
    }
    let table = try TableDescription(network)
    var columns = table.columns
    var places: [VariedQuantity: [(column: Int, factor: Double)]] = [:]
    for quantity in [x, y] {
      places[quantity] = try Self.hold(quantity, in: &columns, of: table)
    }
    if case .given(let symbol) = x, y == .weightScale, table[symbol]?.role == .weight {
      throw .unusableSetting("\(symbol) and the scale of all weights set the same weight")
    }
    if case .given(let symbol) = y, x == .weightScale, table[symbol]?.role == .weight {
      throw .unusableSetting("\(symbol) and the scale of all weights set the same weight")
    }
    self.table = table
    self.x = x
    self.y = y
    self.places = places
    tape = Tape(
      columns, settings: table.settingValues, result: table.index(of: .totalError) ?? 0)
    probe = SweepProbe(table, columns: columns)
  }

  /// Makes the columns of a quantity keep what a lane is given.
  private static func hold(
    _ quantity: VariedQuantity, in columns: inout [Column], of table: TableDescription
  ) throws(BackpropError) -> [(column: Int, factor: Double)] {
    func given(_ index: Int) {
      let column = columns[index]
      columns[index] = Column(
        column.symbol, role: column.role, initial: .previous(column.symbol),
        recurrence: column.recurrence)
    }
    switch quantity {
    case .learningRate: return []
    case .given(let symbol):
      guard let index = table.index(of: symbol), table.columns[index].initialValue != nil else {
        throw .unknownSymbol(
          symbol.name, known: table.columns.filter { $0.initialValue != nil }.map(\.symbol.name))
      }
      given(index)
      return [(index, 1)]
    case .weightScale:
      var places: [(column: Int, factor: Double)] = []
      for index in columns.indices where columns[index].role == .weight {
        guard let value = table.columns[index].initialValue else { continue }
        given(index)
        places.append((index, value))
      }
      return places
    case .momentum, .layerRate:
      guard let held = quantity.heldSymbol else { return [] }
      let replaced = Symbol(quantity == .momentum ? "μ" : Symbol.learningRate.name)
      if case .layerRate(let layer) = quantity {
        guard table.network.layers.indices.contains(layer) else {
          throw .unusableSetting(
            "the network has \(table.network.layers.count) layers, and no layer \(layer + 1)")
        }
        guard table.network.training.schedule == .constant else {
          throw .unusableSetting("a layer has no rate of its own where a schedule changes the rate")
        }
      }
      for index in columns.indices {
        let column = columns[index]
        if case .layerRate(let layer) = quantity, table.layer(of: column.symbol) != layer {
          continue
        }
        columns[index] = Column(
          column.symbol, role: column.role, initial: column.initial,
          recurrence: column.recurrence.substituting { symbol, row in
            row == .setting && symbol == replaced ? .previous(held) : nil
          })
      }
      columns.append(
        Column(held, role: .step, initial: .previous(held), recurrence: .previous(held)))
      return [(columns.count - 1, 1)]
    }
  }

  /// Trains at every point.
  ///
  /// - Parameters:
  ///   - xValues: The numbers along the horizontal axis.
  ///   - yValues: The numbers along the vertical axis.
  ///   - learningRate: The rate where neither axis is it.
  ///   - epochs: The number of epochs.
  ///   - progress: Is called after each line of the grid with its number of points, from any thread.
  /// - Returns: One entry a point, row by row: `points[row * xValues.count + column]`.
  /// - Throws: `BackpropError.unusableLearningRate` or `.unusableEpochs`.
  package func points(
    xValues: [Double], yValues: [Double], learningRate: Double, epochs: Int,
    progress: @Sendable (Int) -> Void = { _ in }
  ) throws(BackpropError) -> [FieldPoint] {
    let rates =
      x == .learningRate ? xValues : y == .learningRate ? yValues : [learningRate]
    try TableEvaluator.check(rates, epochs)
    let width = xValues.count
    // Points of one rate settle at about the same time, so that a block ends early where it holds
    // points of one rate only.
    let isUpright = x == .learningRate
    let (outer, inner) = isUpright ? (xValues, yValues) : (yValues, xValues)
    return [FieldPoint](unsafeUninitializedCapacity: width * yValues.count) { buffer, count in
      nonisolated(unsafe) let points = buffer
      DispatchQueue.concurrentPerform(iterations: outer.count) { line in
        for block in inner.chunked(by: TapeInterpreter.blockWidth) {
          let same = ArraySlice(repeatElement(outer[line], count: block.count))
          let (xs, ys) = isUpright ? (same, block) : (block, same)
          let found = train(xs, ys, learningRate: learningRate, epochs: epochs)
          for (index, point) in zip(block.indices, found) {
            points.initializeElement(
              at: isUpright ? index * width + line : line * width + index, to: point)
          }
        }
        progress(inner.count)
      }
      count = width * yValues.count
    }
  }

  /// Trains at some points of a line.
  private func train(
    _ xs: ArraySlice<Double>, _ ys: ArraySlice<Double>, learningRate: Double, epochs: Int
  ) -> [FieldPoint] {
    let rates =
      x == .learningRate
      ? xs
      : y == .learningRate ? ys : ArraySlice(repeatElement(learningRate, count: xs.count))
    let interpreter = TapeInterpreter(tape, rates: rates)
    for (quantity, numbers) in [(x, xs), (y, ys)] {
      for place in places[quantity] ?? [] {
        interpreter.preset(
          place.column, place.factor == 1 ? numbers : ArraySlice(numbers.map { $0 * place.factor }))
      }
    }
    var trace = SweepTrace(probe, interpreter, rates: rates, epochs: epochs)
    trace.runUntilSettled(interpreter)
    return trace.summaries(interpreter).map { summary in
      FieldPoint(
        outcome: LearningRateDiagnosis.outcome(summary),
        epochTo1Percent: summary.epochTo1Percent, last: summary.last)
    }
  }
}
