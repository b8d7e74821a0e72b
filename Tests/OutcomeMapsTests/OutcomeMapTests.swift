import Backprop
import Charts
import LearningRateAnalysis
import NetworkPublishing
import Publishing
import TestSupport
import Testing
import Workbook

@testable import OutcomeMaps

@Suite("Maps of what becomes of the training")
struct OutcomeMapTests {
  private func map(
    _ x: String, _ y: String, epochs: Int = 68, rate: Double = 1, network: Network = .article,
    coloring: OutcomeMap.Coloring = .outcome
  ) throws -> OutcomeMap {
    try OutcomeMap(
      .init(
        x: MapAxis.parse(x, option: "--x"), y: MapAxis.parse(y, option: "--y"),
        learningRate: rate, epochs: epochs, network: network, coloring: coloring))
  }

  /// The article's network with one weight, input or target changed.
  private func article(_ change: (inout [[[Double]]], inout [Double], inout [Double]) -> Void)
    throws -> Network
  {
    var weights = Network.article.layers.map(\.weights)
    var inputs = Network.article.inputs
    var targets = Network.article.targets
    change(&weights, &inputs, &targets)
    return try Network(
      inputs: inputs, targets: targets, layers: weights.map { .init(weights: $0) })
  }

  /// Every point is what a sweep of the network with those numbers says.
  private func compare(
    _ map: OutcomeMap, _ network: (Double, Double) throws -> (Network, Double)
  ) throws {
    for (row, y) in map.yValues.enumerated() {
      for (column, x) in map.xValues.enumerated() {
        let (network, rate) = try network(x, y)
        let summary = try TableEvaluator(try TableDescription(network)).sweep(
          learningRates: [rate], epochs: map.settings.epochs)[0]
        let point = map.points[row * map.xValues.count + column]
        #expect(point.outcome == LearningRateDiagnosis(summary).outcome, "\(x), \(y)")
        #expect(point.epochTo1Percent == summary.epochTo1Percent, "\(x), \(y)")
        #expect(
          point.last.bitPattern == summary.last.bitPattern
            || point.last.isNaN && summary.last.isNaN, "\(x), \(y)")
      }
    }
  }

  @Test("A rate and a weight: each point is the sweep's, also where a block ends early")
  func rateAndWeight() throws {
    let map = try map("learning-rate=log:1:2000:70", "w5=-3:3:4", epochs: 1_000)
    try compare(map) { rate, weight in
      (try article { weights, _, _ in weights[1][0][0] = weight }, rate)
    }
    #expect(Set(map.points.map(\.outcome)).count >= 3)
  }

  @Test("Inputs, targets and the scale of all weights")
  func givens() throws {
    try compare(try map("i2=-2:2:5", "t1=0.1:0.9:3", rate: 30)) { input, target in
      (
        try article { _, inputs, targets in
          inputs[1] = input
          targets[0] = target
        }, 30
      )
    }
    try compare(try map("scale=-4:4:5", "learning-rate=1:100:3")) { scale, rate in
      (
        try article { weights, _, _ in
          weights = weights.map { $0.map { $0.map { $0 * scale } } }
        }, rate
      )
    }
  }

  @Test("Momentum, and none where it is zero")
  func momentum() throws {
    try compare(try map("momentum=0:0.9:4", "learning-rate=1:40:3")) { momentum, rate in
      let training = Network.Training(
        optimizer: momentum == 0 ? .gradientDescent : try Optimizer(.sgd, ["momentum": momentum]))
      return (try Network.article.trained(by: training), rate)
    }
  }

  @Test(
    "A rate for each layer: the diagonal is one rate for both")
  func layerRates() throws {
    let map = try map("layer-1-rate=1:4:4", "layer-2-rate=1:4:4")
    let sweep = try TableEvaluator(.article()).sweep(learningRates: map.xValues, epochs: 68)
    for index in 0..<4 {
      #expect(map.points[index * 4 + index].last.bitPattern == sweep[index].last.bitPattern)
      // Down the map only the second layer's rate grows.
      #expect(map.points[index * 4].last != sweep[index].last || index == 0)
    }
  }

  @Test("Biases are varied like weights, samples and other optimizers are trained as ever")
  func otherNetworks() throws {
    func network(_ bias: Double) throws -> Network {
      try Network(
        samples: [.init(inputs: [0, 1], targets: [1]), .init(inputs: [1, 1], targets: [0])],
        layers: [
          .init(
            weights: [[0.3, -0.4], [0.5, 0.6]], biases: .init([bias, 0.1], trained: true),
            activation: .tanh),
          .init(weights: [[0.7, -0.8]], biases: .init([0], trained: true)),
        ], training: .init(optimizer: try Optimizer(.adam), schedule: .constant))
    }
    let map = try map(
      "b1=-1:1:3", "learning-rate=log:0.01:1:3", epochs: 40, network: try network(0))
    try compare(map) { bias, rate in (try network(bias), rate) }
  }

  @Test("What the network does not have is refused")
  func refused() throws {
    #expect(throws: ReportError.self) { try map("w99=0:1:2", "w5=0:1:2") }
    #expect(throws: ReportError.self) { try map("a_h1=0:1:2", "w5=0:1:2") }
    #expect(throws: ReportError.self) { try map("w5=0:1:2", "w5=0:1:3") }
    #expect(throws: ReportError.self) { try map("w5=0:1:2", "scale=0:1:2") }
    #expect(throws: ReportError.self) { try map("layer-3-rate=1:2:2", "w5=0:1:2") }
    #expect(throws: ReportError.self) { try map("w5=0:1:4000", "w6=0:1:4000") }
    let adam = try Network.article.trained(by: .init(optimizer: try Optimizer(.adam)))
    #expect(throws: ReportError.self) {
      try map("momentum=0:0.5:2", "w5=0:1:2", network: adam)
    }
  }

  @Test("The figure has a color for each kind, the same as its words; files are the same each time")
  func files() throws {
    let map = try map("learning-rate=log:1:1e5:30", "w5=-3:3:20")
    let figure = map.figure(theme: .plain)
    #expect(figure.categories.count == map.kinds.categories.count)
    #expect(figure.values.allSatisfy { $0 >= 0 && $0 < Double(figure.categories.count) })
    #expect(figure.altText.contains("Shares: ") && figure.altText.contains("saturated"))
    let byLoss = try self.map("learning-rate=1:100:3", "w5=-3:3:3", coloring: .loss)
    #expect(byLoss.figure(theme: .plain).categories.isEmpty)
    let folder = try TemporaryFolder()
    let first = try map.publish(to: Publisher(folder: folder.path))
    #expect(Set(first.map(\.name)).isSuperset(of: ["map/map.csv", "map/map.xlsx", "map/map.json"]))
    #expect(first.contains { $0.name == "map/figures/map.svg" })
    let second = try map.publish(to: Publisher(folder: folder.path))
    #expect(second.allSatisfy { !$0.changed })
    #expect(try folder.text("map/figures/map.svg").contains("image/png"))
    let lines = String(decoding: map.csv, as: UTF8.self).split(separator: "\r\n")
    #expect(lines.count == 601)
    #expect(lines[0] == "learning-rate,w5,epoch_to_1_percent,last_loss,verdict")
  }

  @Test("Numbers that leave the range are marked and end nothing")
  func overflow() throws {
    let network = try Network(
      inputs: [1], targets: [0], layers: [.init(weights: [[1]], activation: .linear)])
    let map = try map("learning-rate=log:0.1:1e200:5", "w1=-1:1:2", network: network)
    #expect(map.points.contains { $0.outcome == .overflowed })
    #expect(String(decoding: map.csv, as: UTF8.self).contains(",overflowed"))
    #expect(OutcomeMapBook(map: map, created: 0).book.cellCount > 0)
  }

  @Test("What a map cannot vary is refused with what it can")
  func unknown() throws {
    for name in ["h1", "E_tot", "∂E/∂w1", "w9", "nothing"] {
      let error = #expect(throws: ReportError.self) { try map("\(name)=0:1:2", "w5=0:1:2") }
      let message = error?.message ?? ""
      #expect(message.hasPrefix("A map cannot vary '\(name)'"), "\(message)")
      #expect(
        message.hasSuffix(
          "t varies learning-rate, layer-1-rate, layer-2-rate, momentum, scale, t1, t2, i1, i2, w1, "
            + "w2, w3, w4, w5, w6, w7, w8."), "\(message)")
    }
    let near = #expect(throws: ReportError.self) { try map("momemtum=0:0.5:2", "w5=0:1:2") }
    #expect(near?.message.contains("did you mean momentum?") == true)
  }
}
