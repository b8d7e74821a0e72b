import Backprop
import NetworkFiles
import Publishing
import TestSupport
import Testing
import Workbook
import WorkedExample
import WorkedExampleWorkbook

@testable import Reporting

@Suite("The documents of a network of one's own")
struct OwnNetworkDocumentTests {
  private func markdown(
    _ network: Network, source: NetworkSource? = nil, epochs: Int = 8
  ) throws -> String {
    let folder = try TemporaryFolder()
    let settings = WorkedExampleSettings(
      learningRates: [0.1, 0.2], epochs: epochs, network: network, networkFile: source)
    let documents = try ReportDocuments(
      example: WorkedExample(settings), provenance: .current,
      templates: BuiltProgram.packageRoot + "/templates")
    try documents.publish(to: Publisher(folder: folder.path))
    return try folder.text("report.md")
  }

  @Test("Several samples: one is followed, the table has all, and the formulas are TeX")
  func samples() throws {
    let (network, source) = try NetworkFile.read(
      Fixture.path("networks/classes-minibatch-nesterov-decay.yaml"))
    let text = try markdown(network, source: source)
    // Numbers of the file.
    #expect(text.contains("| sample | `i1` | `i2` | `i3` | `t1` | `t2` |"))
    #expect(text.contains("\n| 1 | 0.247 | 0.909 | -0.762 | 0 | 1 |\n"))
    #expect(text.contains("\n| 5 | -0.265 | -0.408 | -0.134 | 1 | 0 |\n"))
    #expect(text.contains("first epoch, for the first of the 5 samples; every other goes the same"))
    // The logarithm that the outputs subtract is shown where it is subtracted.
    #expect(text.contains("\n| $\\mathrm{lse}^{[1]}$ | $\\ln"))
    #expect(text.contains("\n| $E^{[1]}$ | $E_{1}^{[1]} + E_{2}^{[1]}$ |"))
    #expect(!text.contains("E_{\\mathrm{tot}}^{["))
    #expect(text.contains("The next step reads the next samples"))
    #expect(text.contains("it is taken of the loss of the epoch's first step"))
    #expect(text.contains("has the rate that the schedule gives the epoch"))
  }

  @Test("Every activation is explained, and none that is not there")
  func activations() throws {
    let (network, _) = try NetworkFile.read(
      Fixture.path("networks/classes-minibatch-nesterov-decay.yaml"))
    let text = try markdown(network)
    #expect(text.contains("**Leaky ReLU** passes") && text.contains("The **softmax** divides"))
    #expect(!text.contains("igmoid"))
    let (other, _) = try NetworkFile.read(Fixture.path("networks/xor-squared.yaml"))
    let mixed = try markdown(other)
    #expect(mixed.contains("**hyperbolic tangent**") && mixed.contains("The **sigmoid**,"))
    // TeX refuses a second upper index.
    #expect(mixed.contains("\\left(a_{h1}^{[1]}\\right)^{2}"))
    #expect(mixed.firstMatch(of: /\]\}\^\{/) == nil)
  }

  @Test("The settings name the network and how it is trained; the article is no source")
  func settings() throws {
    let (network, source) = try NetworkFile.read(
      Fixture.path("networks/classes-minibatch-nesterov-decay.yaml"))
    let text = try markdown(network, source: source)
    for line in [
      "| network | 3-3-2 leaky relu, softmax with biases (classes-minibatch-nesterov-decay.yaml) |",
      "| loss | cross entropy |", "| samples | 5 |", "| batch | 2 samples, 3 steps an epoch |",
      "| optimizer | sgd momentum=0.8 nesterov=true weight decay=0.01 |",
      "| schedule | step size=4 gamma=0.5 |",
    ] {
      #expect(text.contains("\n\(line)\n"), "\(line)")
    }
    #expect(!text.contains("Shilpaj") && !text.contains("### Sources"))
  }

  @Test("What is cut off is said, with how much there is and where the rest stands")
  func rest() throws {
    // 34 and 17 weights, with two inputs and a target.
    let first = Initialization.xavier.draw(neurons: 17, inputs: 2, seed: 1, layer: 0)
    let second = Initialization.xavier.draw(neurons: 1, inputs: 17, seed: 1, layer: 1)
    let text = try markdown(
      try Network(
        inputs: [0.1, 0.2], targets: [0.3],
        layers: [.init(weights: first.weights), .init(weights: second.weights)]))
    #expect(text.contains("These are the first 48 of 54; the sheet Inputs"))
    #expect(text.contains("These are the first 48 of 51; `report explain` checks any of them."))
    #expect(text.contains("whose sheet Stability has $\\lambda$ as values"))
    let small = try markdown(
      try Network(inputs: [1], targets: [0], layers: [.init(weights: [[1]])]))
    #expect(!small.contains("These are the first"))
    #expect(small.contains("The sheet Stability of the workbook has it\nas live formulas."))
  }

  @Test("Where the optimizer leaves no limit, no product of rate and sharpness is shown")
  func noLimit() throws {
    let (network, _) = try NetworkFile.read(Fixture.path("networks/classes-softmax-adam.yaml"))
    let text = try markdown(network)
    #expect(text.contains("There is no limit to show: adam divides"))
    #expect(text.contains("\n| $\\eta$ | largest loss / first | last loss | verdict |\n"))
    #expect(!text.contains("\\eta\\lambda"))
    #expect(text.contains("rates that were\ntried, each of three digits, "))
  }

  @Test("The check of the gradients is said to stand where it stands")
  func check() throws {
    let (network, _) = try NetworkFile.read(
      Fixture.path("networks/classes-minibatch-nesterov-decay.yaml"))
    let example = try WorkedExample(
      WorkedExampleSettings(learningRates: [0.1, 0.2], epochs: 8, network: network))
    let sheets = try example.book(figures: [], created: SourceDate.standard).sheets.map(\.name)
    let text = try markdown(network)
    #expect(
      text.contains("on the sheet Gradient check") == sheets.contains("Gradient check"))
    #expect(text.contains("in the folded columns") == !sheets.contains("Gradient check"))
  }
}
