private import Dispatch

/// The sharpness along the training with one learning rate: the largest eigenvalue of the Hessian by
/// epoch.
///
/// Gradient descent cannot stay where the sharpness is above 2/η: 2/λ is the rate up to which a step
/// is stable *here*. It says nothing about where a larger step leads.
public struct Sharpness: Hashable, Sendable {
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
    first = values.first ?? .nan
    last = values.last ?? .nan
    largest = values.filter(\.isFinite).max() ?? .nan
  }

  /// The largest rate whose steps are stable at a sharpness: 2/λ.
  ///
  /// - Parameter sharpness: The largest eigenvalue λ.
  /// - Returns: The rate; nil where the loss curves downwards everywhere or λ is not finite, so that
  ///   there is no such limit.
  public static func stabilityLimit(_ sharpness: Double) -> Double? {
    sharpness > 0 && sharpness.isFinite ? 2 / sharpness : nil
  }
}

extension TableEvaluator {
  /// The largest number of rows, rates times epochs, whose sharpness is computed.
  public static let sharpnessLimit = 100_000

  /// Computes the sharpness in every epoch for some learning rates.
  ///
  /// - Parameters:
  ///   - learningRates: Finite numbers above zero.
  ///   - epochs: The number of rows.
  /// - Returns: One entry a rate, in the order of the rates; nil where nothing is trained, or the rows
  ///   are more than ``sharpnessLimit``.
  /// - Throws: `BackpropError.unusableLearningRate` or `.unusableEpochs`.
  public func sharpness(
    learningRates: [Double], epochs: Int
  ) throws(BackpropError) -> [Sharpness]? {
    try Self.check(learningRates, epochs)
    guard !table.parameters.isEmpty, learningRates.count * epochs <= Self.sharpnessLimit else {
      return nil
    }
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
