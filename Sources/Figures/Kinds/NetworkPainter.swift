import Charts

/// Draws the parts of a network diagram: connections first, neurons over them.
struct NetworkPainter {
  let diagram: NetworkDiagram
  let layout: NetworkLayout

  var colors: DiagramColors { diagram.theme.diagram }
  private var label: Theme.TextStyle {
    Theme.TextStyle(size: 14.2, stretch: 0.93, color: colors.text)
  }

  func draw(on drawing: inout Drawing) {
    drawConnections(on: &drawing)
    for layer in layout.rows.indices {
      for row in layout.rows[layer] { drawNeuron(layer, row.neuron, row.y, on: &drawing) }
      if layout.rows[layer].count < diagram.layers[layer].count {
        drawGap(layer, on: &drawing)
      }
    }
    drawErrors(on: &drawing)
    if !diagram.heading.isEmpty {
      drawing.write(
        diagram.heading, at: Point(Double(layout.size.width) / 2, 24),
        Theme.TextStyle(size: 15, isBold: true, color: colors.text), anchor: .middle)
    }
  }

  // MARK: - Connections

  private func drawConnections(on drawing: inout Drawing) {
    for connection in diagram.connections {
      guard let ends = ends(connection) else { continue }
      let crowd =
        diagram.layers[connection.layer].count * diagram.layers[connection.layer + 1].count
      let color = crowd > 40 ? colors.connection.withOpacity(0.45) : colors.connection
      arrow(from: ends.0, to: ends.1, color, on: &drawing)
    }
    var taken: [Rect] = []
    var hidden = 0
    for connection in diagram.connections where !connection.label.isEmpty {
      let layer = connection.layer
      if NetworkLayout.showsLabels(layout.rows[layer].count * layout.rows[layer + 1].count) {
        guard ends(connection) != nil else {
          hidden += 1
          continue
        }
        drawLabel(connection, &taken, on: &drawing)
      } else {
        hidden += 1
      }
    }
    guard hidden > 0 else { return }
    drawing.write(
      "\(hidden) weights: see the table", at: Point(9, Double(layout.size.height) - 9),
      Theme.TextStyle(size: 11, color: colors.text))
  }

  private func ends(_ connection: NetworkDiagram.Connection) -> (Point, Point)? {
    let next = connection.layer + 1
    guard let from = layout.y(connection.layer, connection.from),
      let to = layout.y(next, connection.to)
    else { return nil }
    return (Point(layout.right(connection.layer), from), Point(layout.left(next), to))
  }

  /// Writes a label beside its line, where it hides the fewest labels that stand already.
  private func drawLabel(
    _ connection: NetworkDiagram.Connection, _ taken: inout [Rect], on drawing: inout Drawing
  ) {
    let sources = layout.rows[connection.layer].count
    let targets = layout.rows[connection.layer + 1].count
    guard let (from, to) = ends(connection) else { return }
    var style = label
    if sources * targets > 4 { style.size = 12 }
    let width = drawing.width(of: connection.label, style)
    func box(_ place: Point) -> Rect {
      Rect(
        x: place.x - width / 2 - 2, y: place.y - style.size * 0.55, width: width + 4,
        height: style.size * 1.1)
    }
    /// The place moved so that the label stands between the neurons.
    func between(_ place: Point) -> Point {
      guard let gap = layout.gap(after: connection.layer) else { return place }
      let low = gap.lowerBound + width / 2 + 2
      return Point(max(min(place.x, gap.upperBound - width / 2 - 2), low), place.y)
    }
    let isLevel = abs(from.y - to.y) < 1
    var place: Point
    if sources * targets <= 4 {
      // Where two lines cross, a label begins at its own, clear of the other, as in the article;
      // biases would be in its way.
      let crosses =
        sources == 2 && targets == 2
        && diagram.layers[connection.layer + 1].allSatisfy { $0.bias == nil }
      let part = to.y < from.y ? (crosses ? 0.66 : 0.6) : 0.72
      let shift = crosses ? width / 2 - 10 : 6
      let isAbove = connection.layer > 0 && connection.from == 0
      place =
        isLevel
        ? Point((from.x + to.x) / 2, from.y + (isAbove ? -11 : 16))
        : Point(from.x + (to.x - from.x) * part + shift, from.y + (to.y - from.y) * part)
      // Between the rows there is room beyond the gap.
      if isLevel || !crosses { place = between(place) }
    } else {
      let candidates = stride(from: 0.22, through: 0.8, by: 0.02).map { part in
        between(Point(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part))
      }
      func hidden(_ point: Point) -> Double {
        taken.reduce(0) { $0 + $1.overlap(box(point).inset(-2, -1)) }
      }
      place = candidates[0]
      var least = Double.infinity
      for candidate in candidates {
        let cost = hidden(candidate)
        if cost < least { (least, place) = (cost, candidate) }
      }
    }
    // Lines pass behind a label.
    drawing.fill(.rectangle(box(place), cornerRadius: 2), colors.background)
    taken.append(box(place))
    drawing.write(connection.label, at: place, style, anchor: .middle, isCentered: true)
  }

  // MARK: - Neurons

  private func drawNeuron(
    _ layer: Int, _ neuron: Int, _ y: Double, on drawing: inout Drawing
  ) {
    let unit = diagram.layers[layer][neuron]
    let isLast = layer == diagram.layers.count - 1
    if layer == 0 {
      ellipse(
        Point(layout.sumX(0), y), layout.halfWidths.input, colors.input, unit.name, unit.value, 18,
        on: &drawing)
      return
    }
    let sum = isLast ? colors.outputSum : colors.hiddenSum
    let activation = isLast ? colors.outputActivation : colors.hiddenActivation
    ellipse(
      Point(layout.sumX(layer), y), layout.halfWidths.sum, sum, unit.name, unit.value, 15,
      on: &drawing)
    if let bias = unit.bias {
      // On the side that the bow leaves free.
      let isBelow = y <= middle(layer) || !showsBows
      drawing.write(
        bias,
        at: Point(
          layout.sumX(layer) - 2, y + (isBelow ? layout.radius + 12 : -layout.radius - 4)),
        Theme.TextStyle(size: 10.5, color: colors.text))
    }
    guard let name = unit.activation else { return }
    ellipse(
      Point(layout.activationX(layer), y), layout.halfWidths.activation, activation, name,
      unit.activationValue, 11.5, on: &drawing)
    if showsBows { drawLoop(layer, y, on: &drawing) }
  }

  private var showsBows: Bool { layout.pitch > 100 }

  private func ellipse(
    _ center: Point, _ half: Double, _ color: Color, _ name: String, _ value: String?,
    _ size: Double, on drawing: inout Drawing
  ) {
    let box = Rect(
      x: center.x - half, y: center.y - layout.radius, width: 2 * half, height: 2 * layout.radius)
    drawing.fill(.ellipse(box), color)
    drawing.stroke(.ellipse(box), Stroke(colors.outline, width: 1))
    var style = Theme.TextStyle(size: size, color: color.readableText)
    let room = 2 * half - 10
    let width = drawing.width(of: name, style)
    if width > room { style.size *= room / width }
    guard let value else {
      drawing.write(name, at: center, style, anchor: .middle, isCentered: true)
      return
    }
    style.size = min(style.size, 13)
    drawing.write(name, at: Point(center.x, center.y - 3), style, anchor: .middle)
    var small = Theme.TextStyle(size: 10.5, stretch: 0.95, color: style.color)
    let valueWidth = drawing.width(of: value, small)
    if valueWidth > room { small.size *= room / valueWidth }
    drawing.write(value, at: Point(center.x, center.y + 12), small, anchor: .middle)
  }

  /// The bow from a weighted sum to its activation, above the upper half and below the lower one.
  private func drawLoop(_ layer: Int, _ y: Double, on drawing: inout Drawing) {
    let side: Double = y <= middle(layer) ? -1 : 1
    let start = Point(layout.sumX(layer), y + side * layout.radius)
    let end = Point(layout.activationX(layer) + 1, y + side * layout.radius)
    drawing.stroke(
      .curve(
        from: start, Point(start.x + 4, start.y + side * 34), Point(end.x - 2, end.y + side * 36),
        to: Point(end.x, end.y + side * 5)), Stroke(colors.connection, width: 1))
    head(at: end, dx: 0.05, dy: -side, colors.connection, on: &drawing)
  }

  private func middle(_ layer: Int) -> Double {
    layout.rows[layer].map(\.y).reduce(0, +) / Double(max(layout.rows[layer].count, 1))
  }

  private func drawGap(_ layer: Int, on drawing: inout Drawing) {
    guard let last = layout.rows[layer].last else { return }
    let x = (layout.sumX(layer) + layout.activationX(layer)) / 2
    // Midway between what stands below the neuron before and the last neuron.
    let isBiased = diagram.layers[layer].contains { $0.bias != nil }
    let y = last.y - (layout.pitch + NetworkLayout.dotsRoom) / 2 + (isBiased ? 8 : 0)
    for step in -1...1 {
      drawing.fill(
        .ellipse(Rect(x: x - 1.5, y: y + Double(step) * 4.5 - 1.5, width: 3, height: 3)),
        colors.outline)
    }
  }

  // MARK: - Arrows

  func arrow(from: Point, to: Point, _ color: Color, on drawing: inout Drawing) {
    let length = ((to.x - from.x) * (to.x - from.x) + (to.y - from.y) * (to.y - from.y))
      .squareRoot()
    guard length > 0 else { return }
    let (dx, dy) = ((to.x - from.x) / length, (to.y - from.y) / length)
    drawing.stroke(
      .segments([from, Point(to.x - dx * 6, to.y - dy * 6)]), Stroke(color, width: 1))
    head(at: to, dx: dx, dy: dy, color, on: &drawing)
  }

  private func head(
    at tip: Point, dx: Double, dy: Double, _ color: Color, on drawing: inout Drawing
  ) {
    let back = Point(tip.x - dx * 8, tip.y - dy * 8)
    drawing.fill(
      .polyline(
        [
          tip, Point(back.x - dy * 3.6, back.y + dx * 3.6),
          Point(back.x + dy * 3.6, back.y - dx * 3.6),
        ], closed: true), color)
  }
}
