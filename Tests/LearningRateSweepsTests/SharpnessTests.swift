import Foundation
import TestSupport
import Testing
import TextFormats

@testable import LearningRateSweeps

@Suite("The sharpness of a sweep")
struct SharpnessTests {
  /// What PyTorch's `hessian` and NumPy's `eigvalsh` give in float64, an entry an epoch.
  struct Reference: Decodable {
    var sharpness: Double
  }

  @Test("JSON names the sharpness and 2/λ of each rate as PyTorch gives them")
  func json() throws {
    let rates = ["0.1", "1", "31", "60", "75", "200", "700", "1000"]
    let sweep = try Sweep(.init(learningRates: rates.compactMap { Double($0) }))
    let entries = try #require(sweep.json["rates"]?.array)
    for (rate, entry) in zip(rates, entries) {
      let expected = try JSONDecoder().decode(
        [Reference].self, from: Data(Fixture.bytes("stability/article-\(rate).json"))
      ).map(\.sharpness)
      let first = try #require(expected.first)
      let last = try #require(expected.last)
      let largest = try #require(expected.max())
      func number(_ group: String, _ name: String) throws -> Double {
        try #require(entry[group]?[name]?.number)
      }
      for (name, value) in [("first", first), ("last", last), ("largest", largest)] {
        #expect((try number("sharpness", name) - value).magnitude <= 1e-8 * first, "\(rate)")
      }
      #expect((try number("stabilityLimit", "first") * first / 2 - 1).magnitude <= 1e-8)
      if last > 1e-4 {
        #expect((try number("stabilityLimit", "last") * last / 2 - 1).magnitude <= 1e-8)
      }
    }
    let head = try #require(sweep.summaryCSV.split(separator: "\r\n").first)
    #expect(head.contains(",first_sharpness,last_sharpness,largest_sharpness,"))
  }

  @Test("More rows than are computed have none, and the sweep is as it is")
  func many() throws {
    let sweep = try Sweep(.init(learningRates: (1...200).map { Double($0) / 10 }, epochs: 600))
    let entry = try #require(sweep.json["rates"]?.array?.first)
    #expect(entry["sharpness"]?["first"] == .null)
    #expect(entry["stabilityLimit"]?["last"] == .null)
  }
}
