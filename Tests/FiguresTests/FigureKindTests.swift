import Charts
import Figures
import Testing

@Suite("Each kind of figure shows its values")
struct FigureKindTests {
  func network(_ widths: [Int], values: Bool = false) -> NetworkDiagram {
    let layers = widths.enumerated().map { layer, width in
      (1...width).map { neuron in
        layer == 0
          ? NetworkDiagram.Neuron("i\(neuron)", value: values ? "0.05" : nil)
          : NetworkDiagram.Neuron("h\(layer)_\(neuron)", activation: "a_h\(layer)_\(neuron)")
      }
    }
    var connections: [NetworkDiagram.Connection] = []
    for layer in 0..<widths.count - 1 {
      for to in 0..<widths[layer + 1] {
        for from in 0..<widths[layer] {
          connections.append(
            .init(layer: layer, from: from, to: to, label: "w\(connections.count + 1) = 0.5"))
        }
      }
    }
    return NetworkDiagram(
      title: "network", layers: layers, connections: connections,
      errors: (1...(widths.last ?? 1)).map { "E\($0)" },
      targets: (1...max(widths.last ?? 1, 2)).map { "t\($0)" }, theme: .article)
  }

  func drawn(_ figure: some Figure) throws -> Drawing {
    figure.drawn(with: try Typography.system())
  }

  @Test("The 2-2-2 network has the article's size, ten ellipses, an error and eight weights")
  func articleNetwork() throws {
    let drawing = try drawn(network([2, 2, 2]))
    #expect(drawing.size == Chart.Size(width: 639, height: 287))
    let ellipses = drawing.fills.filter { if case .ellipse = $0.0 { true } else { false } }
    #expect(ellipses.count == 2 + 4 + 4 + 1)
    let words = drawing.texts.map(\.text)
    #expect((1...8).allSatisfy { words.contains("w\($0) = 0.5") })
    #expect(["i1", "E_tot", "E1", "E2", "t1", "t2"].allSatisfy(words.contains))
    let heads = drawing.fills.filter { if case .polyline = $0.0 { true } else { false } }
    #expect(heads.count == 8 + 4 + 2, "weights, bows and errors end in arrow heads")
  }

  @Test(
    "Networks of any widths stay inside their figure",
    arguments: [
      [1, 1], [2, 2, 2], [3, 4, 2], [2, 12, 5, 1], [1, 1, 1, 1, 1], [40, 3], [2, 2, 2, 2, 2],
    ])
  func anyNetwork(widths: [Int]) throws {
    let drawing = try drawn(network(widths, values: true))
    let paper = Rect(
      x: 0, y: 0, width: Double(drawing.size.width), height: Double(drawing.size.height))
    for (shape, _) in drawing.fills + drawing.strokes.map({ ($0.0, Paint.color(.black)) }) {
      let bounds = shape.bounds
      #expect(
        paper.contains(Point(bounds.x, bounds.y))
          && paper.contains(Point(bounds.maxX, bounds.maxY)),
        "\(shape)")
    }
    for run in drawing.texts {
      #expect(run.bounds.x >= 0 && run.bounds.maxX <= paper.width, "\(run.text)")
    }
  }

  @Test(
    "No text of a diagram stands on a neuron, and none on another",
    arguments: [[1, 1], [2, 2, 2], [3, 4, 1], [2, 2, 2, 2, 2], [4, 1]], [false, true])
  func textsApart(widths: [Int], isBiased: Bool) throws {
    var diagram = network(widths)
    for layer in diagram.layers.indices.dropFirst() where isBiased {
      for neuron in diagram.layers[layer].indices {
        diagram.layers[layer][neuron].bias = "b\(neuron) = 0.35"
      }
    }
    if widths.last == 1 { diagram.targets = ["t1 = 0.1234"] }
    diagram.errors = diagram.errors.map { "\($0) = ½ · (t1 − a_o1)²" }
    let drawing = try drawn(diagram)
    let neurons = drawing.fills.compactMap { shape, _ -> Rect? in
      if case .ellipse(let rect) = shape { rect } else { nil }
    }
    let words = drawing.texts.filter { $0.text.contains(" = ") }
    for run in words {
      for neuron in neurons {
        // The corners of the box of an ellipse are free.
        let middle = Rect(
          x: neuron.x + 7, y: neuron.y + 7, width: neuron.width - 14, height: neuron.height - 14)
        let overlaps =
          run.bounds.x < middle.maxX && run.bounds.maxX > middle.x
          && run.bounds.y < middle.maxY && run.bounds.maxY > middle.y
        #expect(!overlaps, "\(run.text) on a neuron")
      }
    }
    for (index, run) in words.enumerated() {
      for other in words[(index + 1)...] {
        let overlaps =
          run.bounds.x < other.bounds.maxX && run.bounds.maxX > other.bounds.x
          && run.bounds.y + 3 < other.bounds.maxY && run.bounds.maxY > other.bounds.y + 3
        #expect(!overlaps, "\(run.text) on \(other.text)")
      }
    }
    #expect(words.count >= diagram.connections.count)
  }

  @Test("Wide networks say where their weights stand, and what the loss is")
  func wideNetwork() throws {
    let words = try drawn(network([8, 8, 4])).texts.map(\.text)
    #expect(words.contains("96 weights: see the table"))
    // Weights of neurons that are left out stand in the table, too.
    #expect(try drawn(network([12, 1])).texts.contains { $0.text == "2 weights: see the table" })
    #expect(words.contains("E_tot = E1 + … + E4"))
    #expect(try drawn(network([2, 2, 3])).texts.contains { $0.text == "E_tot = E1 + E2 + E3" })
    #expect(network([1, 1]).altText.contains("with the input i1 and the output h1_1."))
  }

  @Test("Values of errors stand beside and in the disc where they are known")
  func errorValues() throws {
    var diagram = network([2, 2, 2])
    diagram.errorValues = ["E1 = 0.01", "E2 = 0.02"]
    diagram.totalValue = "0.03"
    let words = try drawn(diagram).texts.map(\.text)
    #expect(["E1 = 0.01", "E2 = 0.02", "0.03"].allSatisfy(words.contains))
  }

  @Test(
    "Negative numbers are drawn with the sign −, hyphens stay hyphens",
    arguments: [
      ("-8", "−8"), ("w6 = -0.2", "w6 = −0.2"), ("2-2-2", "2-2-2"), ("lr-0.1", "lr-0.1"),
      ("(-1)", "(−1)"), ("a - b", "a - b"), ("-∞", "−∞"),
      ("2.1e-6", "2.1e−6"), ("scale-1", "scale-1"),
    ])
  func minus(text: String, drawn words: String) throws {
    var drawing = Drawing(
      size: .article, title: "", altText: "", background: .white, fonts: try Typography.system())
    drawing.write(text, at: Point(0, 0), Theme.TextStyle(size: 12))
    #expect(drawing.texts.map(\.text) == [words])
  }

  @Test("A grid has the notebook's places and one image a cell")
  func grid() throws {
    let image = Raster(width: 28, height: 28, gray: [UInt8](repeating: 7, count: 784))
    let grid = ImageGrid(
      title: "samples", altText: "twelve digits",
      cells: (0..<12).map { .init(image, caption: ["\($0)"]) })
    let drawing = try drawn(grid)
    #expect(drawing.size == Chart.Size(width: 610, height: 446))
    #expect(drawing.images.count == 12)
    // Read off the notebook's figure.
    let places = drawing.images.map(\.1)
    #expect(places.prefix(4).map(\.x) == [10, 170, 331, 491])
    #expect([0, 4, 8].map { places[$0].y } == [32, 179, 327])
    #expect(drawing.texts.map(\.text) == (0..<12).map { "\($0)" })
  }

  @Test("A grid without cells is drawn as an empty figure")
  func emptyGrid() throws {
    let drawing = try drawn(ImageGrid(title: "none", altText: "", cells: []))
    #expect(drawing.images.isEmpty)
    let bytes = try drawing.png()
    #expect(!bytes.isEmpty)
  }

  @Test("A confusion matrix counts hits and mistakes")
  func confusion() throws {
    let matrix = ConfusionMatrix(
      title: "Confusion", classes: ["a", "b", "c"], counts: [[8, 2, 0], [0, 10, 0], [0, 0, 0]])
    #expect(matrix.total == 20 && matrix.right == 18)
    #expect(matrix.recall(0) == 0.8 && matrix.recall(2) == nil)
    #expect(matrix.precision(1) == 10.0 / 12 && matrix.precision(2) == nil)
    #expect(
      matrix.altText == """
        Confusion matrix of 3 classes: 18 of 20 are right (90.00%). Most frequent mistakes: \
        a taken for b (2). Lowest recall: 80.00% for a.
        """)
    let words = try drawn(matrix).texts.map(\.text)
    #expect(words.contains("8") && words.contains("2") && words.contains("18 of 20 right (90.00%)"))
  }

  @Test("A heat map colors the lowest value with the first color and a gap with gray")
  func heatMap() throws {
    let map = HeatMap(
      title: "E", x: Axis(title: "epoch"), y: Axis(title: "rate", kind: .logarithmic),
      xValues: [1, 2], yValues: [0.1, 1], values: [1e-3, 1, .nan, 0],
      valueAxis: Axis(title: "error", kind: .logarithmic))
    let (raster, rect) = try #require(try drawn(map).images.first)
    let width = raster.width
    let colors = ColorMap.viridis
    func pixel(_ x: Double, _ y: Double) -> UInt32 {
      raster.pixels[Int(y * Double(raster.height)) * width + Int(x * Double(width))] & 0xFFFFFF
    }
    #expect(rect.width > 300)
    #expect(pixel(0.25, 0.75) == colors.color(at: 0).rgb, "the smallest positive value")
    #expect(pixel(0.75, 0.75) == colors.color(at: 1).rgb, "the largest value")
    #expect(pixel(0.25, 0.25) == colors.missing.rgb, "NaN")
    #expect(pixel(0.75, 0.25) == colors.zero.rgb, "zero has a color of its own")
    #expect(try drawn(map).texts.contains { $0.text == "0" }, "and a key of its own")
  }

  @Test("Panels place their figures side by side")
  func panels() throws {
    let chart = Chart(
      title: "one", x: Axis(), y: Axis(), series: [Series(name: "", values: [1, 2])],
      size: .init(width: 200, height: 150))
    let panels = Panels(title: "four", figures: [chart, chart, chart, chart], columns: 2)
    #expect(panels.size == Chart.Size(width: 400, height: 300))
    let titles = try drawn(panels).texts.filter { $0.text == "one" }.map(\.position)
    #expect(titles.count == 4)
    #expect(titles[1].x - titles[0].x == 200 && titles[2].y - titles[0].y == 150)
    let empty = try drawn(Panels(title: "none", figures: [], columns: 2)).png()
    #expect(!empty.isEmpty)
  }
}
