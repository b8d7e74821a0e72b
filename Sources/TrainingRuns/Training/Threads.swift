import ConvNet
package import Publishing

/// How many threads train or test a network; no result depends on it.
package enum Threads {
  /// The numbers that may be asked for.
  private static let range = 1...1024

  /// The number of threads.
  ///
  /// - Parameter asked: What the person asks for; nil for one a processor.
  /// - Returns: A number of threads.
  /// - Throws: `ReportError` of category `usage` for a number that makes no sense.
  package static func count(_ asked: Int?) throws(ReportError) -> Int {
    let count = asked ?? Processors.available
    guard range.contains(count) else {
      throw ReportError(
        .usage,
        "--threads is \(count); it must be \(range.lowerBound) to \(range.upperBound).")
    }
    return count
  }
}
