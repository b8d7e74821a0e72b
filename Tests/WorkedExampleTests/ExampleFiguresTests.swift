import Backprop
import Charts
import Figures
import Testing

@testable import WorkedExample

@Suite("The figures of the worked example")
struct ExampleFiguresTests {
  @Test("There is one of the network, the sigmoid, the leading loss, each rate, and all together")
  func names() throws {
    let example = try WorkedExample(WorkedExampleSettings())
    #expect(
      example.figures.map(\.name) == [
        "network", "sigmoid", "loss-68-epochs", "loss-lr-0.1", "loss-lr-0.2", "loss-lr-0.5",
        "loss-lr-0.8", "loss-lr-1", "loss-lr-2", "loss-lr-1000", "sweep",
      ])
    #expect(example.figuresByUse.shown.map(\.name) == ["network", "loss-68-epochs"])
    #expect(example.figuresByUse.others.count == 9)
  }

  @Test("The loss plot is the article's: size, colors, ticks and labels")
  func articleLoss() throws {
    let example = try WorkedExample(WorkedExampleSettings())
    let chart = example.lossChart(try #require(example.table(learningRate: 1)))
    #expect(chart.size == Chart.Size(width: 774, height: 416))
    #expect(chart.title == "LOSS, η = 1" && chart.name == "Loss at η = 1")
    #expect(chart.theme.background == Color(0x4472C4))
    #expect(chart.style(at: 0).color == .white && chart.style(at: 0).lineWidth == 3)
    #expect(chart.series[0].dropLines?.fadedOpacity == 0)
    #expect(chart.resolvedX.labels == stride(from: 1, through: 66, by: 5).map { "\($0)" })
    #expect(
      chart.resolvedY.labels
        == ["0", "0.002", "0.004", "0.006", "0.008", "0.01", "0.012", "0.014", "0.016"])
    let saturated = example.lossChart(try #require(example.table(learningRate: 1000)))
    #expect(
      saturated.resolvedY.labels == ["0", "0.05", "0.1", "0.15", "0.2", "0.25", "0.3"])
  }

  @Test("The words of a loss plot carry its numbers")
  func words() throws {
    let example = try WorkedExample(WorkedExampleSettings())
    let chart = example.lossChart(try #require(example.table(learningRate: 1)))
    #expect(
      chart.altText == """
        Line chart “LOSS, η = 1”. Loss falls from 0.01418 to 0.0001968 over 68 epochs at η = 1; \
        monotone; steepest between epochs 1 and 2.
        """)
  }

  @Test("A figure says which curves end because their numbers do")
  func notFinite() throws {
    var settings = WorkedExampleSettings()
    settings.network = try Network(
      inputs: [1], targets: [0.5], layers: [.init(weights: [[1]], activation: .linear)])
    settings.learningRates = [0.5, 1e80]
    settings.epochs = 8
    let example = try WorkedExample(settings)
    let end = try #require(example.tables[1].losses.firstIndex { !$0.isFinite })
    let words =
      "Not finite: η = 1e+80 from epoch \(end - example.tables[1].losses.startIndex + 1) on."
    #expect(example.overlayChart().note == words)
    #expect(example.lossChart(example.tables[1]).note == words)
    #expect(example.lossChart(example.tables[0]).note.isEmpty)
  }

  @Test("The network shows its weights, in the plain look also the values of the first epoch")
  func network() throws {
    let example = try WorkedExample(WorkedExampleSettings(theme: .plain))
    let plain = example.networkDiagram()
    #expect(plain.connections.map(\.label).contains("w8 = 0.55"))
    #expect(plain.layers[1][0].value == "0.0275")
    #expect(plain.layers[1][0].activationValue == "0.506875")
    #expect(plain.targets == ["t1 = 0.5", "t2 = 0.5"])
    #expect(plain.errors == ["E1 = ½ · (t1 − a_o1)²", "E2 = ½ · (t2 − a_o2)²"])
    #expect(plain.totalValue == "0.01418" && plain.errorValues.count == 2)
    let article = example.networkDiagram(theme: .article)
    #expect(article.totalValue == nil && article.errorValues.isEmpty)
    #expect(article.layers.joined().allSatisfy { $0.value == nil && $0.activationValue == nil })
  }

  @Test("Other networks get figures of their own activations, and biases beside their neurons")
  func otherNetwork() throws {
    let network = try Network(
      inputs: [1], targets: [0.5],
      layers: [
        Network.Layer(
          weights: [[0.1], [0.2], [0.3]], biases: Network.Biases([0.1, 0.2, 0.3], trained: true),
          activation: .tanh),
        Network.Layer(weights: [[0.1, 0.2, 0.3]], activation: .relu),
      ])
    let example = try WorkedExample(
      WorkedExampleSettings(learningRates: [0.5], epochs: 3, network: network))
    #expect(
      example.figures.map(\.name) == ["network", "tanh", "relu", "loss-3-epochs", "loss-lr-0.5"])
    #expect(example.networkDiagram().layers[1].map(\.bias) == ["b1 = 0.1", "b2 = 0.2", "b3 = 0.3"])
    let rendered = try FigureRendering.render(example.figures)
    #expect(rendered.allSatisfy { !$0.png.isEmpty && !$0.svg.isEmpty && !$0.altText.isEmpty })
  }

  @Test(
    "Every activation is drawn with its slope",
    arguments: Activation.allCases.filter { $0 != .softmax })
  func activation(activation: Activation) {
    let chart = ActivationCurve(activation).chart(theme: .plain)
    let middle = chart.series[0].x.firstIndex(of: 0) ?? 0
    let values = chart.series[0].y
    var slopes = chart.series[1].y
    if activation == .relu {
      #expect(slopes[middle...].prefix(4).map { $0.isNaN ? -1 : $0 } == [0, -1, 1, 1])
      #expect(chart.series[1].x[middle...].prefix(3).allSatisfy { $0 == 0 })
      slopes.removeSubrange(middle + 1...middle + 2)
    }
    // The slope is the central difference of the curve, but for the corner of ReLU.
    for index in 1..<values.count - 1 where index != middle {
      let difference = (values[index + 1] - values[index - 1]) / 0.1
      #expect(abs(difference - slopes[index]) < 1e-3)
    }
    #expect(chart.altText.contains("through \(AltText.number(values[middle])) at 0"))
  }

  @Test("Files come in two sizes of PNG and as SVG, and as PDF where it is asked for")
  func formats() throws {
    let figure = NamedFigure("sigmoid", ActivationCurve(.sigmoid).chart(theme: .plain))
    let standard = try FigureRendering.render([figure])
    #expect(standard[0].files.map(\.ending) == [".png", "@2x.png", ".svg"])
    let pdf = try FigureRendering.render([figure], formats: [.pdf])
    #expect(pdf[0].files.map(\.ending) == [".pdf"])
    #expect(pdf[0].png.isEmpty && pdf[0].svg.isEmpty)
  }

  @Test("Figures rendered side by side are those rendered alone, in the order given")
  func parallel() throws {
    let figures = try WorkedExample(WorkedExampleSettings(epochs: 9)).figures
    let together = try FigureRendering.render(figures)
    #expect(together.map(\.name) == figures.map(\.name))
    for (figure, rendered) in zip(figures, together) {
      let alone = try FigureRendering.render([figure])
      #expect(alone[0].png2x == rendered.png2x && alone[0].svg == rendered.svg)
    }
  }
}
