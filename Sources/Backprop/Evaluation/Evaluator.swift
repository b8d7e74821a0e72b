private import Dispatch

/// Computes tables and sweeps of a described network: compiled once, run for any learning rates.
///
/// Every rate is computed in a lane of its own, in double precision, with the operations in the
/// order in which the expressions state them. Results therefore do not depend on which other
/// rates are computed beside one, nor on the number of threads.
public struct Evaluator: Sendable {
  /// The table that is computed.
  public let table: TableDescription
  /// The columns that are computed: the table's, and its check columns if they were wanted.
  public let columns: [Column]
  let tape: Tape

  /// The largest number of epochs of one run.
  public static let epochLimit = 1_000_000

  /// Compiles a table.
  ///
  /// - Parameters:
  ///   - table: the table.
  ///   - checks: whether to compute the check columns too, to the right of the others.
  public init(_ table: TableDescription, checks: Bool = false) {
    self.table = table
    columns = table.columns + (checks ? table.checkColumns : [])
    tape = Tape(columns, result: table.index(of: .totalError) ?? table.columns.count - 1)
  }

  /// Computes all columns for some learning rates.
  ///
  /// - Parameters:
  ///   - learningRates: finite numbers above zero.
  ///   - epochs: the number of rows.
  /// - Returns: one table a rate, in the order of the rates.
  /// - Throws: `BackpropError.unusableLearningRate` or `.unusableEpochs`.
  /// - Complexity: memory for every number of every table: 8 bytes × rates × epochs × columns.
  public func tables(learningRates: [Double], epochs: Int) throws(BackpropError) -> [Table] {
    try Self.check(learningRates, epochs)
    let columns = self.columns.count
    let symbols = self.columns.map(\.symbol)
    return learningRates.chunked(by: Machine.blockWidth).flatMap { rates in
      var values = rates.map { _ in [Double](repeating: 0, count: columns * epochs) }
      let machine = Machine(tape, rates: rates)
      for row in 0..<epochs {
        row == 0 ? machine.start() : machine.advance()
        for column in 0..<columns {
          let numbers = machine.row(column)
          for lane in rates.indices {
            let place = lane - rates.startIndex
            values[place][column * epochs + row] =
              numbers[place / Machine.vectorWidth][place % Machine.vectorWidth]
          }
        }
      }
      return zip(rates, values).map {
        Table(learningRate: $0, epochs: epochs, symbols: symbols, values: $1)
      }
    }
  }

  /// Computes the last rows for one learning rate, and keeps no others.
  ///
  /// - Parameters:
  ///   - learningRate: a finite number above zero.
  ///   - epochs: the number of rows to compute.
  /// - Returns: a table of the last two rows; of the only one for one epoch.
  /// - Throws: `BackpropError.unusableLearningRate` or `.unusableEpochs`.
  /// - Complexity: memory does not grow with the epochs.
  public func lastRows(learningRate: Double, epochs: Int) throws(BackpropError) -> Table {
    try Self.check([learningRate], epochs)
    let machine = Machine(tape, rates: [learningRate])
    let kept = min(2, epochs)
    var values = [Double](repeating: 0, count: columns.count * kept)
    for row in 0..<epochs {
      row == 0 ? machine.start() : machine.advance()
      guard row >= epochs - kept else { continue }
      for column in columns.indices {
        values[column * kept + row - (epochs - kept)] = machine.row(column)[0][0]
      }
    }
    return Table(
      learningRate: learningRate, epochs: kept, symbols: columns.map(\.symbol), values: values)
  }

  /// Computes the total error of many learning rates by epoch.
  ///
  /// - Parameters:
  ///   - learningRates: finite numbers above zero.
  ///   - epochs: the number of rows.
  ///   - threads: how many threads to use; as many as there are processors when left out.
  /// - Returns: a row an epoch, a column a rate.
  /// - Throws: `BackpropError.unusableLearningRate` or `.unusableEpochs`.
  public func losses(
    learningRates: [Double], epochs: Int, threads: Int? = nil
  ) throws(BackpropError) -> LossMatrix {
    try Self.check(learningRates, epochs)
    let loss = lossColumn
    let width = learningRates.count
    let values = [Double](unsafeUninitializedCapacity: width * epochs) { buffer, count in
      nonisolated(unsafe) let values = buffer
      forEachBlock(of: learningRates, threads: threads) { rates in
        let machine = Machine(tape, rates: rates)
        for row in 0..<epochs {
          row == 0 ? machine.start() : machine.advanceLean()
          let target = values.extracting(
            row * width + rates.startIndex..<row * width + rates.endIndex)
          machine.row(loss).withMemoryRebound(to: Double.self) { numbers in
            _ = target.update(fromContentsOf: numbers.extracting(0..<rates.count))
          }
        }
      }
      count = width * epochs
    }
    return LossMatrix(learningRates: learningRates, epochs: epochs, values: values)
  }

  /// Computes what many learning rates come to, without keeping their tables.
  ///
  /// - Parameters:
  ///   - learningRates: finite numbers above zero.
  ///   - epochs: the number of rows.
  ///   - threads: how many threads to use; as many as there are processors when left out.
  /// - Returns: one summary a rate, in the order of the rates.
  /// - Throws: `BackpropError.unusableLearningRate` or `.unusableEpochs`.
  /// - Complexity: memory does not grow with the epochs.
  public func sweep(
    learningRates: [Double], epochs: Int, threads: Int? = nil
  ) throws(BackpropError) -> [SweepSummary] {
    try Self.check(learningRates, epochs)
    let probe = SweepProbe(table)
    return [SweepSummary](unsafeUninitializedCapacity: learningRates.count) { buffer, count in
      nonisolated(unsafe) let summaries = buffer
      forEachBlock(of: learningRates, threads: threads) { rates in
        let machine = Machine(tape, rates: rates)
        var trace = SweepTrace(probe, machine, rates: rates, epochs: epochs)
        trace.run(machine)
        for (index, summary) in zip(rates.indices, trace.summaries(machine)) {
          summaries.initializeElement(at: index, to: summary)
        }
      }
      count = learningRates.count
    }
  }

  // MARK: - Parts

  private var lossColumn: Int {
    table.index(of: .totalError) ?? table.columns.count - 1
  }

  static func check(_ rates: [Double], _ epochs: Int) throws(BackpropError) {
    for rate in rates where !(rate.isFinite && rate > 0) { throw .unusableLearningRate(rate) }
    guard (1...epochLimit).contains(epochs) else {
      throw .unusableEpochs(epochs, limit: epochLimit)
    }
  }

  /// Calls a function with each block of rates, on several threads.
  private func forEachBlock(
    of rates: [Double], threads: Int?, _ body: @Sendable (ArraySlice<Double>) -> Void
  ) {
    let blocks = rates.chunked(by: Machine.blockWidth)
    guard threads != 1, blocks.count > 1 else {
      for block in blocks { body(block) }
      return
    }
    let workers = min(max(1, threads ?? blocks.count), blocks.count)
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      for index in stride(from: worker, to: blocks.count, by: workers) {
        body(blocks[index])
      }
    }
  }
}

extension Array {
  /// The elements in pieces of a size; the last piece may be smaller.
  func chunked(by size: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
  }
}
