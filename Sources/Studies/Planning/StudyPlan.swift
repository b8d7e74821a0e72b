package import DatasetSources
import Datasets
package import Publishing
package import RunRecords
import SeededRandom
import SettingsFiles
import TextFormats

/// What a study trains: numbered trials whose settings follow from their numbers.
package struct StudyPlan: Sendable, Equatable {
  /// The most trials of a study.
  package static let trialLimit = 1_000_000
  /// The most trials that are planned without asking.
  package static let usualLimit = 10_000
  /// The name of the file in a study's folder.
  package static let fileName = "plan.json"
  static let schemaVersion = 1

  /// What the study is called; empty for none.
  package let name: String
  /// The SHA-256 of the file that describes it.
  let source: String
  /// Where the images come from.
  let dataset: StudyDataset
  /// The images.
  package let images: DatasetRecord
  /// The settings that the trials change.
  package let base: RunSettings
  /// The names of the settings of the grid.
  package let keys: [String]
  /// The trials, in the order of their numbers.
  package let trials: [Trial]
  /// The version of the program that planned them.
  let program: String

  /// The SHA-256 of all trials' fingerprints.
  package var fingerprint: String {
    Digest.sha256(Array(trials.map(\.fingerprint).joined(separator: "\n").utf8))
  }

  /// What the fingerprints of all trials have in common.
  static func context(of images: DatasetRecord, program: String) -> String {
    "\(Program.name) \(program)\n\(images.json.compactText)"
  }

  /// Numbers the trials of a study.
  ///
  /// - Parameters:
  ///   - file: The study.
  ///   - data: Its images.
  ///   - dataFolder: The folder that the person names for them, which the trials then read, too.
  ///   - isConfirmed: Whether the person has agreed to very many trials.
  /// - Throws: `ReportError` of category `usage` or `badData`.
  package init(
    _ file: StudyFile, data: LoadedDataset, dataFolder: String? = nil, isConfirmed: Bool = false
  ) throws(ReportError) {
    let count = try file.count(isConfirmed: isConfirmed)
    let images = DatasetRecord(data)
    var base = RunSettings()
    if !file.choosesArchitecture { base.architecture = try data.network(nil) }
    for (key, value, place) in file.fixed {
      if let problem = value.apply(to: key, in: &base, images: data.data.training) {
        throw file.nodes.fault(place, "\(key.name): \(problem)")
      }
    }
    let fingerprints = TrialFingerprints(
      context: Self.context(of: images, program: Program.version), base: base)
    var trials: [Trial] = []
    trials.reserveCapacity(count)
    let order = StudyKey.all.compactMap { key in
      file.grid.firstIndex { $0.key.name == key.name }
    }
    for number in 1...count {
      let values = file.values(of: number)
      var settings = base
      for index in order {
        let (key, _, place) = file.grid[index]
        let problem = values[index].apply(to: key, in: &settings, images: data.data.training)
        if let problem { throw file.nodes.fault(place, "grid, \(key.name): \(problem)") }
      }
      // An optimizer of the grid brings its usual learning rate along, but not over a stated one.
      for (key, _, _) in file.fixed { key.setting.copy(from: base, to: &settings) }
      let trial = Trial(
        number: number, values: values.map(\.text), settings: settings,
        fingerprints: fingerprints)
      try file.check(trial, keys: file.grid.map(\.key.name), images: images)
      if settings.heldOut != (trials.first?.settings ?? settings).heldOut {
        throw ReportError(
          .badData,
          "\(file.nodes.file): validation is 0 for some trials and not for others: trials that are"
            + " chosen by test images cannot be ranked with those that are chosen by validation"
            + " images. Give all of them validation images, or none.")
      }
      trials.append(trial)
    }
    self.init(
      name: file.name, source: file.source.sha256,
      dataset: file.dataset.inFolder(dataFolder), images: images,
      base: base, keys: file.grid.map(\.key.name), trials: trials, program: Program.version)
  }

  init(
    name: String, source: String, dataset: StudyDataset, images: DatasetRecord, base: RunSettings,
    keys: [String], trials: [Trial], program: String
  ) {
    self.name = name
    self.source = source
    self.dataset = dataset
    self.images = images
    self.base = base
    self.keys = keys
    self.trials = trials
    self.program = program
  }
}

extension StudyFile {
  /// Whether every trial states its architecture.
  fileprivate var choosesArchitecture: Bool {
    (fixed.map(\.key.name) + grid.map(\.key.name)).contains("architecture")
  }

  /// Refuses a trial that needs more images than there are.
  ///
  /// - Parameters:
  ///   - trial: The trial.
  ///   - keys: The names of the settings of the grid.
  ///   - images: The images.
  /// - Throws: `ReportError` of category `badData`.
  fileprivate func check(
    _ trial: Trial, keys: [String], images: DatasetRecord
  ) throws(ReportError) {
    guard
      let problem = trial.settings.problem(
        ofTrainingCount: images.trainingCount, isOption: false)
    else { return }
    throw ReportError(
      .badData, "\(nodes.file): trial \(trial.number) (\(trial.words(keys))): \(problem)")
  }

  /// How many trials there are, if that is a number that is planned.
  ///
  /// - Parameter isConfirmed: Whether the person has agreed to very many trials.
  /// - Returns: The number.
  /// - Throws: `ReportError` of category `usage` for very many, `badData` for too many.
  func count(isConfirmed: Bool) throws(ReportError) -> Int {
    guard let count = trialCount, count <= StudyPlan.trialLimit else {
      throw ReportError(
        .badData,
        "\(nodes.file) describes more than \(StudyPlan.trialLimit) trials, the most of a study. Draw"
          + " some of them with random: {trials: 100}.")
    }
    guard count <= StudyPlan.usualLimit || isConfirmed else {
      throw ReportError(
        .usage,
        "\(nodes.file) describes \(count) trials. Draw some of them with random: {trials: 100},"
          + " or confirm them with --yes.")
    }
    return count
  }

  /// The values of a trial, one for each setting of the grid; the last setting changes fastest.
  ///
  /// - Parameter number: The trial's number, from 1.
  /// - Returns: The values, which the number alone determines.
  func values(of number: Int) -> [StudyValue] {
    if let drawing {
      var generator = SeededGenerator(
        seed: drawing.seed, purpose: .trials, index: number)
      return grid.map { entry in
        switch entry.values {
        case .list(let values): values[generator.index(below: values.count)]
        case .range(let range):
          StudyValue(entry.key.setting.rounded(range.drawn(using: &generator)))
        }
      }
    }
    var rest = number - 1
    var values: [StudyValue] = []
    for entry in grid.reversed() {
      // Only a drawing has ranges.
      guard case .list(let list) = entry.values else { continue }
      values.append(list[rest % list.count])
      rest /= list.count
    }
    return values.reversed()
  }
}
