import Foundation
import TestSupport
import Testing

@testable import Backprop

/// A value to 32 digits: the nearest double and what is missing, computed with mpmath 1.3.
private struct Reference: Sendable, CustomTestStringConvertible {
  let x: Double
  let high: Double
  let low: Double

  init(_ x: Double, _ high: Double, _ low: Double) {
    self.x = x
    self.high = high
    self.low = low
  }

  var testDescription: String { "x = \(x)" }

  /// The distance of a result from the value, in units in the last place.
  func error(of result: Double) -> Double { (((result - high) - low) / high.ulp).magnitude }
}

private let exponentials: [Reference] = [
  Reference(-708.25, 2.5759248692837695e-308, -0.0),
  Reference(-100.5, 2.256340135917036e-44, 1.4495434372921381e-60),
  Reference(-20.75, 9.736200313009565e-10, 3.975704578827156e-26),
  Reference(-1.0, 0.36787944117144233, -1.2428753672788363e-17),
  Reference(-0.432530357, 0.6488651552359529, -1.239694240553087e-17),
  Reference(-0.34657, 0.7071093199024199, 2.710416439878903e-17),
  Reference(-1e-10, 0.9999999999, 8.279037096265651e-18),
  Reference(0.0275, 1.0278816151072527, -7.957942537962885e-17),
  Reference(0.3466, 1.4142509118505286, 2.727912318400902e-17),
  Reference(0.5, 1.6487212707001282, -4.731568479435833e-17),
  Reference(1.0, 2.718281828459045, 1.4456468917292502e-16),
  Reference(2.718281828459045, 15.154262241479262, -4.862105773954373e-16),
  Reference(10.1, 24343.00942440838, -1.4669282819628068e-12),
  Reference(88.7, 3.325986980250579e+38, -2.558061914428818e+21),
  Reference(700.0, 1.0142320547350045e+304, 1.6666571920734673e+287),
  Reference(709.78, 1.7928227943945155e+308, 8.276293660642251e+291),
]

private let sigmoids: [Reference] = [
  Reference(-699.5, 1.6255858439919858e-304, -2016 * Double.leastNonzeroMagnitude),
  Reference(-40.0, 4.248354255291589e-18, 1.063261941480036e-34),
  Reference(-14.6, 4.563524285327653e-07, 1.7781352214211435e-23),
  Reference(-1.5, 0.18242552380635635, -8.506488503282418e-18),
  Reference(0.0275, 0.5068745667645342, -4.123261968712472e-18),
  Reference(0.0425, 0.5106234010049637, -3.691480666251197e-17),
  Reference(0.432530357, 0.606477732169008, -4.040090988229852e-17),
  Reference(0.534280154, 0.6304808354657788, 1.0013404316225698e-17),
  Reference(3.25, 0.9626731126558705, 1.7754778213661336e-17),
  Reference(14.6, 0.9999995436475715, -1.9935785227929428e-17),
  Reference(40.0, 1.0, -4.248354255291589e-18),
]

private let tangents: [Reference] = [
  Reference(-5.5, -0.9999665971563038, -4.933089545428797e-17),
  Reference(-0.75, -0.6351489523872873, -1.7012977006564836e-17),
  Reference(-1e-08, -1e-08, 3.3333333333333335e-25),
  Reference(0.001, 0.0009999996666668, 1.7800613799166557e-20),
  Reference(0.0275, 0.02749306980470986, -1.8430519694406268e-19),
  Reference(0.25, 0.24491866240370913, -1.6036228849882693e-18),
  Reference(0.5, 0.46211715726000974, 2.1916603238260928e-17),
  Reference(1.0, 0.7615941559557649, 3.7090214482164924e-17),
  Reference(3.0, 0.9950547536867305, -1.2991892863562624e-17),
  Reference(12.5, 0.9999999999722241, 4.967437262655545e-18),
]

@Suite("The library's own exponential")
struct RealMathTests {
  @Test("Is within 0.52 units in the last place", arguments: exponentials)
  fileprivate func exponential(reference: Reference) {
    #expect(reference.error(of: RealMath.exp(reference.x)) < 0.52)
  }

  #if arch(x86_64)
    @Test(
      "Is nearly always the nearest number, as the C library's wider ones say",
      arguments: [0.35, 20, 700])
    func wider(bound: Double) {
      var numbers = SeededNumbers(seed: 36)
      var others = 0
      var worst = 0.0
      for _ in 0..<200_000 {
        let x = Double.random(in: -bound...bound, using: &numbers)
        let exact = expl(Float80(x))
        let found = RealMath.exp(x)
        worst = max(worst, Double(abs(Float80(found) - exact) / Float80(found.ulp)))
        if found != Double(exact) { others += 1 }
      }
      #expect(worst < 0.52 && others < 400, "\(worst), \(others)")
    }
  #endif

  @Test("Gives a sigmoid within 2 units in the last place", arguments: sigmoids)
  fileprivate func sigmoid(reference: Reference) {
    #expect(reference.error(of: RealMath.sigmoid(reference.x)) < 2)
  }

  @Test("Gives a hyperbolic tangent within 3 units in the last place", arguments: tangents)
  fileprivate func tanh(reference: Reference) {
    #expect(reference.error(of: RealMath.tanh(reference.x)) < 3)
  }

  @Test(
    "Differs from the C library by one unit at most, in less than one value in 200",
    arguments: [(-0.7, 0.7), (-20.0, 20.0), (-700.0, 700.0)])
  func agreement(lowest: Double, highest: Double) {
    var numbers = SeededNumbers(seed: 2)
    var differing = 0
    for _ in 0..<100_000 {
      let x = numbers.number(in: lowest...highest)
      let ours = RealMath.exp(x)
      let theirs = Foundation.exp(x)
      #expect((ours - theirs).magnitude <= theirs.ulp)
      differing += ours == theirs ? 0 : 1
    }
    #expect(differing < 500)
  }

  @Test(
    "Is right at the ends of its range",
    arguments: [
      (0.0, 1.0), (-0.0, 1.0), (.infinity, .infinity), (-.infinity, 0), (1e300, .infinity),
      (-1e300, 0), (709.7827128933841, .infinity), (-745.14, 0), (-745.13, .leastNonzeroMagnitude),
      (1e-300, 1),
    ])
  func ends(x: Double, expected: Double) {
    #expect(RealMath.exp(x) == expected)
  }

  @Test("Keeps what is not a number visible")
  func notANumber() {
    #expect(RealMath.exp(.nan).isNaN)
    #expect(RealMath.sigmoid(.nan).isNaN)
    #expect(RealMath.tanh(.nan).isNaN)
  }

  @Test("Never lets the sigmoid overflow or vanish", arguments: [1e3, 1e6, 1e300, .infinity])
  func extremes(magnitude: Double) {
    #expect(RealMath.sigmoid(magnitude) == 1)
    #expect(RealMath.sigmoid(-magnitude) == RealMath.sigmoid(-700))
    #expect(RealMath.sigmoid(-magnitude) > 0)
    #expect(RealMath.tanh(magnitude) == 1)
    #expect(RealMath.tanh(-magnitude) == -1)
  }

  @Test("Gives the same bits in one number, two lanes and eight lanes")
  func lanes() {
    var numbers = SeededNumbers(seed: 3)
    for round in 0..<2_000 {
      let reach = [1.0, 30, 1_000][round % 3]
      var x = SIMD8<Double>()
      for lane in 0..<8 { x[lane] = numbers.number(in: -reach...reach) }
      if round == 0 {
        x = [.nan, .infinity, -.infinity, 0, -0.0, .leastNonzeroMagnitude, 1e308, -1e308]
      }
      let eight = [Exponential.exp(x), Exponential.sigmoid(x), Exponential.tanh(x)]
      for lane in 0..<8 {
        let pair = SIMD2(x[lane], x[7 - lane])
        let two = [Exponential.exp(pair), Exponential.sigmoid(pair), Exponential.tanh(pair)]
        let one = [RealMath.exp(x[lane]), RealMath.sigmoid(x[lane]), RealMath.tanh(x[lane])]
        for index in 0..<3 {
          #expect(same(eight[index][lane], one[index]), "x = \(x[lane])")
          #expect(same(two[index][0], one[index]), "x = \(x[lane])")
        }
      }
    }
  }

  private func same(_ first: Double, _ second: Double) -> Bool {
    first.bitPattern == second.bitPattern || (first.isNaN && second.isNaN)
  }
}
