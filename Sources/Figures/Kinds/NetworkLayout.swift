import Charts

/// Where the neurons of a diagram stand: the article's distances for two neurons a layer, closer
/// rows for more.
struct NetworkLayout {
  /// Layers with more neurons than this are shown by their first ones and the last.
  static let mostShown = 10
  /// How much further the last neuron stands from the others where some are left out.
  static let dotsRoom = 26.0

  let size: Chart.Size
  /// The middles of the inputs and of the weighted sums of each layer.
  private let columns: [Double]
  /// The layers after which the gap is wider than the article's.
  private let widened: Set<Int>
  /// The distance of rows.
  let pitch: Double
  /// For each layer, the neurons that are shown and the heights of their middles.
  let rows: [[(neuron: Int, y: Double)]]
  /// Half the height of a neuron.
  let radius = 29.0
  /// The middle of the circle of the loss.
  let errorCenter: Point
  /// Half the width of the circle of the loss.
  let errorRadius = 48.0
  /// Whether the ends of the arrows to the error have the article's form: two outputs with their
  /// errors beside the arrows and the targets between them.
  let hasArticleErrors: Bool
  /// How far arrows to the error run level, with the target of the output above them.
  let levelRun: Double
  /// Half the width of an input, a weighted sum, an activation.
  let halfWidths = (input: 31.0, sum: 28.5, activation: 33.0)

  init(_ diagram: NetworkDiagram) {
    let shown = diagram.layers.map { min($0.count, Self.mostShown) }
    let most = shown.max() ?? 0
    // Close rows without bows still need room for biases between them.
    let hasBias = diagram.layers.joined().contains { $0.bias != nil }
    let pitch = most <= 2 ? 140.0 : most <= 4 ? 104 : hasBias ? 86 : 70
    let top = 69.0 + (diagram.heading.isEmpty ? 0 : 34)
    // Where neurons are left out, the dots need room besides a bias.
    let isAbridged = most < diagram.layers.map(\.count).max() ?? 0
    let height = Double(max(most - 1, 1)) * pitch + (isAbridged ? Self.dotsRoom : 0)
    let middle = top + height / 2
    var rows: [[(neuron: Int, y: Double)]] = []
    for layer in diagram.layers {
      let count = min(layer.count, Self.mostShown)
      let room = count < layer.count ? Self.dotsRoom : 0
      let first = middle - (Double(count - 1) * pitch + room) / 2
      rows.append(
        (0..<count).map { row in
          let isLast = row == count - 1
          return (isLast ? layer.count - 1 : row, first + Double(row) * pitch + (isLast ? room : 0))
        })
    }
    self.rows = rows
    self.pitch = pitch
    // A stage with more labels than the article's needs room to keep them apart.
    var columns = [40.0]
    var widened: Set<Int> = []
    for layer in 0..<max(diagram.layers.count - 1, 0) {
      let isFirst = layer == 0
      let lines = rows[layer].count * rows[layer + 1].count
      var room = lines <= 4 ? 0.0 : Self.showsLabels(lines) ? 130 : 40
      // The article's labels have nine letters; longer ones need a wider gap to stand in.
      let longest =
        diagram.connections.lazy.filter { $0.layer == layer }.map(\.label.count).max() ?? 0
      let isArticle =
        longest <= 9 && diagram.layers.count <= 3 && rows[layer].count == 2
        && rows[layer + 1].count == 2
      if lines <= 4, !isArticle {
        room = max(Double(longest) * 8.4 + 24 - (isFirst ? 74 : 64), 0)
      }
      if room > 0 { widened.insert(layer) }
      columns.append((columns.last ?? 40) + (isFirst ? 134 : 187) + room)
    }
    self.columns = columns
    self.widened = widened
    let lastActivation = (columns.last ?? 40) + 61
    let outputs = rows.last?.count ?? 0
    hasArticleErrors = outputs == 2 && diagram.errors.count == 2 && pitch >= 100
    // A letter of the targets is at most 8 pixels wide.
    let longest = diagram.targets.map(\.count).max() ?? 0
    levelRun = hasArticleErrors || longest == 0 ? 0 : Double(longest) * 8 + 12
    let way = outputs == 1 ? max(70, levelRun + 14) : 70 + levelRun
    errorCenter = Point(
      lastActivation + halfWidths.activation + way + errorRadius,
      middle + (hasArticleErrors ? 15 : 0))
    // Right of the steep arrows of many outputs, the sum of their errors stands below the circle.
    size = Chart.Size(
      width: Int(errorCenter.x + (outputs > 3 ? 100 : 66)),
      height: Int((top + height + 78).rounded()))
  }

  /// Whether the weights of so many lines between two layers are written beside them.
  ///
  /// Where more lines cross, labels would only hide one another; the words of the figure and the
  /// tables hold the numbers.
  static func showsLabels(_ lines: Int) -> Bool { lines <= 16 }

  /// The column of the inputs (layer 0) or of the weighted sums of a layer.
  func sumX(_ layer: Int) -> Double { columns[layer] }

  /// The column of the activations of a layer; of the inputs themselves for layer 0.
  func activationX(_ layer: Int) -> Double { layer == 0 ? 40 : sumX(layer) + 61 }

  /// Where labels may stand between a layer and the next; `nil` where the article's places hold.
  func gap(after layer: Int) -> ClosedRange<Double>? {
    widened.contains(layer) ? (right(layer) + 2)...(left(layer + 1) - 2) : nil
  }

  /// The height of a neuron; `nil` if it is not shown.
  func y(_ layer: Int, _ neuron: Int) -> Double? {
    guard rows.indices.contains(layer) else { return nil }
    return rows[layer].first { $0.neuron == neuron }?.y
  }

  /// Where lines leave a neuron to the right.
  func right(_ layer: Int) -> Double {
    activationX(layer) + (layer == 0 ? halfWidths.input : halfWidths.activation)
  }

  /// Where lines reach a weighted sum from the left.
  func left(_ layer: Int) -> Double { sumX(layer) - halfWidths.sum }
}
