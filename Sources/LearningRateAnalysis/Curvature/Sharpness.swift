public import Backprop
private import Dispatch

/// The sharpness along the training with one learning rate: the largest eigenvalue of the Hessian by
/// epoch.
///
/// Gradient descent cannot stay where the sharpness is above 2/η: ``StabilityRule`` gives the rate up
/// to which a step is stable *here*. It says nothing about where a larger step leads.
public struct Sharpness: Hashable, Sendable {
  /// The sharpness by epoch; NaN where it is not finite.
  public let values: [Double]
  /// The sharpness of the first epoch.
  public let first: Double
  /// The sharpness of the last epoch; NaN where it is not finite.
  public let last: Double
  /// The largest finite sharpness of all epochs.
  public let largest: Double

  /// The sharpness by epoch, summed up.
  ///
  /// - Parameter values: One value an epoch; at least one.
  public init(_ values: [Double]) {
    self.values = values
    first = values.first ?? .nan
    last = values.last ?? .nan
    largest = values.filter(\.isFinite).max() ?? .nan
  }
}

extension TableEvaluator {
  /// The largest number of rows, rates times epochs, whose sharpness is computed.
  public static let sharpnessLimit = 100_000

  /// The most operations that the sharpness of all rows may take: some minutes.
  public static let sharpnessOperationLimit = 5e10

  /// How many products with the Hessian Lanczos' iteration usually takes.
  private static let usualProducts = 60

  /// What the sharpness of some rates takes: operations on numbers, and bytes of memory.
  ///
  /// - Parameters:
  ///   - rateCount: The number of learning rates.
  ///   - epochs: The number of epochs.
  /// - Returns: Both, to the power of ten; nil where it is not computed.
  package func sharpnessWork(
    rateCount: Int, epochs: Int
  ) -> (operations: Double, bytes: Int)? {
    let count = table.parameters.count
    let (rows, overflow) = rateCount.multipliedReportingOverflow(by: epochs)
    guard count > 0, !overflow, rows <= Self.sharpnessLimit else { return nil }
    let nodes = Curvature(table).operationCount
    let products = count <= Curvature.spectrumLimit ? count : Self.usualProducts
    let operations = Double(rows) * Double(products) * Double(nodes)
    guard operations <= Self.sharpnessOperationLimit else { return nil }
    // Tables of a vector of rates, the directions that are kept, and two numbers a node.
    let tables = TapeInterpreter.vectorWidth * epochs * stepsPerEpoch * columns.count
    let bytes =
      8 * (tables + TapeInterpreter.vectorWidth * (Lanczos.productLimit * count + 2 * nodes))
    return (operations, bytes)
  }

  /// Computes the sharpness in every epoch for some learning rates.
  ///
  /// - Parameters:
  ///   - learningRates: Finite numbers above zero.
  ///   - epochs: The number of rows.
  /// - Returns: One entry a rate, in the order of the rates; nil where nothing is trained, the rows are
  ///   more than ``sharpnessLimit``, or they take more than ``sharpnessOperationLimit``.
  /// - Throws: `BackpropError.unusableLearningRate` or `.unusableEpochs`.
  public func sharpness(
    learningRates: [Double], epochs: Int
  ) throws(BackpropError) -> [Sharpness]? {
    try Self.check(learningRates, epochs)
    guard sharpnessWork(rateCount: learningRates.count, epochs: epochs) != nil else { return nil }
    let curvature = Curvature(table)
    var found: [Sharpness] = []
    // A vector of rates at a time, so that few tables are in memory.
    for rates in learningRates.chunked(by: TapeInterpreter.vectorWidth) {
      let tables = try tables(learningRates: Array(rates), epochs: epochs)
      found += tables.concurrentMap { table in
        Sharpness(
          (0..<epochs).map { epoch in
            curvature.sharpness(at: table.row(epoch * table.stepsPerEpoch)) ?? .nan
          })
      }
    }
    return found
  }
}

extension Array where Element: Sendable {
  /// Maps the elements on all processors, in their order.
  fileprivate func concurrentMap<Result: Sendable>(
    _ transform: @Sendable (Element) -> Result
  ) -> [Result] {
    [Result](unsafeUninitializedCapacity: count) { buffer, initialized in
      nonisolated(unsafe) let results = buffer
      DispatchQueue.concurrentPerform(iterations: count) { index in
        results.initializeElement(at: index, to: transform(self[index]))
      }
      initialized = count
    }
  }
}
