import ConvNet
import Datasets
import Testing

@testable import LiveClassifier

@Suite("A patch of the image grayed out")
struct PatchTests {
  /// The article's network, and others whose squares begin and end differently.
  private static var architectures: [Architecture] {
    func network(_ stages: [(outputs: Int, kernel: Int, isPooled: Bool)]) -> Architecture {
      var inputs = 1
      var architecture = Architecture.article
      architecture.stages = stages.enumerated().map { index, stage in
        defer { inputs = stage.outputs }
        return Architecture.Stage(
          name: "conv\(index)", normName: "norm\(index)", inputChannels: inputs,
          outputChannels: stage.outputs, kernel: stage.kernel, isPooled: stage.isPooled)
      }
      return architecture
    }
    return [
      .article, network([(3, 5, true), (4, 5, true), (10, 3, false)]),
      network([(2, 4, true), (3, 2, true), (5, 2, false), (10, 1, true)]),
      network([(2, 2, false), (3, 1, true), (3, 3, true), (10, 3, true)]),
      network([(2, 15, false), (10, 3, true)]), network([(10, 1, false)]),
    ]
  }

  @Test("Computed where it differs, the network says what it says of the whole gray image")
  func localComputation() throws {
    let digits = DrawnDigits.dataset(seed: 3, trainingCount: 10, testCount: 10).test
    for (number, architecture) in Self.architectures.enumerated() {
      #expect(architecture.problem == nil)
      let network = FoldedNetwork(NetworkState(architecture, seed: UInt64(number + 1)))
      let pixels = digits.pixels[number * 784..<(number + 1) * 784].map(Double.init)
      let reading = Reading(pixels: pixels, network: network)
      var changed = 0
      for patch in 0..<49 {
        let (row, column) = patch.quotientAndRemainder(dividingBy: 7)
        let gray = patch.isMultiple(of: 2) ? 33.0 : 255
        let grayed = pixels.enumerated().map { index, value in
          index / 28 / 4 == row && index % 28 / 4 == column ? gray : value
        }
        let whole = Reading(pixels: grayed, network: network)
        let part = PatchReading(reading, network, row: row, column: column, gray: gray)
        // The same sums in the same order.
        #expect(part.classes.scores == whole.scores, "network \(number), patch \(patch)")
        if part.classes != reading.classes { changed += 1 }
      }
      // A max pool or a ReLU may let none of a patch through.
      #expect(changed >= 20, "network \(number)")
    }
  }

  @Test("For the article's network a patch takes a third of the cells")
  func size() throws {
    let network = FoldedNetwork(NetworkState(.article, seed: 1))
    let reading = Reading(pixels: [Double](repeating: 0, count: 784), network: network)
    let patch = PatchReading(reading, network, row: 0, column: 6)
    #expect(patch.cellCount < FoldedNetwork.cellCount(.article) / 2)
    // The receptive field of four pixels after 1, 2, 3 and 4 kernels of 3×3.
    #expect(patch.regions.prefix(5).map(\.size) == [4, 6, 8, 10, 12])
  }
}
