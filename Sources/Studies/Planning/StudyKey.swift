package import RunRecords

/// A setting of a training run, as a study names it: by its option, with spaces.
package struct StudyKey: Sendable {
  /// The name, such as `learning rate` for `--learning-rate` or `augment` for `--no-augment`.
  package let name: String
  /// The setting.
  package let setting: any AnyTrainingSetting

  init(_ setting: any AnyTrainingSetting) {
    var words = setting.option.split(separator: "-").map(String.init)
    if words.first == "no" { words.removeFirst() }
    name = words.joined(separator: " ")
    self.setting = setting
  }

  /// Every setting that a study can choose, in the order in which they are applied.
  ///
  /// First parameters from a file are left out: a study draws them from the seed of each trial.
  package static let all = RunSettings.all.filter { $0.name != "initialWeights" }.map(StudyKey.init)

  /// The setting of a name.
  ///
  /// - Parameter name: The name.
  /// - Returns: The setting; nil for none.
  package static func named(_ name: String) -> StudyKey? { all.first { $0.name == name } }

  /// The setting's value as tables and legends show it.
  ///
  /// - Parameter settings: The settings of a run.
  /// - Returns: The value, a whole number without `.0`.
  func text(in settings: RunSettings) -> String {
    let text = setting.text(in: settings)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// The name in a table for programs, with underscores.
  package var column: String { name.replacing(" ", with: "_") }
}
