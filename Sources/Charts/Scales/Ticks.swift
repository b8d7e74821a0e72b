/// Places for the marks of an axis.
package enum Ticks {
  /// No axis gets more marks than this, whatever unit is asked for.
  package static let maximumCount = 200

  /// The smallest of 1, 2, 5 · 10ⁿ that divides a span into at most so many intervals.
  ///
  /// - Parameters:
  ///   - span: The width to divide, above zero and finite.
  ///   - intervals: The most intervals, at least 1.
  ///   - quarters: Whether 2.5 · 10ⁿ may be chosen, too.
  /// - Returns: The unit; 1 for a span that is zero, negative or not finite.
  package static func niceUnit(span: Double, intervals: Int, quarters: Bool = false) -> Double {
    guard span.isFinite, span > 0 else { return 1 }
    let rough = span / Double(max(intervals, 1))
    guard rough >= Double.leastNormalMagnitude else { return Double.leastNormalMagnitude }
    let exponent = Int(logarithm10(rough).rounded(.down))
    let steps = [(-1, 5.0), (0, 1), (0, 2), (0, 2.5), (0, 5), (1, 1), (1, 2)]
    for (shift, factor) in steps where quarters || factor != 2.5 {
      let unit = decimal(factor, exponent + shift)
      // A hair's tolerance: 0.3 / 3 is a little more or less than 0.1.
      if unit >= rough * (1 - 1e-9) { return unit }
    }
    return decimal(1, exponent + 1)
  }

  /// The multiples of a unit within a range.
  ///
  /// - Parameters:
  ///   - range: The range of the axis.
  ///   - unit: The distance of the marks. One that is not positive, or that would give more than
  ///     ``maximumCount`` marks, is replaced by a nice one.
  ///   - offset: The value of one of the marks.
  /// - Returns: Ascending values without the rounding errors of repeated addition.
  package static func linear(
    in range: ClosedRange<Double>, unit: Double, from offset: Double = 0
  ) -> [Double] {
    let span = range.upperBound - range.lowerBound
    guard span.isFinite, span > 0 else {
      return range.lowerBound.isFinite ? [range.lowerBound] : []
    }
    var unit = unit
    if !(unit > 0) || !unit.isFinite || span / unit > Double(maximumCount) {
      unit = niceUnit(span: span, intervals: 8)
    }
    let first = ((range.lowerBound - offset) / unit - 1e-9).rounded(.up)
    let last = ((range.upperBound - offset) / unit + 1e-9).rounded(.down)
    guard first.magnitude < 9e15, last.magnitude < 9e15, first <= last else {
      return [range.lowerBound, range.upperBound]
    }
    var ticks: [Double] = []
    for index in Int(first)...Int(last) {
      let value = tidy(offset + Double(index) * unit, unit: unit)
      if value != ticks.last { ticks.append(value) }
    }
    return ticks
  }

  /// The marks of a logarithmic axis: powers of ten, thinned to whole decades where there are
  /// many; 1, 2, 5 · 10ⁿ where the range is narrower than two decades, and round numbers at equal
  /// distances where fewer than three of those lie in it.
  ///
  /// - Parameters:
  ///   - range: The range of the axis, above zero.
  ///   - intervals: The most intervals between powers of ten.
  /// - Returns: Ascending values.
  package static func logarithmic(in range: ClosedRange<Double>, intervals: Int) -> [Double] {
    let range = AxisRange.positive(range)
    let low = Int((logarithm10(range.lowerBound) - 1e-9).rounded(.up))
    let high = Int((logarithm10(range.upperBound) + 1e-9).rounded(.down))
    if low < high {
      let wanted = max(intervals, 1)
      let steps = [1, 2, 3, 5, 10, 20, 30, 50, 100, 200]
      let step = steps.first { (high - low) / $0 <= wanted } ?? 500
      let first = Int((Double(low) / Double(step)).rounded(.up)) * step
      let decades = stride(from: first, through: high, by: step).map { decimal(1, $0) }
      // A tolerance: log10 of 0.1 and 0.001 are rounded.
      let span = logarithm10(range.upperBound) - logarithm10(range.lowerBound)
      if decades.count > 1, span > 2 - 1e-9 { return decades }
    }
    let start = Int(logarithm10(range.lowerBound).rounded(.down))
    let end = Int(logarithm10(range.upperBound).rounded(.up))
    var ticks: [Double] = []
    for exponent in start...max(start, end) {
      for factor in [1.0, 2, 5] {
        let value = decimal(factor, exponent)
        if value >= range.lowerBound * (1 - 1e-9), value <= range.upperBound * (1 + 1e-9) {
          ticks.append(value)
        }
      }
    }
    if ticks.count > 2 { return ticks }
    let unit = niceUnit(span: range.upperBound - range.lowerBound, intervals: min(intervals, 6))
    let even = linear(in: range, unit: unit).filter(range.contains)
    if even.count > max(1, ticks.count) { return even }
    return ticks.count > 1 ? ticks : [range.lowerBound, range.upperBound]
  }

  /// The next of 1, 2, 5 · 10ⁿ on either side of values that span little.
  ///
  /// - Parameter range: The values, above zero.
  /// - Returns: Two different bounds.
  static func narrowBounds(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    let start = Int(logarithm10(range.lowerBound).rounded(.down)) - 1
    let end = Int(logarithm10(range.upperBound).rounded(.up)) + 1
    let steps = (start...end).flatMap { exponent in
      [1.0, 2, 5].map { decimal($0, exponent) }
    }
    var low = steps.last { $0 <= range.lowerBound * (1 + 1e-9) } ?? range.lowerBound
    var high = steps.first { $0 >= range.upperBound * (1 - 1e-9) } ?? range.upperBound
    if low >= high {
      low = steps.last { $0 < low } ?? low
      high = steps.first { $0 > high } ?? high
    }
    return AxisRange.positive(low...max(low, high))
  }

  /// Marks with the first and the last whole number of an axis, where they are not too close to
  /// others.
  ///
  /// - Parameters:
  ///   - ticks: The marks, ascending.
  ///   - scale: The scale of the axis, from 0 to 1.
  /// - Returns: Ascending values.
  static func withEnds(_ ticks: [Double], of scale: Scale) -> [Double] {
    var ticks = ticks
    let ends = [
      (scale.domain.lowerBound - 1e-9).rounded(.up),
      (scale.domain.upperBound + 1e-9).rounded(.down),
    ]
    for end in ends {
      guard let place = scale.position(end) else { continue }
      let isFree = ticks.allSatisfy { abs((scale.position($0) ?? -1) - place) > 0.06 }
      if isFree { ticks.append(end) }
    }
    return ticks.sorted()
  }

  /// The places between the powers of ten, 2 … 9 · 10ⁿ, of a logarithmic axis of few decades.
  package static func logarithmicMinor(in range: ClosedRange<Double>) -> [Double] {
    let range = AxisRange.positive(range)
    let start = Int(logarithm10(range.lowerBound).rounded(.down))
    let end = Int(logarithm10(range.upperBound).rounded(.up))
    guard end - start <= 8 else { return [] }
    return (start...max(start, end)).flatMap { exponent in
      (2...9).map { decimal(Double($0), exponent) }
    }.filter { range.contains($0) }
  }

  /// The distance of labels on an axis of numbered categories.
  ///
  /// - Parameters:
  ///   - count: The number of categories.
  ///   - labels: The most labels.
  /// - Returns: The smallest of 1, 2, 5, 10, 20 … that needs no more labels.
  package static func categoryStep(count: Int, labels: Int = 14) -> Int {
    var decade = 1
    while true {
      for factor in [1, 2, 5] {
        let step = factor * decade
        if (count + step - 1) / step <= max(labels, 1) { return step }
      }
      guard decade < Int.max / 100 else { return max(count, 1) }
      decade *= 10
    }
  }

  // MARK: - Exact decimals

  /// `factor · 10^exponent`, rounded once.
  private static func decimal(_ factor: Double, _ exponent: Int) -> Double {
    // Powers of ten up to 10²² are exact, so that one operation rounds once.
    if exponent >= 0, exponent <= 22 { return factor * powerOfTen(exponent) }
    if exponent < 0, exponent >= -22 { return factor / powerOfTen(-exponent) }
    return Double("\(factor)e\(exponent)") ?? factor * powerOfTen(exponent)
  }

  /// The number with as many decimals as the unit has, so that 3 · 0.1 is 0.3.
  private static func tidy(_ value: Double, unit: Double) -> Double {
    let exponent = Int(logarithm10(unit).rounded(.down))
    guard exponent < 0, exponent > -15, value.magnitude < 1e8 else { return value }
    let scale = powerOfTen(-exponent + 2)
    return (value * scale).rounded() / scale
  }
}
