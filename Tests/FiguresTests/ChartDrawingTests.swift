import Charts
import Figures
import Testing

@Suite("A chart is drawn as it is described")
struct ChartDrawingTests {
  let losses = (0..<68).map { 0.01418 * 0.94 / (1 + Double($0) * 0.1) + 0.0008 }

  func articleChart() -> Chart {
    Chart(
      title: "LOSS", x: Axis(title: "epoch", kind: .category),
      y: Axis(title: "loss", automaticRange: .niceFromZero, numberFormat: .shortest),
      series: [
        Series(
          name: "η = 1", values: losses, dropLines: DropLines(color: .white, width: 2))
      ], theme: .article)
  }

  func drawn(_ chart: Chart) throws -> Drawing { chart.drawn(with: try Typography.system()) }

  @Test("The article's plot has its labels, its line and 68 drop lines that fade downwards")
  func articlePlot() throws {
    let drawing = try drawn(articleChart())
    #expect(drawing.background == Color(0x4472C4))
    let words = drawing.texts.map(\.text)
    #expect(words.contains("LOSS"))
    #expect(["1", "6", "11", "61", "66", "0", "0.002", "0.016"].allSatisfy(words.contains))
    #expect(words.count == 1 + 14 + 9)

    let lines = drawing.curves
    #expect(lines.count == 1)
    #expect(lines.first?.points.count == 68)
    #expect(lines.first?.stroke.width == 3)
    #expect(lines.first?.stroke.color == .white)

    let fades = drawing.fills.compactMap { shape, paint -> Rect? in
      guard case .vertical(let colors) = paint, colors.first?.alpha == 255,
        colors.last?.alpha == 0
      else { return nil }
      return shape.bounds
    }
    #expect(fades.count == 68)
    let ends = Set(fades.map { $0.maxY })
    #expect(ends.count == 1, "every drop line ends on the axis")
    for (fade, point) in zip(fades, lines[0].points) {
      #expect(abs(fade.midX - point.x) <= 0.5)
      #expect(fade.y == point.y)
    }
  }

  @Test("Drop lines of very many epochs keep four pixels apart")
  func manyDropLines() throws {
    var chart = articleChart()
    let values = (0..<1000).map { 0.014 / (1 + Double($0)) }
    chart.series = [
      Series(name: "η = 1", values: values, dropLines: DropLines(color: .white, width: 2))
    ]
    let places = try drawn(chart).fills.compactMap { shape, paint -> Double? in
      if case .vertical = paint { shape.bounds.midX } else { nil }
    }
    #expect(places.count > 100)
    #expect(zip(places, places.dropFirst()).allSatisfy { $1 - $0 >= 3 })
  }

  @Test("A figure may be called more than is drawn above it")
  func accessibleTitle() throws {
    var chart = articleChart()
    #expect(try drawn(chart).title == "LOSS")
    chart.name = "Loss at η = 1"
    let drawing = try drawn(chart)
    #expect(drawing.title == "Loss at η = 1" && drawing.texts.contains { $0.text == "LOSS" })
  }

  @Test("The first and last epoch stand where the article has them")
  func articlePlaces() throws {
    let points = try #require(try drawn(articleChart()).curves.first?.points)
    // Read off the article's figure: 69 and 738, the axis at 385.
    #expect(abs(points[0].x - 69) < 1)
    #expect(abs(points[67].x - 738) < 1)
    let baseline = try drawn(articleChart()).fills.last { $0.1 == .color(.white) }
    #expect(abs((baseline?.0.bounds.midY ?? 0) - 385) < 1)
  }

  @Test("All text stays inside the figure", arguments: [Theme.article, .plain, .notebook])
  func textInside(theme: Theme) throws {
    var chart = articleChart()
    chart.theme = theme
    chart.legend = .right
    chart.note = String(repeating: "A remark that needs more than one line. ", count: 5)
    let drawing = try drawn(chart)
    let paper = Rect(
      x: 0, y: 0, width: Double(drawing.size.width), height: Double(drawing.size.height))
    for run in drawing.texts {
      let bounds = run.bounds
      #expect(
        paper.contains(Point(bounds.x, bounds.y))
          && paper.contains(Point(bounds.maxX, bounds.maxY)),
        "\(run.text) at \(bounds)")
    }
  }

  @Test("Labels of the x axis never touch")
  func labelsApart() throws {
    var chart = articleChart()
    chart.theme = .plain
    chart.x = Axis(title: "x", range: 0...1_000_000, majorUnit: 10_000)
    let drawing = try drawn(chart)
    let below = drawing.texts.filter { $0.anchor == .middle && !$0.isVertical && $0.text != "LOSS" }
    let labels = below.filter { Double($0.text) != nil }.map(\.bounds).sorted { $0.x < $1.x }
    #expect(labels.count > 3)
    #expect(zip(labels, labels.dropFirst()).allSatisfy { $0.maxX < $1.x })
  }

  @Test("Values that are not finite leave gaps")
  func gaps() throws {
    var chart = articleChart()
    chart.series = [Series(name: "", values: [1, 2, .nan, 2, 1, .infinity, 3, 3])]
    #expect(try drawn(chart).curves.map(\.points.count) == [2, 2, 2])
  }

  @Test("A single point between gaps is a dot")
  func singlePoint() throws {
    var chart = articleChart()
    chart.series = [Series(name: "", values: [.nan, 2, .nan])]
    let drawing = try drawn(chart)
    #expect(drawing.curves.isEmpty)
    #expect(drawing.fills.contains { if case .ellipse = $0.0 { true } else { false } })
  }

  @Test("On a logarithmic axis curves run down to a hollow mark at each end of a run of zeros")
  func zerosOnFoot() throws {
    var chart = articleChart()
    chart.theme = .plain
    chart.y = Axis(title: "loss", kind: .logarithmic)
    chart.series = [Series(name: "", values: [1, 0.1, 0.01, 0, 0, 0, 0])]
    chart.annotations = [Annotation(x: 6, y: 0, text: "")]
    let drawing = try drawn(chart)
    let curve = try #require(drawing.curves.first?.points)
    #expect(curve.count == 7, "the zeros leave no gap")
    let marks = drawing.fills.filter { Self.isTriangle($0.0) }
    #expect(marks.map(\.1).map { $0 == .color(.white) } == [true, true, false])
    #expect(marks[0].0.bounds.midX == curve[3].x && marks[0].0.bounds.maxY == curve[3].y)
    #expect(marks[1].0.bounds.midX == curve[6].x)
    #expect(marks[2].0.bounds.midX == curve[5].x, "the marked point")
    #expect(curve[3].y - curve[2].y >= 20, "zeros stand below the lowest decade")
    #expect(drawing.texts.contains { $0.text == "0" })
    chart.series[0].y = [1, 0.1, 0.01, 1, 1, 1, 1]
    #expect(!(try drawn(chart)).texts.contains { $0.text == "0" })
  }

  private static func isTriangle(_ shape: Shape) -> Bool {
    if case .polyline(let points, true) = shape { points.count == 3 } else { false }
  }

  @Test("The words of a line keep away from curves, also between their points")
  func referenceLabelAway() throws {
    var chart = articleChart()
    chart.theme = .plain
    chart.x = Axis(title: "x", range: 0...100)
    chart.y = Axis(title: "y", range: 0...100)
    chart.series = [Series(name: "", x: [0, 100], y: [12, 12])]
    chart.referenceLines = [ReferenceLine(.x, at: 50, label: "recommended: η = 33.53")]
    let drawing = try drawn(chart)
    let label = try #require(drawing.texts.first { $0.text.hasPrefix("recommended") })
    let line = try #require(drawing.curves.first?.points)
    #expect(label.bounds.maxY < line[0].y || label.bounds.y > line[0].y)
  }

  @Test("A series that broke off ends in a ×")
  func brokenOff() throws {
    var chart = articleChart()
    chart.series = [Series(name: "", values: [3, 2])]
    let before = try drawn(chart).strokes.count
    chart.series[0].breaksOff = true
    let drawing = try drawn(chart)
    #expect(drawing.strokes.count == before + 1)
    let end = try #require(drawing.curves.first?.points.last)
    #expect(
      drawing.strokes.contains {
        abs($0.0.bounds.midX - end.x) < 1e-9 && abs($0.0.bounds.midY - end.y) < 1e-9
      })
  }

  @Test("Empty data, NaN alone and values of any size are drawn without a curve running away")
  func anyData() throws {
    for values in [[], [Double.nan], [0, 0], [1e300, -1e300], [1e-25, 2e-25], [.infinity]] {
      for kind in [Axis.Kind.linear, .logarithmic] {
        var chart = articleChart()
        chart.y.kind = kind
        chart.series = [Series(name: "a", values: values)]
        let drawing = try drawn(chart)
        for curve in drawing.curves {
          #expect(curve.points.allSatisfy { $0.x.magnitude <= 1e5 && $0.y.magnitude <= 1e5 })
        }
        #expect(drawing.texts.allSatisfy { $0.position.x.isFinite && $0.position.y.isFinite })
      }
    }
  }

  @Test("Curves are clipped to the plot")
  func clipped() throws {
    let commands = try drawn(articleChart()).commands
    let begins = commands.filter { if case .beginClip = $0 { true } else { false } }
    let ends = commands.filter { $0 == .endClip }
    #expect(begins.count == 1 && ends.count == 1)
  }

  @Test("A curve of very many points keeps its extremes and is thinned")
  func thinned() throws {
    var values = (0..<100_000).map { Double($0 % 7) }
    values[50_000] = 100
    values[70_001] = -100
    var chart = articleChart()
    chart.series = [Series(name: "", values: values)]
    chart.x.kind = .linear
    let points = try #require(try drawn(chart).curves.first?.points)
    #expect(points.count < 8000)
    let axis = chart.resolvedY
    #expect(axis.range.lowerBound <= -100 && axis.range.upperBound >= 100)
    let ys = points.map(\.y)
    let span = (ys.max() ?? 0) - (ys.min() ?? 0)
    // 200 of the range's units.
    let plotHeight = span / (200 / (axis.range.upperBound - axis.range.lowerBound))
    #expect(plotHeight > 200 && plotHeight < 416)
    #expect(zip(points, points.dropFirst()).allSatisfy { $0.x <= $1.x })
  }

  @Test("Bands, reference lines and annotations carry their words")
  func marks() throws {
    var chart = articleChart()
    chart.theme = .plain
    chart.x.kind = .linear
    chart.bands = [Band(.x, 10...40, color: Color(0xDDEFE3), label: "zone")]
    chart.referenceLines = [ReferenceLine(.x, at: 20, label: "here")]
    chart.annotations = [Annotation(x: 30, y: 0.005, text: "point")]
    let words = try drawn(chart).texts.map(\.text)
    #expect(["zone", "here", "point"].allSatisfy(words.contains))
    chart.referenceLines[0].value = 1e9
    let outside = try drawn(chart).texts.map(\.text)
    #expect(!outside.contains("here"), "outside the plot")
  }

  @Test(
    "Names of zones stand level above the plot, apart from one another",
    arguments: [
      [1.0, 2, 40, 60, 61, 62], [1, 3, 5, 7, 9, 68], [1, 64, 65, 66, 67, 68],
      [1, 20, 21, 22, 23, 68],
    ])
  func zoneNames(ends: [Double]) throws {
    var chart = articleChart()
    chart.theme = .plain
    chart.x.kind = .linear
    let names = ["too slow", "converging", "oscillating", "stuck", "saturated"]
    chart.bands = zip(names, zip(ends, ends.dropFirst())).map { name, range in
      Band(.x, range.0...range.1, color: Color(0x3366AA).withOpacity(0.14), label: name)
    }
    let drawing = try drawn(chart)
    let found = drawing.texts.filter { names.contains($0.text) }
    #expect(found.map(\.text).sorted() == names.sorted())
    // The zones are filled down to the foot of the plot from its upper edge.
    let top = try #require(
      drawing.fills.first { $0.1 == .color(chart.bands[0].color) }?.0.bounds.y)
    for (index, text) in found.enumerated() {
      #expect(!text.isVertical)
      #expect(text.bounds.maxY <= top + 1, "\(text.text)")
      #expect(text.bounds.x >= 0 && text.bounds.maxX <= Double(chart.size.width), "\(text.text)")
      for other in found[(index + 1)...] {
        let apart =
          text.bounds.maxX <= other.bounds.x || other.bounds.maxX <= text.bounds.x
          || text.bounds.maxY <= other.bounds.y + 1 || other.bounds.maxY <= text.bounds.y + 1
        #expect(apart, "\(text.text) on \(other.text)")
      }
    }
  }

  @Test("A legend names every series, and says how many it leaves out")
  func legend() throws {
    var chart = articleChart()
    chart.legend = .right
    chart.series = (1...60).map { Series(name: "run \($0)", values: [1, Double($0)]) }
    let words = try drawn(chart).texts.map(\.text)
    let named = words.filter { $0.hasPrefix("run ") }.count
    #expect(named > 5)
    #expect(words.contains("… and \(60 - named) more"))
  }

  @Test("A ring is a circle that is not filled")
  func ring() throws {
    let style = SeriesStyle(lineWidth: 0, marker: .ring, markerEvery: 1)
    let drawing = try drawn(
      Chart(
        title: "", x: Axis(), y: Axis(), series: [Series(name: "", values: [1, 2], style: style)]))
    func isEllipse(_ shape: Shape) -> Bool { if case .ellipse = shape { true } else { false } }
    #expect(drawing.strokes.count { isEllipse($0.0) } == 2)
    #expect(!drawing.fills.contains { isEllipse($0.0) })
  }
}
