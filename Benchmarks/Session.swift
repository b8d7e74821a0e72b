import Foundation

/// What a benchmark measures with: contenders take turns, results are checked, goals are compared.
final class Session {
  private let wantedRounds: Int?
  /// Whether a value missed its goal.
  private(set) var missesGoal = false

  init(wantedRounds: Int?) { self.wantedRounds = wantedRounds }

  /// Times contenders in turns and prints a table; the first one is what the others stand beside.
  ///
  /// A round runs every contender once, so that a busy or throttled machine is unfair to all of
  /// them alike. One round before the others is not counted.
  ///
  /// - Parameters:
  ///   - contenders: What is timed; those that are nil (a missing peer) are left out.
  ///   - rounds: How often each runs.
  /// - Returns: The timings, in the order of the contenders that ran.
  /// - Throws: What a contender throws.
  @discardableResult
  func compare(_ contenders: [Contender?], rounds: Int = 7) throws -> [Timing] {
    let contenders = contenders.compactMap { $0 }
    var seconds = [[Double]](repeating: [], count: contenders.count)
    for round in 0...(wantedRounds ?? rounds) {
      for (index, contender) in contenders.enumerated() {
        let clock = ContinuousClock()
        let start = clock.now
        let own = try contender.run()
        let wall = (clock.now - start) / .seconds(1)
        if round > 0 { seconds[index].append(own ?? wall) }
      }
    }
    let timings = zip(contenders, seconds).map { Timing(name: $0.name, seconds: $1) }
    print(Self.table(timings))
    return timings
  }

  /// Prints a fact of the run.
  func note(_ text: String) { print("  \(text)") }

  /// Prints whether a value meets its goal.
  ///
  /// - Parameters:
  ///   - text: What is compared.
  ///   - value: What was measured.
  ///   - limit: The largest value that meets the goal.
  func goal(_ text: String, _ value: Double, atMost limit: Double) {
    report("\(text): \(format(value)), goal at most \(format(limit))", isMet: value <= limit)
  }

  /// Prints whether a value meets its goal.
  ///
  /// - Parameters:
  ///   - text: What is compared.
  ///   - value: What was measured.
  ///   - limit: The smallest value that meets the goal.
  func goal(_ text: String, _ value: Double, atLeast limit: Double) {
    report("\(text): \(format(value)), goal at least \(format(limit))", isMet: value >= limit)
  }

  private func report(_ text: String, isMet: Bool) {
    print("  \(text): \(isMet ? "met" : "MISSED")")
    if !isMet { missesGoal = true }
  }

  /// Ends the benchmark when a result is wrong: a fast wrong answer is no answer.
  func verify(_ holds: Bool, _ what: @autoclosure () -> String) throws {
    guard holds else { throw BenchmarkFailure(description: what()) }
  }

  private func format(_ value: Double) -> String { String(format: "%.3g", value) }

  private static func table(_ timings: [Timing]) -> String {
    let width = max(24, timings.map(\.name.count).max() ?? 0)
    let head =
      "  " + "".padding(toLength: width, withPad: " ", startingAt: 0)
      + "        min     median   median/first"
    let rows = timings.map { timing in
      let ratio = timings[0].median > 0 ? timing.median / timings[0].median : 1
      return "  " + timing.name.padding(toLength: width, withPad: " ", startingAt: 0)
        + right(Self.time(timing.minimum), 11) + right(Self.time(timing.median), 11)
        + right(String(format: "%.2f", ratio), 15)
    }
    return ([head] + rows).joined(separator: "\n")
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// Seconds with a unit that suits them.
  static func time(_ seconds: Double) -> String {
    switch seconds {
    case 1...: String(format: "%.3f s", seconds)
    case 1e-3..<1: String(format: "%.2f ms", seconds * 1e3)
    default: String(format: "%.1f µs", seconds * 1e6)
    }
  }
}

/// One side of a comparison.
struct Contender {
  /// Its name in the table.
  let name: String
  /// Does the work once; returns the seconds it took by its own clock, or nil to be timed here.
  let run: () throws -> Double?

  /// A contender that is timed from outside.
  ///
  /// - Parameters:
  ///   - name: Its name in the table.
  ///   - work: Does the work once.
  init(_ name: String, _ work: @escaping () throws -> Void) {
    self.name = name
    run = {
      try work()
      return nil
    }
  }

  /// A contender that times itself, such as a peer in another process.
  ///
  /// - Parameters:
  ///   - name: Its name in the table.
  ///   - seconds: Does the work once and returns the seconds it took.
  init(selfTimed name: String, _ seconds: @escaping () throws -> Double) {
    self.name = name
    run = { try seconds() }
  }
}

/// The seconds that a contender took, round by round.
struct Timing {
  let name: String
  let seconds: [Double]

  var minimum: Double { seconds.min() ?? .nan }

  var median: Double {
    guard !seconds.isEmpty else { return .nan }
    let sorted = seconds.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}

/// A wrong result, or a peer that broke.
struct BenchmarkFailure: Error, CustomStringConvertible {
  let description: String
}
