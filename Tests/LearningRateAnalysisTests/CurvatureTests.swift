import Foundation
import TestSupport
import Testing

@testable import Backprop
@testable import LearningRateAnalysis

@Suite("Second derivatives")
struct CurvatureTests {
  /// What PyTorch's `hessian` and NumPy's `eigvalsh` give in float64, an entry an epoch.
  struct Reference: Decodable {
    var epoch: Int
    var sharpness: Double
    var eigenvalues: [Double]
  }

  @Test(
    "The article's network has the spectrum that PyTorch and NumPy give, in every epoch",
    arguments: ["0.1", "1", "31", "60", "75", "200", "700", "1000"])
  func article(rate: String) throws {
    let reference = try JSONDecoder().decode(
      [Reference].self, from: Data(Fixture.bytes("stability/article-\(rate).json")))
    let table = TableDescription.article()
    let computed = try TableEvaluator(table).tables(
      learningRates: [try #require(Double(rate))], epochs: 68)[0]
    let curvature = Curvature(table)
    #expect(reference.count == 68)
    for expected in reference {
      let values = computed.row(expected.epoch - 1)
      let found = curvature.spectrum(at: values)
      let scale = max(expected.sharpness.magnitude, 1e-12)
      for (value, wanted) in zip(found, expected.eigenvalues) {
        #expect((value - wanted).magnitude <= 1e-8 * scale, "epoch \(expected.epoch)")
      }
      #expect(found.count == expected.eigenvalues.count)
      #expect(curvature.sharpness(at: values) == found.last)
    }
  }

  @Test("The entries written out as expressions are those that dual numbers carry")
  func expressions() throws {
    for network in [Network.article, try Self.deep] {
      let table = try TableDescription(network)
      let entries = table.hessianColumns
      let count = table.parameters.count
      #expect(entries.count == count * (count + 1) / 2)
      let computed = try TableEvaluator(table).tables(learningRates: [0.5], epochs: 5)[0]
      let values = computed.row(4)
      let hessian = try #require(Curvature(table).hessian(at: values))
      var place = 0
      for row in 0..<count {
        for column in 0...row {
          let entry = entries[place]
          place += 1
          #expect(
            entry.symbol == table.parameters[row].curvature(with: table.parameters[column]))
          let value = entry.recurrence.value { symbol, _ in
            table.index(of: symbol).map { values[$0] } ?? .nan
          }
          let expected = hessian[row, column]
          #expect((value - expected).magnitude <= 1e-13 + 1e-11 * expected.magnitude)
        }
      }
    }
  }

  @Test("A linear network has the curvature of a parabola: the input times itself")
  func parabola() throws {
    // E = ½ (t − w1·i1 − w2·i2)², whose second derivatives are i1², i1·i2 and i2².
    let network = try Network(
      inputs: [3, 4], targets: [1],
      layers: [.init(weights: [[0.5, -0.25]], activation: .linear)])
    let table = try TableDescription(network)
    let computed = try TableEvaluator(table).tables(learningRates: [0.01], epochs: 3)[0]
    let hessian = try #require(Curvature(table).hessian(at: computed.row(2)))
    #expect(hessian.entries == [9, 12, 12, 16])
    let (values, vectors) = hessian.eigenvectors()
    #expect(values[0].magnitude < 1e-14 && (values[1] - 25).magnitude < 1e-13)
    #expect((vectors[1][0] / vectors[1][1] - 0.75).magnitude < 1e-14)
    // Steps below 2/25 shrink the error and those above make it grow: here 2/λ is exact.
    let losses = try TableEvaluator(table).losses(learningRates: [0.0799, 0.0801], epochs: 40)
    #expect(losses[39, 0] < losses[0, 0] && losses[39, 1] > losses[0, 1])
  }

  @Test("Lanczos' iteration finds the largest eigenvalue of the full spectrum")
  func lanczos() throws {
    let table = try TableDescription(try Self.deep)
    let computed = try TableEvaluator(table).tables(learningRates: [0.5], epochs: 3)[0]
    let values = computed.row(2)
    let curvature = Curvature(table)
    let spectrum = curvature.spectrum(at: values)
    let found = Lanczos(size: table.parameters.count) { curvature.product($0, at: values) }
    let largest = try #require(spectrum.last)
    #expect((found.largest - largest).magnitude <= 1e-11 * largest.magnitude)
  }

  @Test("A network beyond the limit of the full spectrum has its sharpness all the same")
  func large() throws {
    let inputs = (0..<24).map { Double($0 % 5) / 5 - 0.3 }
    func weights(_ rows: Int, _ columns: Int, _ shift: Int) -> [[Double]] {
      (0..<rows).map { row in
        (0..<columns).map { Double((row * 7 + $0 * 3 + shift) % 11) / 11 - 0.45 }
      }
    }
    let network = try Network(
      inputs: inputs, targets: [0.2, 0.7, 0.4],
      layers: [.init(weights: weights(16, 24, 1)), .init(weights: weights(3, 16, 2))])
    let table = try TableDescription(network)
    #expect(table.parameters.count > Curvature.spectrumLimit)
    let values = try TableEvaluator(table).tables(learningRates: [0.5], epochs: 1)[0].row(0)
    let curvature = Curvature(table)
    let sharpness = try #require(curvature.sharpness(at: values))
    let largest = try #require(curvature.spectrum(at: values).last)
    #expect((sharpness - largest).magnitude <= 1e-10 * largest.magnitude)
    #expect(table.hessianColumns.isEmpty)
  }

  @Test("Numbers that are not finite are marked, and no parameters have no curvature")
  func edges() throws {
    let table = TableDescription.article()
    var values = try TableEvaluator(table).tables(learningRates: [0.5], epochs: 1)[0].row(0)
    values[try #require(table.index(of: "w5"))] = .nan
    let curvature = Curvature(table)
    #expect(curvature.sharpness(at: values)?.isNaN == true)
    #expect(curvature.spectrum(at: values).count == 8)
    #expect(curvature.spectrum(at: values).allSatisfy { $0.isNaN })
  }

  /// Two hidden layers, biases, three kinds of activation.
  private static var deep: Network {
    get throws {
      try Network(
        inputs: [0.3, -0.7], targets: [0.4],
        layers: [
          .init(
            weights: [[0.4, -0.2], [0.1, 0.6]], biases: .init([0.1, -0.3], trained: true),
            activation: .tanh),
          .init(
            weights: [[0.5, -0.4], [-0.3, 0.8]], biases: .init([0.2, 0.05], trained: true),
            activation: .sigmoid),
          .init(
            weights: [[0.7, -0.6]], biases: .init([0.1], trained: true), activation: .linear),
        ])
    }
  }
}
