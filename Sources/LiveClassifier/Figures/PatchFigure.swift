import Charts
import Figures
import Numerals

/// The centered drawing, and how the score of the class that is read changes when each patch of it is
/// grayed out.
struct PatchFigure: Figure {
  let centered: [Double]
  /// The class that is read.
  let prediction: Int
  /// The changes of its score, a row of patches after the other.
  let changes: [Double]
  let theme: Theme

  private static let side = 336.0
  private static let top = 48.0
  private static let left = 24.0
  private static let gap = 48.0

  let title = "What made the classifier say so"
  var size: Chart.Size {
    Chart.Size(
      width: Int(2 * Self.left + 2 * Self.side + Self.gap), height: Int(Self.top + Self.side + 24))
  }

  private var strongest: Int { changes.indices.min { changes[$0] < changes[$1] } ?? 0 }

  var altText: String {
    let count = PatchRegion.patchCount
    let (row, column) = strongest.quotientAndRemainder(dividingBy: count)
    return
      "A drawn digit that the network reads as \(prediction), cut into \(count)×\(count) patches, "
      + "and by how much the score of \(prediction) changes when each of them is grayed out: from "
      + "\(Self.text(changes[strongest])) for the patch in row \(row + 1), column \(column + 1), to "
      + "\(Self.text(changes.max() ?? 0))."
  }

  private static func text(_ change: Double) -> String {
    let text = FixedText.decimals(change, 2)
    return change > 0 && text != "0.00" ? "+" + text : text == "-0.00" ? "0.00" : text
  }

  func draw(on drawing: inout Drawing) {
    heading("what the network sees", at: Self.left, on: &drawing)
    let frame = Rect(x: Self.left, y: Self.top, width: Self.side, height: Self.side)
    drawing.image(
      Raster(
        width: Centering.side, height: Centering.side,
        gray: centered.map { UInt8(255 - min(max($0, 0), 255)) }), in: frame)
    let right = Self.left + Self.side + Self.gap
    heading("change of the score of \(prediction) without each patch", at: right, on: &drawing)
    let count = PatchRegion.patchCount
    let cell = Self.side / Double(count)
    let greatest = max(changes.map(\.magnitude).max() ?? 0, .leastNormalMagnitude)
    for (index, change) in changes.enumerated() {
      let (row, column) = index.quotientAndRemainder(dividingBy: count)
      let rect = Rect(
        x: right + Double(column) * cell, y: Self.top + Double(row) * cell, width: cell,
        height: cell)
      let hue = change < 0 ? Color(0xE67E22) : Color(0x3B82C4)
      let color = theme.background.mixed(with: hue, 0.75 * change.magnitude / greatest)
      drawing.fill(.rectangle(rect), color)
      var style = theme.text
      style.size = 12
      style.isBold = index == strongest
      style.color = color.readableText
      drawing.write(
        Self.text(change), at: Point(rect.midX, rect.midY), style, anchor: .middle,
        isCentered: true)
    }
    for x in [Self.left, right] { grid(at: x, cell: cell, on: &drawing) }
    // The patch that counts most, in both.
    for x in [Self.left, right] {
      let (row, column) = strongest.quotientAndRemainder(dividingBy: count)
      let rect = Rect(
        x: x + Double(column) * cell, y: Self.top + Double(row) * cell, width: cell, height: cell)
      drawing.stroke(.rectangle(rect), Stroke(Color(0xE67E22), width: 3))
    }
  }

  private func heading(_ text: String, at x: Double, on drawing: inout Drawing) {
    var style = theme.text
    style.size = 13
    style.isBold = true
    drawing.write(text, at: Point(x, Self.top - 14), style)
  }

  private func grid(at x: Double, cell: Double, on drawing: inout Drawing) {
    for line in 0...PatchRegion.patchCount {
      let place = Double(line) * cell
      drawing.stroke(
        .segments([
          Point(x + place, Self.top), Point(x + place, Self.top + Self.side),
          Point(x, Self.top + place), Point(x + Self.side, Self.top + place),
        ]), Stroke(theme.axisColor.withOpacity(0.5), width: 0.75))
    }
  }
}
