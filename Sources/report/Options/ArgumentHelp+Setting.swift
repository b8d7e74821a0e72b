import ArgumentParser
import RunRecords

extension ArgumentHelp {
  /// What the option of a training setting does, and its value in the article's run.
  ///
  /// - Parameters:
  ///   - setting: The setting.
  ///   - standard: What happens without the option, where no value says it.
  /// - Returns: The help; a flag's default goes without saying.
  static func setting<Value>(
    _ setting: TrainingSetting<Value>, standard: String? = nil
  ) -> ArgumentHelp {
    guard !setting.valueName.isEmpty else { return ArgumentHelp(stringLiteral: setting.help) }
    return ArgumentHelp(
      "\(setting.help) (default: \(standard ?? setting.standardText))",
      valueName: setting.valueName)
  }
}
