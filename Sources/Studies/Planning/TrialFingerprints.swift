import Publishing
import RunRecords
import TextFormats

/// Makes the fingerprints of trials: each the SHA-256 of settings, images and program version.
///
/// Trials of a study have most settings in common, whose text is made once.
struct TrialFingerprints: Sendable {
  /// Images and version, in the text of ``StudyPlan/context(of:program:)``.
  private let context: String
  /// The settings that most trials have.
  private let base: RunSettings
  /// Each of these settings with its name as JSON, in the order of `RunSettings.all`.
  private let texts: [String]

  /// Prepares fingerprints.
  ///
  /// - Parameters:
  ///   - context: Images and version.
  ///   - base: The settings that most trials have.
  init(context: String, base: RunSettings) {
    self.context = context
    self.base = base
    texts = RunSettings.all.map { Self.text($0, in: base) }
  }

  /// The fingerprint of settings, images and the version of the study.
  ///
  /// - Parameter settings: All settings.
  /// - Returns: A SHA-256, which does not depend on ``base``.
  func fingerprint(of settings: RunSettings) -> String {
    let members = zip(RunSettings.all, texts).map { setting, text in
      setting.isEqual(in: settings, base) ? text : Self.text(setting, in: settings)
    }
    return Digest.sha256(Array("\(context)\n{\(members.joined(separator: ", "))}".utf8))
  }

  private static func text(_ setting: any AnyTrainingSetting, in settings: RunSettings) -> String {
    // An object of one member, without its braces.
    let object = JSON.object([.init(setting.name, setting.json(in: settings))]).compactText
    return String(object.dropFirst().dropLast())
  }
}
