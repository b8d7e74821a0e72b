import Foundation
import SeededRandom
import Testing

@Suite("Seeded random numbers")
struct SeededGeneratorTests {
  @Test("xoshiro256** gives the published numbers")
  func xoshiroVector() {
    var generator = SeededGenerator(state: SIMD4(1, 2, 3, 4))
    let expected: [UInt64] = [
      11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360,
      607_988_272_756_665_600, 16_172_922_978_634_559_625, 8_476_171_486_693_032_832,
      10_595_114_339_597_558_777, 2_904_607_092_377_533_576,
    ]
    #expect(expected.map { _ in generator.next() } == expected)
  }

  @Test("SplitMix64 gives the published numbers")
  func splitMixVector() {
    var generator = SplitMix64(state: 1_234_567)
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
    ]
    #expect(expected.map { _ in generator.next() } == expected)
  }

  /// The words come from a program of their own, which chains SplitMix64's finalizer in Python.
  @Test("Seed, purpose, epoch and index are mixed as they always were")
  func firstState() {
    let generator = SeededGenerator(seed: 42, purpose: .dropout, epoch: 3, index: 2)
    #expect(
      generator.state
        == SIMD4(
          0x49FF_1542_99AD_CDFA, 0x2137_6117_9F21_C316,
          0xB45C_9272_4AC4_4332, 0x87E6_4F25_3E92_5994))
  }

  @Test("A generator made of a stored state continues where the other stands")
  func state() {
    var original = SeededGenerator(seed: 7, purpose: .testing)
    for _ in 0..<1000 { _ = original.next() }
    var copy = SeededGenerator(state: original.state)
    for _ in 0..<100 { #expect(original.next() == copy.next()) }
  }

  @Test("Seed, purpose, epoch and index each lead to another stream")
  func streams() {
    var first: Set<UInt64> = []
    var count = 0
    for seed: UInt64 in [0, 1, .max] {
      for purpose in SeededGenerator.Purpose.allCases {
        for epoch in -1..<20 {
          for index in 0..<50 {
            var generator = SeededGenerator(
              seed: seed, purpose: purpose, epoch: epoch, index: index)
            first.insert(generator.next())
            count += 1
          }
        }
      }
    }
    #expect(first.count == count)
  }

  @Test("Streams of neighboring indices are not correlated")
  func neighbors() {
    var sum = 0.0
    let count = 100_000
    for index in 0..<count {
      var a = SeededGenerator(seed: 1, purpose: .augmentation, epoch: 1, index: index)
      var b = SeededGenerator(seed: 1, purpose: .augmentation, epoch: 1, index: index + 1)
      sum += (a.uniform() - 0.5) * (b.uniform() - 0.5) * 12
    }
    // A correlation of n pairs has a standard deviation of 1/√n.
    #expect(abs(sum / Double(count)) < 4 / Double(count).squareRoot())
  }

  @Test("Uniform numbers are evenly spread (χ², 100 cells)")
  func uniform() {
    var generator = SeededGenerator(seed: 3, purpose: .testing)
    var cells = [Int](repeating: 0, count: 100)
    var outside = 0
    for _ in 0..<1_000_000 {
      let value = generator.uniform()
      cells[min(99, Int(value * 100))] += 1
      outside += (0..<1).contains(value) ? 0 : 1
    }
    #expect(outside == 0)
    let chi = cells.reduce(0.0) { $0 + pow(Double($1) - 10_000, 2) / 10_000 }
    // 99 degrees of freedom: 50 and 165 are beyond five standard deviations or so.
    #expect(chi > 50 && chi < 165, "χ² is \(chi)")
  }

  @Test("Normal numbers have the moments of the bell curve")
  func normal() {
    var generator = SeededGenerator(seed: 4, purpose: .testing)
    let values = (0..<400_000).map { _ in generator.normal() }
    let mean = { (power: Int) in
      values.reduce(0.0) { $0 + pow($1, Double(power)) } / Double(values.count)
    }
    #expect(abs(mean(1)) < 0.01)
    #expect(abs(mean(2) - 1) < 0.015)
    #expect(abs(mean(3)) < 0.04)
    #expect(abs(mean(4) - 3) < 0.1)
  }

  @Test("All orders of four are equally frequent (χ², 24 cells)")
  func permutations() {
    var generator = SeededGenerator(seed: 6, purpose: .testing)
    var counts: [[Int32]: Int] = [:]
    for _ in 0..<240_000 { counts[generator.permutation(count: 4), default: 0] += 1 }
    #expect(counts.count == 24)
    let chi = counts.values.reduce(0.0) { $0 + pow(Double($1) - 10_000, 2) / 10_000 }
    #expect(chi < 60, "χ² is \(chi)")
  }

  @Test("A permutation holds each number once", arguments: [0, 1, 2, 60_000])
  func wholePermutation(count: Int) {
    var generator = SeededGenerator(seed: 8, purpose: .testing)
    #expect(generator.permutation(count: count).sorted() == (0..<count).map { Int32($0) })
  }

  @Test("Logarithm, cosine and sine agree with the C library to three units in the last place")
  func portableMath() {
    var generator = SeededGenerator(seed: 9, purpose: .testing)
    var worstLog = 0.0
    var worstAngle = 0.0
    for _ in 0..<100_000 {
      let x = 1 - generator.uniform()
      worstLog = max(worstLog, abs(portableLog(x) - log(x)) / log(x).ulp)
      let angle = generator.uniform(in: -7...7)
      let (cosine, sine) = portableCosineAndSine(angle)
      worstAngle = max(worstAngle, abs(cosine - cos(angle)), abs(sine - sin(angle)))
    }
    #expect(worstLog <= 3)
    #expect(worstAngle <= 3e-16)
    #expect(portableLog(1) == 0)
    #expect(portableCosineAndSine(0) == (1, 0))
  }
}
