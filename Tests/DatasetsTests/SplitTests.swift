import Datasets
import Testing

@Suite("Training images that are set aside")
struct SplitTests {
  /// Images that can be told apart: each is of one shade, with two places for its number.
  private let images = LabeledImages(
    pixels: (0..<300).flatMap { index in
      (0..<4).map { UInt8($0 == 0 ? index / 256 : index % 256) }
    },
    labels: (0..<300).map { UInt8($0 % 10) }, size: ImageSize(height: 2, width: 2))

  /// The numbers of images.
  private func numbers(_ set: LabeledImages) -> [Int] {
    (0..<set.count).map { Int(set.image($0)[0]) * 256 + Int(set.image($0)[1]) }
  }

  @Test("Both parts together are the set, each image once, with its label and in its order")
  func parts() {
    let (left, aside) = images.split(aside: 50, seed: 1)
    #expect(left.count == 250 && aside.count == 50)
    let (a, b) = (numbers(left), numbers(aside))
    #expect(a == a.sorted() && b == b.sorted())
    #expect(Set(a).isDisjoint(with: b) && Set(a).union(b) == Set(0..<300))
    for set in [left, aside] {
      #expect(zip(numbers(set), set.labels).allSatisfy { $0 % 10 == Int($1) })
      #expect(set.size == images.size && set.classCount == images.classCount)
    }
  }

  @Test("The seed decides, and every image is set aside about as often as the others")
  func seeds() {
    #expect(images.split(aside: 50, seed: 3).aside == images.split(aside: 50, seed: 3).aside)
    var counts = [Int](repeating: 0, count: 300)
    for seed in 1...600 {
      for number in numbers(images.split(aside: 50, seed: UInt64(seed)).aside) {
        counts[number] += 1
      }
    }
    // A hundred of 600 times each, with a deviation of √(600 · 1/6 · 5/6) = 9.1.
    #expect(counts.allSatisfy { abs($0 - 100) < 46 })
  }

  @Test("None, all, and more than there are")
  func ends() {
    #expect(images.split(aside: 0, seed: 1).left == images)
    #expect(images.split(aside: 300, seed: 1).aside == images)
    #expect(images.split(aside: 400, seed: 1).left.count == 0)
  }
}
