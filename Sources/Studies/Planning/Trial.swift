package import RunRecords

/// One training of a study.
package struct Trial: Sendable, Equatable {
  /// The name of the folder of all trials in a study's folder.
  static let folderName = "trials"

  /// Its number, from 1.
  package let number: Int
  /// The value of each setting of the grid, in their order, as tables show it.
  package let values: [String]
  /// Everything that the training depends on besides the images.
  package let settings: RunSettings
  /// The SHA-256 of settings, images and program version.
  package let fingerprint: String

  init(number: Int, values: [String], settings: RunSettings, fingerprints: TrialFingerprints) {
    self.number = number
    self.values = values
    self.settings = settings
    fingerprint = fingerprints.fingerprint(of: settings)
  }

  /// The values in a sentence: `learning rate 0.01, seed 2`.
  ///
  /// - Parameter keys: The names of the settings of the grid.
  /// - Returns: The words.
  package func words(_ keys: [String]) -> String {
    zip(keys, values).map { "\($0) \($1)" }.joined(separator: ", ")
  }
}
