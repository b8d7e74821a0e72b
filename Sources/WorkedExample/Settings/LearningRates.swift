import Glibc
import Numerals
package import Publishing
import TextFormats

/// The learning rates that a person asks for: `0.1,0.2,1`, `log:0.01:1000:60` or `lin:0.1:2:20`.
package enum LearningRates {
  /// The largest number of rates of one sweep.
  package static let limit = 100_000

  /// The article's seven.
  package static let article: [Double] = [0.1, 0.2, 0.5, 0.8, 1, 2, 1000]

  /// The article's seven as a list that ``parse(_:option:)`` reads.
  package static var articleText: String {
    article.map { NumberText.shortest($0) }.joined(separator: ",")
  }

  /// Reads a list or a range.
  ///
  /// - Parameters:
  ///   - text: The option's value.
  ///   - option: The option's name, for messages.
  /// - Returns: The rates in the order given; at least one, no two the same.
  /// - Throws: `ReportError` of category `usage` that says what was expected.
  package static func parse(
    _ text: String, option: String = "--learning-rates"
  ) throws(ReportError) -> [Double] {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    if parts.count > 1 {
      return try range(parts, text, option)
    }
    let words = text.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.trimming() }
    guard words.contains(where: { !$0.isEmpty }) else {
      throw usage("\(option) is empty; write numbers such as 0.1,0.5,1.")
    }
    guard words.count <= limit else {
      throw usage("\(option) has \(words.count) rates; at most \(limit) are computed at once.")
    }
    var rates: [Double] = []
    var seen: Set<Double> = []
    for word in words {
      let rate = try number(word, option)
      guard seen.insert(rate).inserted else {
        throw usage("\(option) has \(NumberText.shortest(rate)) twice; name each rate once.")
      }
      rates.append(rate)
    }
    return rates
  }

  /// Reads one rate.
  ///
  /// - Parameters:
  ///   - text: The option's value.
  ///   - option: The option's name, for messages.
  /// - Returns: A finite number above zero.
  /// - Throws: `ReportError` of category `usage`.
  package static func number(_ text: String, _ option: String) throws(ReportError) -> Double {
    guard let rate = Double(text), !text.lowercased().contains("x") else {
      throw usage("\(option) has '\(text)' where a number such as 0.1 was expected.")
    }
    guard rate.isFinite, rate > 0 else {
      throw usage("\(option) has \(text); a learning rate is a finite number above zero.")
    }
    return rate
  }

  /// Evenly spaced rates, on a line or on a logarithmic scale, with both ends exact.
  private static func range(
    _ parts: [String], _ text: String, _ option: String
  ) throws(ReportError) -> [Double] {
    guard parts.count == 4, parts[0] == "log" || parts[0] == "lin" else {
      throw usage(
        "\(option) is '\(text)'; a range is log:FROM:TO:COUNT or lin:FROM:TO:COUNT, such as "
          + "log:0.01:1000:60.")
    }
    let from = try number(parts[1], option)
    let to = try number(parts[2], option)
    guard from < to else { throw usage("\(option) is '\(text)'; FROM must be below TO.") }
    guard let count = Int(parts[3]), (2...limit).contains(count) else {
      throw usage("\(option) is '\(text)'; COUNT is a whole number from 2 to \(limit).")
    }
    let isLogarithmic = parts[0] == "log"
    let start = isLogarithmic ? log10(from) : from
    let end = isLogarithmic ? log10(to) : to
    var rates = (0..<count).map { index in
      let place = start + (end - start) * (Double(index) / Double(count - 1))
      return isLogarithmic ? tidy(pow(10, place)) : tidy(place)
    }
    rates[0] = from
    rates[count - 1] = to
    guard zip(rates, rates.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw usage("\(option) is '\(text)'; \(count) different rates do not fit between its ends.")
    }
    return rates
  }

  /// A rate rounded to twelve significant digits, so that 0.1 is not written 0.09999999999999999.
  private static func tidy(_ rate: Double) -> Double {
    Double(NumberText.significant(rate, 12)) ?? rate
  }

  private static func usage(_ message: String) -> ReportError { ReportError(.usage, message) }
}
