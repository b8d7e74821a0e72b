import Backprop
import Foundation
import LearningRateAnalysis
import NetworkFiles
import TestSupport
import Testing
import WorkedExample
import WorkedExampleWorkbook

/// Networks of `Tests/Fixtures/networks`, trained by PyTorch in float64 for 40 steps.
@Suite("Networks that PyTorch has trained")
struct NetworkFixtureTests {
  private struct Training: Decodable {
    let rate: Double
    let steps: [[String: Double]]
  }

  @Test(
    "Loss, parameters and gradients of every step are PyTorch's",
    arguments: [
      "classes-minibatch-nesterov-decay", "classes-softmax-adam", "deep-sum-adagrad-cosine",
      "regression-online-rmsprop", "xor-binary-cross-entropy-momentum", "xor-squared",
    ])
  func training(name: String) throws {
    let expected = try JSONDecoder().decode(
      Training.self, from: Data(Fixture.bytes("networks/\(name).json")))
    let (network, _) = try NetworkFile.read(Fixture.path("networks/\(name).yaml"))
    let table = try TableEvaluator(try TableDescription(network)).tables(
      learningRates: [expected.rate], epochs: 40)[0]
    #expect(expected.steps.count == 40 && table.rows >= 40)
    for (row, step) in expected.steps.enumerated() {
      for (key, value) in step where key != "step" {
        let found: Double
        if key == "eta" {
          let rates = table.column(.learningRate)
          found = rates.map { $0[$0.startIndex + row] } ?? table.learningRate
          #expect(
            network.training.schedule.rate(
              expected.rate, inEpoch: row / network.stepsPerEpoch + 1) == found)
        } else {
          let column = try #require(table.column(Symbol(key)), "\(key)")
          found = column[column.startIndex + row]
        }
        #expect(
          (found - value).magnitude <= 1e-9 * value.magnitude, "\(key) in step \(row + 1)")
      }
    }
  }

  private struct Reference: Decodable {
    let epoch: Int
    let sharpness: Double
    let eigenvalues: [Double]
  }

  @Test("The curvature of XOR with four samples is that of PyTorch and NumPy in every epoch")
  func curvature() throws {
    let reference = try JSONDecoder().decode(
      [Reference].self, from: Data(Fixture.bytes("stability/xor-squared-1.json")))
    let (network, _) = try NetworkFile.read(Fixture.path("networks/xor-squared.yaml"))
    let description = try TableDescription(network)
    let table = try TableEvaluator(description).tables(
      learningRates: [1], epochs: try #require(reference.last).epoch)[0]
    let curvature = Curvature(description)
    for expected in reference {
      let found = curvature.spectrum(at: table.row(expected.epoch - 1))
      #expect(found.count == expected.eigenvalues.count)
      for (value, wanted) in zip(found, expected.eigenvalues) {
        #expect(
          (value - wanted).magnitude <= 1e-8 * expected.sharpness.magnitude,
          "epoch \(expected.epoch)")
      }
    }
  }

  @Test(
    "The manifest keeps all of a network's description",
    arguments: ["classes-minibatch-nesterov-decay", "deep-sum-adagrad-cosine", "xor-squared"])
  func manifest(name: String) throws {
    let (network, _) = try NetworkFile.read(Fixture.path("networks/\(name).yaml"))
    let settings = WorkedExampleSettings(learningRates: [0.1], epochs: 40, network: network)
    #expect(try WorkedExampleSettings(json: settings.json).network == network)
  }

  @Test("The CSV of minibatches begins with epoch and step, a row a step")
  func minibatchTable() throws {
    let (network, _) = try NetworkFile.read(
      Fixture.path("networks/classes-minibatch-nesterov-decay.yaml"))
    let example = try WorkedExample(
      WorkedExampleSettings(learningRates: [0.1], epochs: 5, network: network))
    let lines = example.csv(example.tables[0]).split(separator: "\r\n")
    #expect(lines.count == 16)
    #expect(lines[0].hasPrefix("epoch,step,"))
    #expect(lines[1...4].map { String($0.prefix(4)) } == ["1,1,", "1,2,", "1,3,", "2,4,"])
  }

  @Test("A schedule that a run does not come to the end of is refused")
  func longSchedule() throws {
    let (network, _) = try NetworkFile.read(Fixture.path("networks/deep-sum-adagrad-cosine.yaml"))
    #expect(throws: (any Error).self) {
      _ = try WorkedExample(
        WorkedExampleSettings(learningRates: [0.1], epochs: 39, network: network))
    }
  }
}
