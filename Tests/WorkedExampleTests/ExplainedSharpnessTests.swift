import Backprop
import Foundation
import Publishing
import TestSupport
import Testing
import TextFormats

@testable import ExplainedNumbers

@Suite("The sharpness explained")
struct ExplainedSharpnessTests {
  struct Reference: Decodable {
    var sharpness: Double
    var eigenvalues: [Double]
  }

  @Test(
    "Gives PyTorch's eigenvalues, the limits and what they say", arguments: ["31", "75", "200"])
  func article(rate: String) throws {
    let reference = try JSONDecoder().decode(
      [Reference].self, from: Data(Fixture.bytes("stability/article-\(rate).json")))
    let value = try #require(Double(rate))
    for epoch in [1, 2, 68] {
      let found = try ExplainedSharpness(network: .article, epoch: epoch, learningRate: value)
      let expected = reference[epoch - 1]
      for (own, wanted) in zip(found.eigenvalues, expected.eigenvalues) {
        #expect(abs(own - wanted) <= 1e-8 * max(expected.sharpness, 1e-3))
      }
      let isAbove = value * expected.sharpness > 2
      #expect(found.verdict.contains(isAbove ? "cannot stay here" : "can stay here"))
      #expect(found.json["sharpness"]?.number == found.sharpness)
    }
  }

  @Test("The text has the matrix, the eigenvalues and the limits; Markdown the same")
  func text() throws {
    let found = try ExplainedSharpness(network: .article, epoch: 1, learningRate: 100)
    for text in [found.text, found.markdown] {
      #expect(text.contains("2/λ") && text.contains("1/λ") && text.contains("0.02675"))
      #expect(text.contains("ηλ = 2.675 is above 2"))
    }
    #expect(found.text.contains("∂²E") && found.text.contains("w8"))
  }

  @Test("ReLU's curvature is that of a piece; other optimizers have no limit")
  func remarks() throws {
    let relu = try Network(
      inputs: [1], targets: [1],
      layers: [
        .init(weights: [[1]], activation: .relu), .init(weights: [[0.5]], activation: .linear),
      ], training: .init(optimizer: try Optimizer(.adam)))
    let found = try ExplainedSharpness(network: relu, epoch: 1, learningRate: 0.1)
    #expect(found.text.contains("of the linear piece"))
    #expect(found.verdict.contains("There is no limit of the rate: adam divides"))
    #expect(found.json["stabilityLimit"] == .null)
  }

  @Test("At the limit itself a step neither stays nor leaves")
  func border() throws {
    // E = ½ (1 − 2w)²: λ is 4 everywhere, so that the limit is 0.5.
    let network = try Network(
      inputs: [2], targets: [1], layers: [.init(weights: [[0.3]], activation: .linear)])
    for (rate, words) in [
      (0.49, "can stay here"), (0.5, "leads to the other side"), (0.51, "cannot stay here"),
    ] {
      let found = try ExplainedSharpness(network: network, epoch: 1, learningRate: rate)
      #expect(found.verdict.contains(words), "\(rate): \(found.verdict)")
    }
  }

  @Test("Numbers out of range are said, and an epoch out of range is refused")
  func limits() throws {
    let network = try Network(
      inputs: [1], targets: [0],
      layers: [
        .init(weights: [[1]], activation: .linear), .init(weights: [[1]], activation: .linear),
      ])
    let found = try ExplainedSharpness(network: network, epoch: 60, learningRate: 1e100)
    #expect(found.verdict.contains("not finite"))
    #expect(found.text.contains("not finite"))
    #expect(throws: ReportError.self) {
      try ExplainedSharpness(network: network, epoch: 0, learningRate: 1)
    }
  }

  @Test("Where a schedule changes the rate, that of the epoch decides; of several steps the first")
  func scheduled() throws {
    // E = ½ (1 − 2w)²: λ is 4 everywhere. 1.5 is above 2/λ, a quarter of it below.
    let network = try Network(
      samples: [.init(inputs: [2], targets: [1]), .init(inputs: [2], targets: [1])],
      layers: [.init(weights: [[0.3]], activation: .linear)],
      training: .init(
        batchSize: 1, schedule: Schedule(ConfiguredMethod(.exponential, ["gamma": 0.5]))))
    for (epoch, product, words) in [(1, 6.0, "cannot stay here"), (3, 1.5, "can stay here")] {
      let found = try ExplainedSharpness(network: network, epoch: epoch, learningRate: 1.5)
      #expect(abs(found.product - product) < 1e-12)
      #expect(found.json["etaTimesLambda"]?.number == found.product)
      #expect(found.verdict.contains(words), "\(epoch): \(found.verdict)")
      #expect(found.text.contains("the epoch's first step, over its 1 of 2 samples"))
      #expect(found.markdown.contains("\(1.5 * (epoch == 1 ? 1 : 0.25)), the rate of this epoch"))
    }
  }
}
