import Charts

/// The right end of a network diagram: the errors, the targets and the disc of the loss.
extension NetworkPainter {
  func drawErrors(on drawing: inout Drawing) {
    let last = diagram.layers.count - 1
    guard last > 0 else { return }
    let center = layout.errorCenter
    let radius = layout.errorRadius
    for row in layout.rows[last] {
      let from = drawLevelRun(last, row, on: &drawing)
      let reach = Point(center.x - radius, center.y)
      let near = Point(reach.x + 1, reach.y + (row.y < center.y ? -3 : row.y > center.y ? 3 : 0))
      arrow(from: from, to: near, colors.connection, on: &drawing)
    }
    let box = Rect(
      x: center.x - radius, y: center.y - radius - 1, width: 2 * radius, height: 2 * radius + 2)
    drawing.fill(.ellipse(box), colors.error)
    drawing.stroke(.ellipse(box), Stroke(colors.outline, width: 1))
    let inside = Theme.TextStyle(size: 14, stretch: 0.95, color: colors.error.readableText)
    if let value = diagram.totalValue {
      drawing.write(diagram.total, at: Point(center.x, center.y - 2), inside, anchor: .middle)
      drawing.write(
        value, at: Point(center.x, center.y + 15),
        Theme.TextStyle(size: 11.5, stretch: 0.95, color: inside.color), anchor: .middle)
    } else {
      drawing.write(diagram.total, at: center, inside, anchor: .middle, isCentered: true)
    }
    drawErrorTexts(last, center, on: &drawing)
  }

  private func targetStyle(_ size: Double) -> Theme.TextStyle {
    Theme.TextStyle(size: size, color: colors.targetText)
  }

  /// Draws the level part of an arrow to the error, with the target above it.
  ///
  /// - Returns: Where the arrow goes on from.
  private func drawLevelRun(
    _ last: Int, _ row: (neuron: Int, y: Double), on drawing: inout Drawing
  ) -> Point {
    let start = Point(layout.right(last), row.y)
    guard layout.levelRun > 0, row.neuron < diagram.targets.count else { return start }
    let isAlone = layout.rows[last].count == 1
    let end =
      isAlone
      ? Point(layout.errorCenter.x - layout.errorRadius, row.y)
      : Point(start.x + layout.levelRun, row.y)
    drawing.write(
      diagram.targets[row.neuron], at: Point((start.x + end.x) / 2, row.y - 6),
      targetStyle(isAlone ? 14 : 12), anchor: .middle)
    guard !isAlone else { return start }
    drawing.stroke(.segments([start, end]), Stroke(colors.connection, width: 1))
    return end
  }

  private func drawErrorTexts(_ last: Int, _ center: Point, on drawing: inout Drawing) {
    let rows = layout.rows[last]
    let red = Theme.TextStyle(size: 12.5, stretch: 0.93, color: colors.errorText)
    let isWide = layout.pitch >= 140
    let x = layout.right(last) + 8
    let edge = Double(layout.size.width) - 8
    if diagram.errors.count == 1 {
      // The one output leaves the place above the disc.
      drawing.write(diagram.errors[0], at: Point(edge, center.y - 58), red, anchor: .end)
    } else if layout.hasArticleErrors {
      for (index, row) in rows.enumerated() {
        let isUpper = row.y < center.y
        let place =
          isWide
          ? Point(isUpper ? x + 6 : x - 4, row.y + (isUpper ? 26 : 21))
          : Point(x, row.y + (isUpper ? -8 : 30))
        let width = drawing.width(of: diagram.errors[index], red)
        // The arrow to the error passes behind its formula.
        drawing.fill(
          .rectangle(
            Rect(x: place.x - 2, y: place.y - 11, width: width + 4, height: 15), cornerRadius: 2),
          colors.background)
        drawing.write(diagram.errors[index], at: place, red)
        guard index < diagram.errorValues.count else { continue }
        drawing.write(
          diagram.errorValues[index], at: Point(edge, place.y + (isUpper ? -17 : 17)), red,
          anchor: .end)
      }
      for (index, target) in diagram.targets.prefix(2).enumerated() {
        let shift = diagram.targets.count > 1 ? (Double(index) - 0.5) * (isWide ? 25 : 17) : 0
        drawing.write(
          target, at: Point(center.x - 75, center.y - 8 + shift), targetStyle(isWide ? 15 : 12),
          anchor: .end,
          isCentered: true)
      }
    } else {
      let names = diagram.errors.map { $0.prefix { $0 != " " } }
      let sum =
        names.count <= 3
        ? names.joined(separator: " + ") : "\(names[0]) + … + \(names[names.count - 1])"
      guard !sum.isEmpty else { return }
      drawing.write(
        "\(diagram.total) = \(sum)", at: Point(edge, center.y + 72), red, anchor: .end)
    }
  }
}
