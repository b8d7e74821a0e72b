package import Charts

/// A value for each pair of two lists of words, as colored cells with the numbers in them.
///
/// Where both lists are numbers on a scale, a ``HeatMap`` shows more of them.
package struct ValueGrid: Figure, Equatable {
  /// The title above the cells.
  package var title: String
  /// What the columns differ in.
  package var xTitle: String
  /// What the rows differ in.
  package var yTitle: String
  /// The names of the columns.
  package var columns: [String]
  /// The names of the rows, from the top.
  package var rows: [String]
  /// The values, `values[row][column]`; NaN is drawn as missing.
  package var values: [[Double]]
  /// What the values are, with their unit.
  package var valueAxis: Axis
  /// How the numbers are written.
  package var format: NumberFormat
  /// The colors from the lowest to the highest value.
  package var colors: ColorMap
  /// A remark below the cells; empty for none.
  package var note: String
  /// The look.
  package var theme: Theme

  /// A grid of values.
  ///
  /// - Precondition: There is one value for each pair of a row and a column.
  package init(
    title: String, xTitle: String, yTitle: String, columns: [String], rows: [String],
    values: [[Double]], valueAxis: Axis, format: NumberFormat = .automatic,
    colors: ColorMap = .viridis, note: String = "", theme: Theme = .plain
  ) {
    precondition(
      values.count == rows.count && values.allSatisfy { $0.count == columns.count },
      "\(rows.count) rows and \(columns.count) columns need as many values")
    self.title = title
    self.xTitle = xTitle
    self.yTitle = yTitle
    self.columns = columns
    self.rows = rows
    self.values = values
    self.valueAxis = valueAxis
    self.format = format
    self.colors = colors
    self.note = note
    self.theme = theme
  }

  // MARK: - Words

  /// The values in words: how many there are, and where the smallest and the largest stand.
  package var altText: String {
    var text = "Grid “\(title)”: \(valueAxis.title) for \(columns.count) × \(rows.count)"
    text += " combinations of \(xTitle) and \(yTitle)."
    let places = rows.indices.flatMap { row in columns.indices.map { (row, $0) } }
      .filter { values[$0.0][$0.1].isFinite }
    guard let least = places.min(by: { values[$0.0][$0.1] < values[$1.0][$1.1] }),
      let most = places.max(by: { values[$0.0][$0.1] < values[$1.0][$1.1] })
    else { return text + " It has no finite value." }
    func words(_ place: (Int, Int)) -> String {
      "\(number(values[place.0][place.1])) at \(xTitle) \(columns[place.1]), \(yTitle)"
        + " \(rows[place.0])"
    }
    text += " Smallest \(words(least)); largest \(words(most))."
    let missing = rows.count * columns.count - places.count
    if missing > 0 { text += " \(missing) \(missing == 1 ? "is" : "are") missing." }
    return note.isEmpty ? text : text + " " + note
  }

  private func number(_ value: Double) -> String {
    format.text(value) + (valueAxis.unit.map { " \($0)" } ?? "")
  }

  // MARK: - Drawing

  private var cell: (width: Double, height: Double) {
    (
      max(columns.count <= 8 ? 92 : 720 / Double(columns.count), 14),
      max(rows.count <= 10 ? 46 : 460 / Double(rows.count), 12)
    )
  }

  /// The names of the rows take so much room, in characters of about half their height.
  private var names: Double {
    let longest = rows.map(\.count).max() ?? 0
    return 44 + Double(longest) * theme.yLabel.size * 0.62
  }

  /// Where the cells begin: with their names they stand in the middle.
  private var left: Double {
    names + max(0, (Double(size.width) - names - extent.width - 30) / 2).rounded()
  }

  private var top: Double { theme.title.size + 50 }
  private var extent: (width: Double, height: Double) {
    (cell.width * Double(columns.count), cell.height * Double(rows.count))
  }

  /// The size that rows, columns and the title need.
  package var size: Chart.Size {
    let titled = Double(title.count) * theme.title.size * 0.62 + 40
    return Chart.Size(
      width: Int(max(names + extent.width + 30, titled)),
      height: Int(top + extent.height + 34 + (note.isEmpty ? 0 : theme.text.size * 1.8)))
  }

  /// Draws the cells with their names and numbers.
  package func draw(on drawing: inout Drawing) {
    drawing.write(
      title, at: Point(Double(size.width) / 2, theme.title.size + 8), theme.title,
      anchor: .middle)
    let finite = values.joined().filter(\.isFinite)
    let (low, high) = (finite.min() ?? 0, finite.max() ?? 1)
    for row in rows.indices {
      for column in columns.indices {
        draw(
          row, column, share: (values[row][column] - low) / max(high - low, .leastNormalMagnitude),
          on: &drawing)
      }
    }
    drawing.stroke(
      .rectangle(
        Rect(x: left - 0.5, y: top - 0.5, width: extent.width + 1, height: extent.height + 1)),
      Stroke(theme.axisColor, width: 1))
    for (index, name) in columns.enumerated() {
      drawing.write(
        name, at: Point(left + (Double(index) + 0.5) * cell.width, top - 8), theme.xLabel,
        anchor: .middle)
    }
    for (index, name) in rows.enumerated() {
      drawing.write(
        name, at: Point(left - 8, top + (Double(index) + 0.5) * cell.height), theme.yLabel,
        anchor: .end, isCentered: true)
    }
    drawing.write(
      xTitle, at: Point(left + extent.width / 2, top + extent.height + 22), theme.axisTitle,
      anchor: .middle)
    drawing.write(
      yTitle, at: Point(left - names + 20, top + extent.height / 2), theme.axisTitle,
      anchor: .middle,
      isVertical: true)
    guard !note.isEmpty else { return }
    drawing.write(note, at: Point(16, Double(size.height) - theme.text.size * 0.8), theme.text)
  }

  private func draw(_ row: Int, _ column: Int, share: Double, on drawing: inout Drawing) {
    let rect = Rect(
      x: left + Double(column) * cell.width, y: top + Double(row) * cell.height,
      width: cell.width, height: cell.height)
    let value = values[row][column]
    let color = value.isFinite ? colors.color(at: share) : colors.missing
    drawing.fill(.rectangle(rect), color)
    drawing.stroke(.rectangle(rect), Stroke(theme.background, width: 1))
    guard cell.width >= 40, cell.height >= 18 else { return }
    var style = theme.text
    style.color = color.readableText
    drawing.write(
      value.isFinite ? number(value) : "–", at: Point(rect.midX, rect.midY), style,
      anchor: .middle, isCentered: true)
  }
}
