/// A field of values over two axes, shown as colours.
public struct HeatMap: Sendable, Equatable {
  /// The title above the field.
  public var title: String
  /// The horizontal axis, of ``xValues``.
  public var x: Axis
  /// The vertical axis, of ``yValues``.
  public var y: Axis
  /// The positions of the columns, ascending.
  public var xValues: [Double]
  /// The positions of the rows, ascending (the first one at the bottom).
  public var yValues: [Double]
  /// The values, row after row.
  ///
  /// The value of a column in a row is `values[row * xValues.count + column]`. NaN is drawn as
  /// missing.
  public var values: [Double]
  /// What the colours mean: title, linear or logarithmic, and the range.
  public var valueAxis: Axis
  /// The colours from the lowest to the highest value.
  public var colors: ColorMap
  /// Lines across the field.
  public var referenceLines: [ReferenceLine]
  /// A remark below the field; empty for none.
  public var note: String
  /// The size of the picture.
  public var size: Chart.Size
  /// The look.
  public var theme: Theme

  /// A field of values.
  ///
  /// - Precondition: There is one value for each pair of a row and a column.
  public init(
    title: String, x: Axis, y: Axis, xValues: [Double], yValues: [Double], values: [Double],
    valueAxis: Axis, colors: ColorMap = .viridis, referenceLines: [ReferenceLine] = [],
    note: String = "", size: Chart.Size = .article, theme: Theme = .plain
  ) {
    precondition(
      values.count == xValues.count * yValues.count,
      "\(values.count) values for \(xValues.count) columns and \(yValues.count) rows")
    self.title = title
    self.x = x
    self.y = y
    self.xValues = xValues
    self.yValues = yValues
    self.values = values
    self.valueAxis = valueAxis
    self.colors = colors
    self.referenceLines = referenceLines
    self.note = note
    self.size = size
    self.theme = theme
  }

  /// The axis of the colours with range, ticks and labels settled.
  public var resolvedValues: ResolvedAxis { ResolvedAxis(valueAxis, values: [values]) }

  /// The field in words: its extent, and where the smallest and the largest value lie.
  public var altText: String {
    var text = "Heat map “\(title)”: \(valueAxis.title) over \(xValues.count) × \(yValues.count)"
    text += " combinations of \(x.title) and \(y.title)."
    var smallest: Int?
    var largest: Int?
    var missing = 0
    for (index, value) in values.enumerated() {
      guard value.isFinite else {
        missing += 1
        continue
      }
      if smallest.map({ value < values[$0] }) ?? true { smallest = index }
      if largest.map({ value > values[$0] }) ?? true { largest = index }
    }
    if let smallest, let largest {
      text += " Smallest \(place(smallest))\(ties(of: smallest)); largest \(place(largest))."
    } else {
      text += " It has no finite value."
    }
    if missing > 0, smallest != nil {
      text += " \(missing) \(missing == 1 ? "value is" : "values are") not finite."
    }
    let marks = referenceLines.map(\.label).filter { !$0.isEmpty }
    if !marks.isEmpty { text += " Marked: \(marks.joined(separator: "; "))." }
    return note.isEmpty ? text : text + " " + note
  }

  /// At how many columns else the smallest value stands, such as " and at 8 more values of …".
  private func ties(of smallest: Int) -> String {
    let columns = Set(
      values.indices.filter { values[$0] == values[smallest] }.map { $0 % xValues.count })
    guard columns.count > 1 else { return "" }
    let value = values[smallest] == 0 ? "exactly 0" : "the same"
    return " (\(value) at \(columns.count) \(AltText.plural(x.title)))"
  }

  private func place(_ index: Int) -> String {
    let column = AltText.number(xValues[index % xValues.count])
    let row = AltText.number(yValues[index / xValues.count])
    return "\(AltText.number(values[index])) at \(x.title) \(column), \(y.title) \(row)"
  }
}
