private import Dispatch

/// Computes tables and sweeps of a described network: compiled once, run for any learning rates.
///
/// Every rate is computed in a lane of its own, in double precision, with the operations in the
/// order in which the expressions state them. Results therefore do not depend on which other
/// rates are computed beside one, nor on the number of threads.
public struct TableEvaluator: Sendable {
  /// The table that is computed.
  public let table: TableDescription
  /// The columns that are computed: the table's, and its check columns if they were wanted.
  public let columns: [Column]
  /// The columns as instructions.
  package let tape: Tape

  /// The largest number of epochs of one run.
  public static let epochLimit = 1_000_000

  /// Compiles a table.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - checks: Whether to compute the check columns too, to the right of the others.
  public init(_ table: TableDescription, checks: Bool = false) {
    self.table = table
    columns = table.columns + (checks ? table.checkColumns : [])
    tape = Tape(
      columns, settings: table.settingValues,
      result: table.index(of: .totalError) ?? table.columns.count - 1)
  }

  /// The number of rows that an epoch has.
  package var stepsPerEpoch: Int { table.network.stepsPerEpoch }

  /// Refuses rates and numbers of epochs that cannot be computed.
  ///
  /// - Parameters:
  ///   - rates: The learning rates.
  ///   - epochs: The number of epochs.
  /// - Throws: `BackpropError.unusableLearningRate` or `.unusableEpochs`.
  package static func check(_ rates: [Double], _ epochs: Int) throws(BackpropError) {
    for rate in rates where !(rate.isFinite && rate > 0) { throw .unusableLearningRate(rate) }
    guard (1...epochLimit).contains(epochs) else {
      throw .unusableEpochs(epochs, limit: epochLimit)
    }
  }

  /// Calls a function with each block of rates, on several threads.
  ///
  /// - Parameters:
  ///   - rates: The learning rates.
  ///   - threads: How many threads to use; as many as there are processors when left out.
  ///   - body: Is called with up to ``TapeInterpreter/blockWidth`` rates, whose indices are theirs
  ///     in `rates`.
  package func forEachBlock(
    of rates: [Double], threads: Int?, _ body: @Sendable (ArraySlice<Double>) -> Void
  ) {
    let blocks = rates.chunked(by: TapeInterpreter.blockWidth)
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
  package func chunked(by size: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
  }
}
