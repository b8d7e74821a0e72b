/// One axis of a chart: what it measures and how it is divided.
public struct Axis: Sendable, Equatable {
  /// How values become distances along the axis.
  public enum Kind: Sendable, Hashable {
    /// Equal differences are equal distances.
    case linear
    /// Equal ratios are equal distances, base 10. Values that are not positive have no place.
    case logarithmic
    /// Numbered categories 1, 2, 3 …, each in the middle of its own slot, as in a spreadsheet's
    /// line chart.
    case category
  }

  /// How the range follows from the data where none is given.
  public enum AutomaticRange: Sendable, Hashable {
    /// From zero (or below) to a multiple of the major unit with some room above.
    case niceFromZero
    /// Between multiples of the major unit (decades on a logarithmic axis).
    case nice
    /// The data and this part of their span on either side.
    case tight(margin: Double)

    /// Whether the range ends where the data ends.
    var isTight: Bool {
      if case .tight = self { true } else { false }
    }
  }

  /// What the axis measures, in words, such as "loss".
  public var title: String
  /// The unit of the values, such as "%"; `nil` for pure numbers.
  public var unit: String?
  /// Linear, logarithmic, or categories.
  public var kind: Kind
  /// The lowest and highest value, or `nil` to take them from the data.
  public var range: ClosedRange<Double>?
  /// How the range follows from the data where ``range`` is `nil`.
  public var automaticRange: AutomaticRange
  /// The distance of the major ticks, or `nil` to choose it.
  public var majorUnit: Double?
  /// On a category axis: the distance of labels in categories, or `nil` to choose it.
  public var labelStep: Int?
  /// How the labels are written.
  public var numberFormat: NumberFormat
  /// Whether the axis runs backwards (right to left, top to bottom).
  public var isReversed: Bool
  /// Whether the axis counts, as one of epochs does: marks stand at whole numbers only, and at the
  /// first and the last of them where there is room.
  public var isCounted: Bool
  /// The most intervals between ticks that are wanted when the unit is chosen.
  public var maximumIntervals: Int

  /// An axis; everything that is not given follows from the data.
  public init(
    title: String = "", unit: String? = nil, kind: Kind = .linear,
    range: ClosedRange<Double>? = nil, automaticRange: AutomaticRange = .nice,
    majorUnit: Double? = nil, labelStep: Int? = nil, numberFormat: NumberFormat = .automatic,
    isReversed: Bool = false, maximumIntervals: Int = 8, isCounted: Bool = false
  ) {
    self.title = title
    self.unit = unit
    self.kind = kind
    self.range = range
    self.automaticRange = automaticRange
    self.majorUnit = majorUnit
    self.labelStep = labelStep
    self.numberFormat = numberFormat
    self.isReversed = isReversed
    self.maximumIntervals = maximumIntervals
    self.isCounted = isCounted
  }

  /// The title with its unit, as it is written beside the axis.
  public var caption: String {
    guard let unit, !unit.isEmpty else { return title }
    return title.isEmpty ? unit : "\(title) (\(unit))"
  }
}
