import Charts
import Figures
import Glibc
import Numerals

/// A drawing, what the network sees of it, one map of each layer, and the classes' probabilities.
struct ClassifierFigure: Figure {
  let pixels: [Double]
  let centered: [Double]
  let reading: Reading
  let labels: ClassifierLabels
  let layers: [LayerSheets.Layer]
  let theme: Theme

  let title = "The classifier reads a drawing"
  private static let width = 880
  private static let side = 220.0
  private static let margin = 24.0
  /// The y coordinate of the heading of the maps.
  private static let mapTop = 300.0
  /// The most maps side by side: those of the article's network.
  private static let mapsPerRow = 12
  /// The room between two maps, and below one for its labels.
  private static let mapGap = 8.0
  private static let mapFoot = 52.0

  /// The most bars: those of the ten digits.
  private static let mostBars = 10

  /// The classes that have bars: all, or the likeliest of very many.
  private var shown: [Int] {
    let all = Array(reading.logProbabilities.indices)
    guard all.count > Self.mostBars else { return all }
    let probabilities = reading.logProbabilities
    return Array(
      all.sorted { (-probabilities[$0], $0) < (-probabilities[$1], $1) }.prefix(Self.mostBars))
  }

  private var mapSide: Double {
    (Double(Self.width) - 2 * Self.margin) / Double(Self.mapsPerRow) - Self.mapGap
  }

  var size: Chart.Size {
    let rows = (layers.count + Self.mapsPerRow - 1) / Self.mapsPerRow
    return Chart.Size(
      width: Self.width,
      height: Int(Self.mapTop + 14 + Double(rows) * (mapSide + Self.mapFoot)))
  }

  var altText: String {
    let share = exp(reading.logProbabilities[reading.prediction])
    let bars = shown.count == 10 ? "ten" : "\(shown.count)"
    let rest = shown.count < reading.scores.count ? " of the likeliest classes" : ""
    return "A drawn digit off the middle of its grid, the same brought to the size and place of "
      + "MNIST's digits, one map of each layer, and \(bars) bars\(rest): the network reads "
      + "\(labels.number(reading.prediction)) with the probability "
      + "\(FixedText.percent(100 * share, decimals: 1))."
  }

  func draw(on drawing: inout Drawing) {
    image("drawn in cells", pixels, at: Point(24, 40), on: &drawing)
    arrow(from: Point(252, 150), on: &drawing)
    image("centered, 20 pixels long", centered, at: Point(292, 40), on: &drawing)
    arrow(from: Point(520, 150), on: &drawing)
    bars(at: Point(566, 40), on: &drawing)
    maps(at: Point(Self.margin, Self.mapTop), on: &drawing)
  }

  private func name(_ text: String, at point: Point, on drawing: inout Drawing) {
    var style = theme.text
    style.isBold = true
    style.size = 13
    drawing.write(text, at: point, style)
  }

  private func image(
    _ words: String, _ values: [Double], at point: Point, on drawing: inout Drawing
  ) {
    name(words, at: Point(point.x, point.y - 10), on: &drawing)
    let frame = Rect(x: point.x, y: point.y, width: Self.side, height: Self.side)
    drawing.image(
      Raster(width: 28, height: 28, gray: values.map { UInt8(255 - min(max($0, 0), 255)) }),
      in: frame)
    drawing.stroke(.rectangle(frame), Stroke(theme.axisColor, width: 1))
  }

  private func arrow(from point: Point, on drawing: inout Drawing) {
    let end = Point(point.x + 30, point.y)
    drawing.stroke(
      .segments([
        point, end, end, Point(end.x - 8, end.y - 5), end, Point(end.x - 8, end.y + 5),
      ]), Stroke(theme.axisColor, width: 1.5))
  }

  private func bars(at point: Point, on drawing: inout Drawing) {
    name("what it reads", at: Point(point.x, point.y - 10), on: &drawing)
    let step = Self.side / Double(shown.count)
    for (place, index) in shown.enumerated() {
      let share = exp(reading.logProbabilities[index])
      let y = point.y + Double(place) * step
      var style = theme.text
      style.size = 13
      style.isBold = index == reading.prediction
      drawing.write(
        String(labels.number(index)), at: Point(point.x + 10, y + step / 2), style, anchor: .middle,
        isCentered: true)
      let bar = Rect(
        x: point.x + 26, y: y + 3, width: max(1, 180 * share), height: step - 6)
      drawing.fill(
        .rectangle(bar),
        index == reading.prediction ? theme.diagram.outputActivation : theme.diagram.connection)
      drawing.write(
        FixedText.percent(100 * share, decimals: 1), at: Point(point.x + 214, y + step / 2), style,
        isCentered: true)
    }
  }

  /// The strongest map of each layer, as large as a row of them allows.
  private func maps(at point: Point, on drawing: inout Drawing) {
    name("the strongest map of each layer", at: point, on: &drawing)
    for (index, layer) in layers.enumerated() {
      let (row, column) = index.quotientAndRemainder(dividingBy: Self.mapsPerRow)
      let frame = Rect(
        x: point.x + Double(column) * (mapSide + Self.mapGap),
        y: point.y + 14 + Double(row) * (mapSide + Self.mapFoot), width: mapSide, height: mapSide)
      drawing.image(strongest(layer.map), in: frame)
      drawing.stroke(.rectangle(frame), Stroke(theme.axisColor, width: 0.75))
      var style = theme.text
      style.size = 12
      for (line, text) in layer.labels.enumerated() {
        let width = drawing.width(of: text, style)
        var own = style
        own.size *= min(1, (mapSide + Self.mapGap - 2) / max(width, 1))
        drawing.write(
          text, at: Point(frame.midX, frame.y + mapSide + 15 + 15 * Double(line)), own,
          anchor: .middle)
      }
    }
  }

  /// The map with the greatest sum, from its smallest number, white, to its greatest.
  private func strongest(_ map: InterleavedMap) -> Raster {
    let strengths = (0..<map.channels).map { channel in
      (0..<map.height).reduce(0.0) { sum, y in
        (0..<map.width).reduce(sum) { $0 + map[y * map.channels + channel, $1] }
      }
    }
    let strongest = strengths.indices.max { strengths[$0] < strengths[$1] } ?? 0
    let values = (0..<map.height * map.width).map {
      map[$0 / map.width * map.channels + strongest, $0 % map.width]
    }
    let low = values.min() ?? 0
    let range = max((values.max() ?? 0) - low, .leastNormalMagnitude)
    return Raster(
      width: map.width, height: map.height,
      gray: values.map { UInt8(255 - 235 * ($0 - low) / range) })
  }
}

extension LayerSheets.Layer {
  /// The layer's name and the size of its maps, a line each.
  fileprivate var labels: [String] { [name, "\(map.height)×\(map.width)"] }
}
