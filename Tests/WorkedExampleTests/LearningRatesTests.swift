import Publishing
import Testing

@testable import WorkedExample

@Suite("Learning rates as a person writes them")
struct LearningRatesTests {
  @Test(
    "Lists and ranges",
    arguments: [
      ("0.1,0.2, 0.5,1000", [0.1, 0.2, 0.5, 1000]),
      ("1e-3", [0.001]),
      ("log:0.01:100:5", [0.01, 0.1, 1, 10, 100]),
      ("lin:0.1:0.5:5", [0.1, 0.2, 0.3, 0.4, 0.5]),
      ("log:1e-300:1e300:3", [1e-300, 1, 1e300]),
    ])
  func reads(text: String, rates: [Double]) throws {
    #expect(try LearningRates.parse(text) == rates)
  }

  @Test("Ten thousand rates between exact ends rise")
  func dense() throws {
    let rates = try LearningRates.parse("log:0.003:1e6:10000")
    #expect(rates.count == 10_000)
    #expect(rates.first == 0.003)
    #expect(rates.last == 1e6)
    #expect(zip(rates, rates.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test(
    "What makes no sense is a usage error that names the option and the mistake",
    arguments: [
      ("", "is empty"), (" , ", "is empty"), ("0", "has 0; a learning rate is a finite number"),
      ("-1", "has -1;"), ("nan", "has nan;"), ("inf", "has inf;"), ("1e999", "has 1e999;"),
      ("abc", "has 'abc'"), ("1,,2", "has '' where"), ("0x10", "has '0x10'"),
      ("0.5,1,0.50", "has 0.5 twice"), ("log:1:10", "a range is log:FROM:TO:COUNT"),
      ("exp:1:2:3", "a range is log:FROM:TO:COUNT"), ("log:10:1:5", "FROM must be below TO"),
      ("log:0:1:5", "has 0;"), ("lin:1:2:1", "COUNT is a whole number from 2"),
      ("lin:1:2:1e3", "COUNT is"), ("lin:1:2:100001", "COUNT is"),
      ("lin:1:1.0000000000000002:9", "9 different rates do not fit"),
    ])
  func refuses(text: String, words: String) {
    let error = #expect(throws: ReportError.self) { try LearningRates.parse(text) }
    #expect(error?.category == .usage)
    #expect(error?.message.hasPrefix("--learning-rates ") == true)
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }
}
