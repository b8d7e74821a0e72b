import Backprop

/// Runs trainings again to find where they failed.
///
/// To the table's columns it adds one for each layer whose activation can go flat, with the steepest
/// slope of the layer; the tape computes them with the others.
struct FailureSearch: Sendable {
  private let table: TableDescription
  private let tape: Tape
  private let loss: Int
  /// The layers that can go flat, each with the column of its steepest slope.
  private let layers: [(layer: Int, column: Int)]
  private let epochs: Int
  /// The slope below which a layer passes nothing back.
  private let slopeFloor: Double

  /// Prepares a search.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - epochs: The number of epochs of each training.
  ///   - slopeFloor: The slope below which a layer passes nothing back.
  init(_ table: TableDescription, epochs: Int, slopeFloor: Double) {
    self.table = table
    self.epochs = epochs
    self.slopeFloor = slopeFloor
    let probe = SweepProbe(table)
    loss = probe.loss
    var columns = table.columns
    var layers: [(layer: Int, column: Int)] = []
    for (index, layer) in probe.layers.enumerated() {
      let activation = table.network.layers[index].activation
      guard layer.slope != nil, activation != .linear else { continue }
      let slopes = zip(layer.sums, layer.activations).map { sum, value in
        activation.slope(
          at: .current(table.columns[sum].symbol), value: .current(table.columns[value].symbol))
      }
      layers.append((index, columns.count))
      columns.append(
        .computed(Symbol("slope of layer \(index + 1)"), .sensitivity, .maximum(slopes)))
    }
    self.layers = layers
    tape = Tape(columns, settings: table.settingValues, result: loss)
  }

  /// What is remembered of one training.
  private struct Memory {
    /// For each of the layers, the row from which on it is dead.
    var dead: [Int?]
    var firstRise: Int?
    /// The epoch with the largest loss, and that loss.
    var peak = 1
    var largest = 0.0
  }

  /// Finds where trainings failed.
  ///
  /// - Parameters:
  ///   - rates: The learning rates, at most as many as a block of the interpreter has.
  ///   - signs: What to look for in each.
  /// - Returns: The place of each; nil where the sign does not show.
  func places(_ rates: ArraySlice<Double>, _ signs: ArraySlice<FailureSign>) -> [FailurePlace?] {
    let interpreter = TapeInterpreter(tape, rates: rates)
    let steps = table.network.stepsPerEpoch
    let width = interpreter.row(loss).count
    var lanes: [SweepTrace.Lane] = []
    var memories = rates.map { _ in Memory(dead: layers.map { _ in nil }) }
    for epoch in 1...epochs {
      var losses = [SIMD8<Double>](repeating: SIMD8(), count: width)
      for step in 0..<steps {
        let row = (epoch - 1) * steps + step
        row == 0 ? interpreter.start() : interpreter.advance()
        for index in 0..<width { losses[index] += interpreter.row(loss)[index] }
        for place in layers.indices {
          let slopes = interpreter.row(layers[place].column)
          for index in memories.indices {
            guard Self.number(slopes, index) < slopeFloor else {
              memories[index].dead[place] = nil
              continue
            }
            if memories[index].dead[place] == nil { memories[index].dead[place] = row }
          }
        }
      }
      note(losses, steps: steps, epoch: epoch, &lanes, &memories)
    }
    return zip(memories, signs).map(place)
  }

  /// Takes in the losses of an epoch.
  private func note(
    _ sums: [SIMD8<Double>], steps: Int, epoch: Int, _ lanes: inout [SweepTrace.Lane],
    _ memories: inout [Memory]
  ) {
    let losses = steps > 1 ? sums.map { $0 / Double(steps) } : sums
    guard epoch > 1 else {
      lanes = losses.map(SweepTrace.Lane.init)
      for index in memories.indices {
        memories[index].largest =
          lanes[index / TapeInterpreter.vectorWidth].largest[index % TapeInterpreter.vectorWidth]
      }
      return
    }
    for index in lanes.indices {
      lanes[index].note(losses[index], epoch: SIMD8(repeating: Double(epoch)))
    }
    for index in memories.indices {
      let lane = lanes[index / TapeInterpreter.vectorWidth]
      let place = index % TapeInterpreter.vectorWidth
      if memories[index].firstRise == nil,
        lane.rises[place] > 0 || lane.overflow[place] == Double(epoch)
      {
        memories[index].firstRise = epoch
      }
      if lane.largest[place] > memories[index].largest {
        memories[index].largest = lane.largest[place]
        memories[index].peak = epoch
      }
    }
  }

  private func place(_ memory: Memory, _ sign: FailureSign) -> FailurePlace? {
    switch sign {
    case .deadLayer:
      let last = table.network.layers.count - 1
      let dead = zip(layers, memory.dead).compactMap { layer, row in row.map { (layer.layer, $0) } }
      // A hidden layer counts before the outputs, and of several the one that went first.
      let hidden = dead.filter { $0.0 < last }.min { $0.1 < $1.1 }
      return (hidden ?? dead.first).map { .dead(layer: $0.0, row: $0.1) }
    case .firstRise: return memory.firstRise.map { .epoch($0) }
    case .largestLoss: return memory.peak > 1 ? .epoch(memory.peak) : nil
    case .epoch(let epoch): return epoch > 1 ? .epoch(epoch) : nil
    }
  }

  private static func number(_ row: UnsafeBufferPointer<SIMD8<Double>>, _ index: Int) -> Double {
    row[index / TapeInterpreter.vectorWidth][index % TapeInterpreter.vectorWidth]
  }
}
