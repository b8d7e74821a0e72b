/// How wide a column is.
public enum ColumnWidth: Hashable, Sendable {
  /// So many digits of the book's font.
  case characters(Double)
  /// As wide as its content needs, between two bounds.
  ///
  /// Computed from the cells of the column. Texts that wrap, merged cells, and long texts with an
  /// empty cell beside them, which they may run over, do not count.
  case fitted(minimum: Double = 4, maximum: Double = 40)
}

/// Columns or rows that can be folded away together.
public struct OutlineGroup: Hashable, Sendable {
  /// The columns or rows, counted from 0.
  public var members: ClosedRange<Int>
  /// Whether they are folded when the book is opened.
  public var isCollapsed: Bool

  /// A group of columns or rows, counted from 0.
  public init(_ members: ClosedRange<Int>, collapsed: Bool = false) {
    self.members = members
    isCollapsed = collapsed
  }
}
