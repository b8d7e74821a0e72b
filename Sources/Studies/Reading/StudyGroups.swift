import Numerals
import RunRecords

/// Trials that have the same values of the settings that are compared.
package struct StudyGroup: Sendable, Equatable {
  /// The value of each of these settings.
  package let values: [String]
  /// The trials with a result, in the order of their numbers.
  let trials: [StudyTrial]

  /// Accuracies of the last epoch, in percent, of the trials that were trained to their end.
  var accuracies: [Double] { trials.compactMap(\.accuracy) }
  /// Losses of the last epoch on the images that the accuracies are of.
  var losses: [Double] { trials.compactMap { $0.last?.heldOut.loss }.filter(\.isFinite) }
  /// Accuracies of the only test, in percent, where validation images were watched.
  var testAccuracies: [Double] { trials.compactMap { $0.result.record?.finalTest?.accuracy } }
  /// Mean and spread of the accuracies.
  package var accuracy: Summary { Summary(accuracies) }
  /// Mean and spread of the losses.
  var loss: Summary { Summary(losses) }

  /// The verdicts, each with how many trials have it, the most frequent first.
  var verdicts: String {
    var counts: [(RunVerdict.Word, Int)] = []
    for word in RunVerdict.Word.allCases {
      let count = trials.count { $0.verdict.word == word }
      if count > 0 { counts.append((word, count)) }
    }
    guard counts.count > 1 else { return counts.first?.0.rawValue ?? "" }
    return counts.map { "\($0.1) \($0.0.rawValue)" }.joined(separator: ", ")
  }
}

/// A trial with its result.
package struct StudyTrial: Sendable, Equatable {
  let trial: Trial
  let result: TrialResult
  /// What became of the run.
  let verdict: RunVerdict

  init(trial: Trial, result: TrialResult) {
    self.trial = trial
    self.result = result
    verdict = RunVerdict(result.record)
  }

  /// The last finished epoch.
  var last: EpochRecord? { result.record?.history.last }
  /// The epoch with the most right answers on the images that the run was watched by.
  var best: EpochRecord? { result.record?.best }
  /// The accuracy of the last epoch in percent, of a run that was trained to its end.
  var accuracy: Double? {
    guard result.status == "complete" else { return nil }
    return last?.heldOut.accuracy
  }
}

/// The trials of a study by the settings that are compared.
package struct StudyGroups: Sendable {
  /// The settings that the groups differ in.
  package let keys: [String]
  /// The groups, in the order of their first trials.
  package let groups: [StudyGroup]
  /// The groups from the best mean accuracy on; groups without one come last.
  package let ranked: [StudyGroup]
  /// The place of the seed among the settings of the grid; nil where it is none of them.
  private let seed: Int?

  /// Groups trials.
  ///
  /// - Parameters:
  ///   - results: The trials.
  ///   - by: The settings; all of the grid but the seed if absent.
  package init(_ results: StudyResults, by: [String]? = nil) {
    let all = results.plan.keys
    seed = all.firstIndex(of: "seed")
    let keys = by ?? all.filter { $0 != "seed" }
    let places = keys.compactMap { all.firstIndex(of: $0) }
    var order: [[String]] = []
    var found: [[String]: [StudyTrial]] = [:]
    for trial in results.trials {
      let values = places.map { trial.trial.values[$0] }
      if found[values] == nil { order.append(values) }
      found[values, default: []].append(trial)
    }
    self.keys = keys
    groups = order.map { StudyGroup(values: $0, trials: found[$0] ?? []) }
    ranked = Self.ranked(groups)
  }

  private static func ranked(_ groups: [StudyGroup]) -> [StudyGroup] {
    let means = groups.map { group in
      let mean = group.accuracy.mean
      return mean.isNaN ? -Double.infinity : mean
    }
    let order = groups.indices.sorted { left, right in
      means[left] != means[right] ? means[left] > means[right] : left < right
    }
    return order.map { groups[$0] }
  }

  /// What a group is called.
  ///
  /// - Parameter group: The group.
  /// - Returns: Its settings and values; `all trials` where the groups differ in none.
  package func name(_ group: StudyGroup) -> String {
    guard !keys.isEmpty else { return "all trials" }
    return zip(keys, group.values).map { "\($0) \($1)" }.joined(separator: ", ")
  }

  /// The differences of two groups on the seeds that both have, trial by trial.
  ///
  /// - Parameters:
  ///   - first: A group.
  ///   - second: Another one.
  /// - Returns: The first's accuracy minus the second's, in percentage points; of several trials of a
  ///   seed the mean.
  package func pairedDifferences(_ first: StudyGroup, _ second: StudyGroup) -> [Double] {
    guard let seed else { return [] }
    func bySeed(_ group: StudyGroup) -> [String: Summary] {
      let pairs = group.trials.compactMap { trial in
        trial.accuracy.map { (trial.trial.values[seed], $0) }
      }
      return Dictionary(grouping: pairs, by: \.0).mapValues { Summary($0.map(\.1)) }
    }
    let (a, b) = (bySeed(first), bySeed(second))
    return a.keys.sorted().compactMap { key in
      guard let mine = a[key], let other = b[key] else { return nil }
      return mine.mean - other.mean
    }
  }

  /// By how much a group is ahead of another one.
  ///
  /// - Parameters:
  ///   - first: A group.
  ///   - second: Another one.
  /// - Returns: The mean of the differences on shared seeds with its 95 % t-interval, or where fewer
  ///   than two seeds are shared the difference of the means alone.
  func gap(_ first: StudyGroup, _ second: StudyGroup) -> StudyGap {
    let summary = Summary(pairedDifferences(first, second))
    guard summary.count > 1 else {
      let difference = first.accuracy.mean - second.accuracy.mean
      return difference.isFinite ? .unpaired(difference) : .none
    }
    return .paired(
      mean: summary.mean, reach: summary.reach(.interval), seeds: summary.count)
  }

  /// How two groups compare, in words: by how much, or that these seeds do not tell them apart.
  ///
  /// - Parameters:
  ///   - first: The better group.
  ///   - second: Another one.
  /// - Returns: A sentence.
  package func comparison(_ first: StudyGroup, _ second: StudyGroup) -> String {
    let gap = gap(first, second)
    let other = name(second)
    switch gap {
    case .none: return "\(other) cannot be compared: no trial of it was trained to its end."
    case .unpaired(let difference):
      return "Ahead of \(other) by \(FixedText.decimals(difference, 2)) percentage points; one seed"
        + " cannot tell how much of it is chance."
    case .paired(let mean, let reach, let seeds):
      let numbers =
        "\(FixedText.decimals(mean, 2)) ± \(FixedText.decimals(reach, 2)) percentage points on"
        + " \(seeds) shared seeds"
      return gap.isDistinguishable
        ? "Ahead of \(other) by \(numbers) (paired, 95 % t-interval)."
        : "Not distinguishable from \(other) with these seeds: \(numbers) (paired, 95 % t-interval)."
    }
  }
}
