package import Publishing

/// Which trials of a study are run.
package enum TrialSelection: Sendable, Equatable {
  /// All of them.
  case all
  /// Every so-manieth, so that shards take about as long.
  case shard(Int, of: Int)
  /// Those with these numbers.
  case numbers([ClosedRange<Int>])

  /// Reads `3/8`.
  ///
  /// - Parameter shard: The text after `--shard`.
  /// - Throws: `ReportError` of category `usage`.
  package init(shard: String) throws(ReportError) {
    let parts = shard.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let index = parts[0], let count = parts[1] else {
      throw ReportError(
        .usage, "--shard is \(shard); a shard and their number are needed, such as 3/8.")
    }
    guard count >= 1, (1...count).contains(index) else {
      throw ReportError(
        .usage,
        "--shard is \(shard); the shards of \(max(count, 1)) are 1/\(max(count, 1)) to"
          + " \(max(count, 1))/\(max(count, 1)).")
    }
    self = .shard(index, of: count)
  }

  /// Reads `3,7-12`.
  ///
  /// - Parameter list: The text after `--trials`.
  /// - Throws: `ReportError` of category `usage`.
  package init(list: String) throws(ReportError) {
    var ranges: [ClosedRange<Int>] = []
    for part in list.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
        first >= 1, first <= last
      else {
        throw ReportError(
          .usage, "--trials is \(list); numbers of trials are needed, such as 3,7-12.")
      }
      ranges.append(first...last)
    }
    self = .numbers(ranges)
  }

  /// The trials that are run, in the order of their numbers.
  ///
  /// - Parameter trials: All trials of the study.
  /// - Returns: Some of them.
  /// - Throws: `ReportError` of category `usage` for a number that no trial has.
  func trials(of trials: [Trial]) throws(ReportError) -> [Trial] {
    switch self {
    case .all: return trials
    case .shard(let index, let count):
      return trials.filter { ($0.number - 1) % count == index - 1 }
    case .numbers(let ranges):
      if let wrong = ranges.map(\.upperBound).max(), wrong > trials.count {
        throw ReportError(
          .usage, "--trials has \(wrong); the study has the trials 1 to \(trials.count).")
      }
      return trials.filter { trial in ranges.contains { $0.contains(trial.number) } }
    }
  }

  /// Numbers with dashes between those that follow one another: `3,7-12`.
  ///
  /// - Parameter numbers: Numbers in ascending order.
  /// - Returns: The text.
  package static func words(_ numbers: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = ranges.last, last.upperBound == number - 1 {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map { range in
      range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
    }.joined(separator: ",")
  }
}
