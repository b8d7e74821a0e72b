/// An axis with range, marks and labels settled, the same for every renderer.
package struct ResolvedAxis: Sendable, Equatable {
  /// The axis as it was described.
  package let axis: Axis
  /// The values at the ends, of different values, above zero on a logarithmic axis.
  package let range: ClosedRange<Double>
  /// The distance of the major marks; 10 on a logarithmic axis, the label step on a category axis.
  package let majorUnit: Double
  /// The places of the labeled marks.
  package let ticks: [Double]
  /// The places of the marks without labels.
  package let minorTicks: [Double]
  /// One label for each of ``ticks``.
  package let labels: [String]

  /// Settles an axis for some data.
  ///
  /// - Parameters:
  ///   - axis: The description.
  ///   - values: The values of each series along the axis.
  ///   - spread: Whether the axis runs along the points (the x axis), so that a tight range needs
  ///     no margin.
  package init(_ axis: Axis, values: [[Double]], spread: Bool = false) {
    self.axis = axis
    func scaled(_ range: ClosedRange<Double>) -> Scale {
      Scale(range, from: 0, to: 1, isLogarithmic: axis.kind == .logarithmic)
    }
    let extent = AxisRange.extent(
      values.lazy.joined(), positiveOnly: axis.kind == .logarithmic)
    switch axis.kind {
    case .category:
      let last = min(max((extent?.upperBound ?? 1).rounded(), 1), Self.lastCategory)
      let first = min(max((extent?.lowerBound ?? 1).rounded(), -Self.lastCategory), last)
      range = axis.range ?? (first - 0.5)...(last + 0.5)
      let step = axis.labelStep ?? Ticks.categoryStep(count: Int(last - first) + 1)
      majorUnit = Double(max(step, 1))
      ticks = Ticks.linear(in: first...last, unit: majorUnit, from: first)
      minorTicks = []
    case .linear:
      let settled = Self.linearRange(axis, extent)
      range = settled.range
      majorUnit = settled.unit
      let marks = Ticks.linear(in: settled.range, unit: settled.unit)
      ticks = axis.isCounted ? Ticks.withEnds(marks, of: scaled(range)) : marks
      minorTicks = []
    case .logarithmic:
      range = Self.logarithmicRange(axis, extent)
      majorUnit = 10
      let marks = Ticks.logarithmic(in: range, intervals: axis.maximumIntervals)
      ticks =
        axis.isCounted
        ? Ticks.withEnds(marks.filter { $0 == $0.rounded() }, of: scaled(range)) : marks
      let marked = Set(ticks)
      minorTicks = Ticks.logarithmicMinor(in: range).filter {
        !marked.contains($0) && (!axis.isCounted || $0 == $0.rounded())
      }
    }
    labels = axis.numberFormat.labels(ticks, isLogarithmic: axis.kind == .logarithmic)
  }

  /// The scale of this axis between two places on paper.
  ///
  /// - Parameters:
  ///   - start: The place of the lower end (of the upper end on a reversed axis).
  ///   - end: The place of the other end.
  /// - Returns: A linear or logarithmic scale.
  package func scale(from start: Double, to end: Double) -> Scale {
    Scale(
      range, from: axis.isReversed ? end : start, to: axis.isReversed ? start : end,
      isLogarithmic: axis.kind == .logarithmic)
  }

  // MARK: - Ranges

  /// No category has a higher number; above it, halves get lost in rounding.
  private static let lastCategory = 1e12

  private static func linearRange(
    _ axis: Axis, _ extent: ClosedRange<Double>?
  ) -> (range: ClosedRange<Double>, unit: Double) {
    if let given = axis.range {
      let range = AxisRange.widened(given)
      return (range, unit(axis, range))
    }
    let data = extent ?? 0...1
    let span = min(data.upperBound - data.lowerBound, Double.greatestFiniteMagnitude / 4)
    switch axis.automaticRange {
    case .tight(let margin):
      let wide = AxisRange.widened(data)
      let room = span * margin
      let range = AxisRange.widened((wide.lowerBound - room)...(wide.upperBound + room))
      return (range, unit(axis, range))
    case .nice, .niceFromZero:
      let fromZero = axis.automaticRange == .niceFromZero
      var low = fromZero ? min(data.lowerBound, 0) : data.lowerBound
      var high = fromZero ? max(data.upperBound, 0) : data.upperBound
      if low == high { (low, high) = bounds(AxisRange.widened(low...high)) }
      let unit = unit(axis, low...high)
      // Room above, as spreadsheets leave it: a twentieth of the span, then up to the next mark.
      let room = fromZero ? (high - low) * 0.05 : 0
      if high > 0 || !fromZero { high = ((high + room) / unit - 1e-9).rounded(.up) * unit }
      if low < 0 || !fromZero { low = ((low - room) / unit + 1e-9).rounded(.down) * unit }
      guard low.isFinite, high.isFinite, low < high else {
        return (AxisRange.widened(data), unit)
      }
      let marks = Ticks.linear(in: low...high, unit: unit)
      let range = (marks.first ?? low)...(marks.last ?? high)
      return (AxisRange.widened(range), unit)
    }
  }

  private static func logarithmicRange(
    _ axis: Axis, _ extent: ClosedRange<Double>?
  ) -> ClosedRange<Double> {
    if let given = axis.range { return AxisRange.positive(given) }
    let data = AxisRange.positive(extent ?? 0.1...1)
    let low = logarithm10(data.lowerBound)
    let high = logarithm10(data.upperBound)
    switch axis.automaticRange {
    case .tight(let margin):
      let room = (high - low) * margin
      return AxisRange.positive(power(10, low - room)...power(10, high + room))
    case .nice, .niceFromZero:
      let first = (low + 1e-9).rounded(.down)
      let last = (high - 1e-9).rounded(.up)
      if last - first <= 2 { return Ticks.narrowBounds(data) }
      return AxisRange.positive(power(10, max(first, -307))...power(10, min(last, 308)))
    }
  }

  private static func unit(_ axis: Axis, _ range: ClosedRange<Double>) -> Double {
    if let unit = axis.majorUnit, unit > 0, unit.isFinite { return unit }
    let span = range.upperBound / 2 - range.lowerBound / 2
    let unit = Ticks.niceUnit(
      span: min(span * 2, Double.greatestFiniteMagnitude), intervals: axis.maximumIntervals,
      quarters: axis.automaticRange.isTight && !axis.isCounted)
    return axis.isCounted ? max(unit, 1) : unit
  }

  private static func bounds(_ range: ClosedRange<Double>) -> (Double, Double) {
    (range.lowerBound, range.upperBound)
  }
}
