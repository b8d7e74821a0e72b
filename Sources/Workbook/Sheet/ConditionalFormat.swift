public import Charts

/// A look that cells take on when their value asks for it.
public struct ConditionalFormat: Hashable, Sendable {
  /// When and how.
  public enum Rule: Hashable, Sendable {
    /// A style for numbers above a bound.
    case above(Double, CellStyle)
    /// A style for numbers not above a bound.
    case atMost(Double, CellStyle)
    /// A style where a formula, written for the upper left cell, is true.
    case formula(String, CellStyle)
    /// A style where a text contains another.
    case textContains(String, CellStyle)
    /// Colors from the smallest value to the largest.
    case scale(low: Color, high: Color)
    /// Colors from the smallest value over the middle one to the largest.
    case scale3(low: Color, middle: Color, high: Color)
    /// Colors of three fixed numbers and of those between them, whatever the cells hold.
    case fixedScale(low: Stop, middle: Stop, high: Stop)
    /// A bar as long as the value is large.
    case bar(Color)
  }

  /// A number with its color.
  public struct Stop: Hashable, Sendable {
    /// The number.
    public var value: Double
    /// Its color.
    public var color: Color

    /// Gives a number a color.
    public init(_ value: Double, _ color: Color) {
      self.value = value
      self.color = color
    }
  }

  /// The cells.
  public var range: CellRange
  /// When and how they change.
  public var rule: Rule

  /// A rule for cells.
  public init(_ range: CellRange, _ rule: Rule) {
    self.range = range
    self.rule = rule
  }
}
