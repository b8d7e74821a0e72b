import Foundation
import Testing

@testable import Datasets

@Suite("Batches")
struct BatchTests {
  /// 70 images, each of one gray that is the same as its place in the set.
  static let set = LabeledImages(
    pixels: (0..<70 * 784).map { UInt8($0 / 784) }, labels: (0..<70).map { UInt8($0 % 10) })

  private func fill(_ batches: Batches, _ positions: Range<Int>) -> ([Float], [Int32]) {
    var pixels = [Float](repeating: .nan, count: positions.count * 784)
    var labels = [Int32](repeating: -1, count: positions.count)
    pixels.withUnsafeMutableBufferPointer { pixels in
      labels.withUnsafeMutableBufferPointer { labels in
        batches.fill(positions, pixels: pixels, labels: labels)
      }
    }
    return (pixels, labels)
  }

  @Test("A short last batch is kept, and each image comes once")
  func lastBatch() {
    let batches = Batches.training(Self.set, batchSize: 32, seed: 1, epoch: 1)
    #expect(batches.count == 3)
    #expect((0..<3).map { batches.positions(ofBatch: $0) } == [0..<32, 32..<64, 64..<70])
    #expect(batches.order.sorted() == (0..<70).map { Int32($0) })
    #expect(batches.order != (0..<70).map { Int32($0) })
    #expect(Batches.training(Self.set, batchSize: 70, seed: 1, epoch: 1).count == 1)
  }

  @Test("The order depends on seed and epoch, and differs between training and test")
  func order() {
    let order = { (seed: UInt64, epoch: Int) in
      Batches.training(Self.set, batchSize: 32, seed: seed, epoch: epoch).order
    }
    #expect(order(1, 1) == order(1, 1))
    #expect(Set([order(1, 1), order(1, 2), order(2, 1)]).count == 3)
    #expect(Batches.test(Self.set, batchSize: 32, seed: 1, epoch: 1).order != order(1, 1))
    let plain = Batches.training(Self.set, batchSize: 9, seed: 1, epoch: 1, isShuffled: false)
    #expect(plain.order == (0..<70).map { Int32($0) })
  }

  @Test("Numbers and labels belong to the image that the order names")
  func content() {
    let batches = Batches.test(Self.set, batchSize: 32, seed: 5, epoch: 2)
    let (pixels, labels) = fill(batches, 32..<64)
    for row in 0..<32 {
      let index = Int(batches.order[32 + row])
      #expect(labels[row] == Int32(index % 10))
      #expect(pixels[row * 784 + 391] == Normalization.test.table[index])
    }
  }

  @Test("A batch prepared in parts is the batch prepared at once, in any epoch with other changes")
  func parts() {
    let set = DrawnDigits.dataset(seed: 1, trainingCount: 64, testCount: 10).training
    let batches = Batches.training(set, batchSize: 64, seed: 5, epoch: 2)
    let whole = fill(batches, 0..<64)
    let parts = [0..<13, 13..<40, 40..<64].map { fill(batches, $0) }
    #expect(whole.0 == parts.flatMap(\.0))
    #expect(whole.1 == parts.flatMap(\.1))
    let seen = batches.augmentedImages(at: 0..<64)
    #expect(whole.0 == Normalization.training.apply(to: seen.pixels))
    #expect(whole.1 == seen.labels.map { Int32($0) })
    let plain = Batches.training(set, batchSize: 64, seed: 5, epoch: 2, transforms: .none)
    #expect(plain.order == batches.order)
    #expect(fill(plain, 0..<64).0 != whole.0)
  }
}
