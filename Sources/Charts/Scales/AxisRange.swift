/// The range of an axis, from data that may be empty, constant or not finite.
package enum AxisRange {
  /// The smallest and largest finite value, or `nil` where there is none.
  ///
  /// - Parameters:
  ///   - values: The data; what is not finite is passed over.
  ///   - positiveOnly: Also passes over what is not above zero, as a logarithmic axis does.
  /// - Returns: The span of the data.
  package static func extent(
    _ values: some Sequence<Double>, positiveOnly: Bool = false
  ) -> ClosedRange<Double>? {
    var low = Double.infinity
    var high = -Double.infinity
    for value in values where value.isFinite && (!positiveOnly || value > 0) {
      low = min(low, value)
      high = max(high, value)
    }
    return low <= high ? low...high : nil
  }

  /// A range with a width, round the middle of one that has none.
  ///
  /// A single value v becomes v ± |v|/2 (0 becomes 0 … 1); ends that are not finite become the
  /// largest finite numbers.
  package static func widened(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    let limit = Double.greatestFiniteMagnitude
    let low = max(range.lowerBound, -limit)
    let high = min(range.upperBound, limit)
    guard low < high else {
      guard low != 0 else { return 0...1 }
      let half = max(low.magnitude / 2, Double.leastNormalMagnitude)
      return max(low - half, -limit)...min(low + half, limit)
    }
    return low...high
  }

  /// The positive part of a range, for a logarithmic axis: at least a factor wide, above zero.
  package static func positive(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    let smallest = Double.leastNormalMagnitude
    guard range.upperBound > 0 else { return 0.1...1 }
    let high = min(max(range.upperBound, smallest), Double.greatestFiniteMagnitude)
    let low = range.lowerBound > 0 ? max(range.lowerBound, smallest) : max(high / 1000, smallest)
    guard low < high else {
      let upper = high > 1e300 ? high : high * 2
      return max(low / 2, smallest)...max(upper, smallest * 4)
    }
    return low...high
  }
}
