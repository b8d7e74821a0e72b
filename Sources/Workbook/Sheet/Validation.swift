/// What may be typed into cells, and what is said about it.
public struct Validation: Hashable, Sendable {
  /// What is allowed.
  public enum Rule: Hashable, Sendable {
    /// A number between two others, both included.
    case number(ClosedRange<Double>)
    /// A number above another.
    case numberAbove(Double)
    /// A whole number between two others, both included.
    case wholeNumber(ClosedRange<Int>)
    /// One of a list of texts.
    case oneOf([String])
    /// Whatever makes a formula true.
    case formula(String)
  }

  /// The cells.
  public var range: CellRange
  /// What is allowed.
  public var rule: Rule
  /// The heading of the hint, at most 32 characters.
  public var title: String
  /// The hint that appears when a cell is chosen, at most 255 characters.
  public var hint: String
  /// What is said when something else is typed, at most 255 characters.
  public var complaint: String

  /// A rule for cells, with its hint and its complaint.
  public init(
    _ range: CellRange, _ rule: Rule, title: String = "", hint: String = "",
    complaint: String = ""
  ) {
    self.range = range
    self.rule = rule
    self.title = title
    self.hint = hint
    self.complaint = complaint
  }
}
