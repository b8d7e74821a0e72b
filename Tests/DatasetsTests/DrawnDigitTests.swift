import Testing

@testable import Datasets

@Suite("Digits that the program draws")
struct DrawnDigitTests {
  static let set = DrawnDigits.dataset(trainingCount: 2_000, testCount: 500)

  @Test("An image depends on its seed and place alone, not on how many are drawn")
  func prefix() {
    let small = DrawnDigits.dataset(trainingCount: 20, testCount: 10)
    #expect(small.training == Self.set.training.prefix(20))
    #expect(small.test == Self.set.test.prefix(10))
    #expect(
      small.training != DrawnDigits.dataset(seed: 2, trainingCount: 20, testCount: 10).training)
    #expect(Set((0..<10).map { small.training.image($0) }).count == 10)
    #expect(small.training.prefix(10) != small.test)
  }

  @Test("All digits are about equally frequent")
  func frequencies() {
    var counts = [Int](repeating: 0, count: 10)
    for label in Self.set.training.labels { counts[Int(label)] += 1 }
    #expect(counts.allSatisfy { (140...260).contains($0) }, "\(counts)")
  }

  /// The places of the outermost pixels.
  static let border = (0..<784).filter { place in
    [0, 27].contains(place % 28) || [0, 27].contains(place / 28)
  }

  @Test("Each image has ink, most of it inside, on black paper")
  func ink() {
    for index in 0..<500 {
      let image = Self.set.test.image(index)
      let total = image.reduce(0) { $0 + Int($1) }
      #expect(total > 8 * 255 && total < 330 * 255, "image \(index): \(total / 255)")
      let outside = Self.border.reduce(0) { $0 + Int(image[$1]) }
      #expect(outside * 10 < total, "image \(index): \(outside / 255) of \(total / 255)")
    }
  }

  @Test("Mean and deviation of the pixels are near MNIST's")
  func moments() {
    let pixels = Self.set.training.pixels.map { Double($0) / 255 }
    let mean = pixels.reduce(0, +) / Double(pixels.count)
    let variance = pixels.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(pixels.count)
    #expect(abs(mean - 0.1307) < 0.02, "\(mean)")
    #expect(abs(variance.squareRoot() - 0.3081) < 0.03, "\(variance.squareRoot())")
  }
}
