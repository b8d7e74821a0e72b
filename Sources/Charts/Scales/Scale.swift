/// The map between the values of an axis and distances on paper.
package struct Scale: Sendable, Equatable {
  /// Whether distances follow the logarithm of the values.
  package let isLogarithmic: Bool
  /// The values at the two ends; finite, ascending, of different values.
  package let domain: ClosedRange<Double>
  /// The place of the lowest value of the domain.
  package let start: Double
  /// The place of the highest value of the domain; below ``start`` on a reversed axis.
  package let end: Double

  /// A scale.
  ///
  /// A domain without width is widened; on a logarithmic scale, a domain that reaches to zero or
  /// below is cut to its positive part.
  ///
  /// - Parameters:
  ///   - domain: The values at the ends.
  ///   - start: The place of the lower end.
  ///   - end: The place of the upper end.
  ///   - isLogarithmic: Whether distances follow the logarithm.
  package init(
    _ domain: ClosedRange<Double>, from start: Double, to end: Double, isLogarithmic: Bool = false
  ) {
    self.isLogarithmic = isLogarithmic
    self.domain =
      isLogarithmic ? AxisRange.positive(domain) : AxisRange.widened(domain)
    self.start = start
    self.end = end
  }

  /// The place of a value; `nil` where it has none (NaN, infinite, or not positive on a
  /// logarithmic scale).
  ///
  /// Values outside the domain lie outside `start … end`.
  package func position(_ value: Double) -> Double? {
    guard value.isFinite else { return nil }
    let part: Double
    if isLogarithmic {
      guard value > 0 else { return nil }
      let low = logarithm10(domain.lowerBound)
      part = (logarithm10(value) - low) / (logarithm10(domain.upperBound) - low)
    } else {
      // Halves, so that the span of the widest domain does not overflow.
      let low = domain.lowerBound / 2
      part = (value / 2 - low) / (domain.upperBound / 2 - low)
    }
    let place = start + part * (end - start)
    return place.isFinite ? place : nil
  }

  /// The value at a place; the inverse of ``position(_:)``.
  package func value(at position: Double) -> Double {
    let part = end == start ? 0 : (position - start) / (end - start)
    if isLogarithmic {
      let low = logarithm10(domain.lowerBound)
      return power(10, low + part * (logarithm10(domain.upperBound) - low))
    }
    return domain.lowerBound * (1 - part) + domain.upperBound * part
  }
}
