import Charts
import Figures
import Numerals

/// Numbers as a grid of cells, blue below zero and orange above it, each with its digits.
struct NumberGrid {
  /// The name above the grid.
  let name: String
  /// The numbers, row after row.
  let values: [Double]
  /// The number of columns.
  let columns: Int
  /// The decimals that are written; nil for the shortest form.
  var decimals: Int? = 2
  /// Cells with a frame round them.
  var marked: Set<Int> = []
  /// The width and height of a cell, in pixels.
  var cell = 34.0

  /// The room above the cells for the name.
  static let head = 20.0

  /// The number of rows.
  var rows: Int { (values.count + columns - 1) / columns }
  /// The width in pixels, at least that of a short name.
  var width: Double { Double(columns) * cell }
  /// The height in pixels, with the name.
  var height: Double { Double(rows) * cell + Self.head }

  /// Draws the grid.
  ///
  /// - Parameters:
  ///   - point: The upper left corner, where the name stands.
  ///   - theme: The look.
  ///   - drawing: What it is drawn on.
  func draw(at point: Point, _ theme: Theme, on drawing: inout Drawing) {
    var title = theme.text
    title.size = 12
    title.isBold = true
    drawing.write(name, at: Point(point.x, point.y + 13), title)
    let greatest = values.map(\.magnitude).max() ?? 0
    for (index, value) in values.enumerated() {
      let rect = Rect(
        x: point.x + Double(index % columns) * cell,
        y: point.y + Self.head + Double(index / columns) * cell, width: cell, height: cell)
      let part = greatest > 0 ? value.magnitude / greatest : 0
      let hue = value < 0 ? Color(0x3B82C4) : Color(0xE67E22)
      let color = theme.background.mixed(with: hue, 0.75 * part)
      drawing.fill(.rectangle(rect), color)
      drawing.stroke(.rectangle(rect), Stroke(theme.axisColor.withOpacity(0.5), width: 0.75))
      var style = theme.text
      style.size = min(11, cell * 0.33)
      style.color = color.readableText
      let text = decimals.map { FixedText.decimals(value, $0) } ?? NumberText.shortest(value)
      // A number that would touch the next cell's is written smaller.
      let room = cell - 7
      let width = drawing.width(of: text.replacing("-", with: "−"), style)
      if width > room { style.size *= room / width }
      drawing.write(
        text == "-0.00" ? "0.00" : text, at: Point(rect.midX, rect.midY), style, anchor: .middle,
        isCentered: true)
    }
    for index in marked.sorted() {
      let rect = Rect(
        x: point.x + Double(index % columns) * cell,
        y: point.y + Self.head + Double(index / columns) * cell, width: cell, height: cell)
      drawing.stroke(.rectangle(rect.inset(1.25, 1.25)), Stroke(theme.axisColor, width: 2.5))
    }
  }
}
