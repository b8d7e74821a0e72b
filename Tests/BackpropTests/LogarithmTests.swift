import Testing

@testable import Backprop

@Suite("Logarithms of exponentials, cosines and powers")
struct LogarithmTests {
  /// ln σ(x) to 32 digits: the nearest double and what is missing, computed with mpmath 1.3.
  private static let logSigmoids: [(x: Double, high: Double, low: Double)] = [
    (-800.0, -800.0, 0.0),
    (-40.5, -40.5, -2.576757109154981e-18),
    (-1.5, -1.7014132779827524, 2.715722760620657e-17),
    (-0.001, -0.6936473055599401, 4.0511375002861627e-17),
    (0.0, -0.6931471805599453, -2.3190468138462996e-17),
    (0.3, -0.5543552444685271, 7.224165545006375e-18),
    (2.75, -0.061967589003198625, 8.204764314048713e-19),
    (36.0, -2.319522830243569e-16, 2.1669778602251146e-33),
    (700.0, -9.85967654375977e-305, 0),
  ]

  @Test("The logarithm of the sigmoid is within three units in the last place")
  func logSigmoid() {
    for (x, high, low) in Self.logSigmoids {
      let error = (((RealMath.logSigmoid(x) - high) - low) / high.ulp).magnitude
      #expect(error <= 3, "x = \(x)")
    }
    #expect(RealMath.logSigmoid(-.infinity) == -.infinity)
    #expect(RealMath.logSigmoid(.nan).isNaN)
  }

  @Test("The logarithm of a sum of exponentials neither overflows nor underflows")
  func logSumExp() {
    func value(_ numbers: [Double]) -> Double {
      ScalarExpression.logSumExp(numbers.map(ScalarExpression.constant)).number { _, _ in .nan }
    }
    #expect(value([3.5]) == 3.5)
    // ln n for n equal operands of zero.
    #expect((value([0, 0]) - 0.6931471805599453).magnitude < 2e-16)
    #expect((value([0, 0, 0]) - 1.0986122886681098).magnitude < 4e-16)
    #expect((value([1000, 1000]) - 1000.6931471805599).magnitude < 2e-13)
    #expect((value([-1000, -1000]) + 999.3068528194401).magnitude < 2e-13)
    #expect(value([1e300, 0]) == 1e300)
    #expect(value([0, -800]) == 0)
    // mpmath: log(exp(0.1) + exp(0.2) + exp(-1.5)).
    #expect((value([0.1, 0.2, -1.5]) - 0.9359772098308485).magnitude < 1e-15)
  }

  @Test("The cosine of multiples of π")
  func cosines() {
    let values: [(x: Double, cosine: Double)] = [
      (0, 1), (0.025, 0.996917333733128), (0.25, 0.7071067811865476), (0.3, 0.5877852522924731),
      (0.5, 0), (0.7, -0.587785252292473), (1, -1), (1.75, 0.7071067811865476), (2, 1),
      (7.125, -0.9238795325112867), (-0.4, 0.30901699437494734),
    ]
    for (x, cosine) in values {
      #expect((RealMath.cosPi(x) - cosine).magnitude < 5e-16, "x = \(x)")
    }
  }

  @Test("Powers with whole exponents, and no others")
  func powers() {
    #expect(RealMath.power(0.9, 0) == 1)
    #expect(RealMath.power(2, 10) == 1024)
    #expect(RealMath.power(-3, 3) == -27)
    #expect((RealMath.power(0.999, 1000) / 0.3676954247709637 - 1).magnitude < 1e-13)
    #expect(RealMath.power(2, 0.5).isNaN)
    #expect(RealMath.power(2, -1).isNaN)
  }

  @Test("One number and a vector of them have the same bits")
  func vectors() {
    for value in stride(from: -30.0, through: 30, by: 0.37) {
      let vector = SIMD8(repeating: value)
      #expect(Logarithm.sigmoid(vector)[3] == RealMath.logSigmoid(value))
      #expect(Cosine.ofPiTimes(vector)[5] == RealMath.cosPi(value))
    }
  }
}
