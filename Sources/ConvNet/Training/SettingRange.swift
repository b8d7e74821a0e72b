/// The values that a setting may have, and the same in words.
package struct SettingRange<Value: Sendable>: Sendable {
  /// What a value must be, to follow "it must be".
  package let words: String
  /// Whether a value is one of them.
  package let contains: @Sendable (Value) -> Bool

  /// Describes the values of a setting.
  ///
  /// - Parameters:
  ///   - words: What a value must be, to follow "it must be".
  ///   - contains: Whether a value is one of them.
  package init(_ words: String, _ contains: @escaping @Sendable (Value) -> Bool) {
    self.words = words
    self.contains = contains
  }
}

extension TrainingSettings {
  /// The range of ``batchSize``.
  package static let batchSizes = SettingRange<Int>("at least 1") { $0 >= 1 }
  /// The range of ``learningRate``.
  package static let learningRates = SettingRange<Double>("a number above 0") {
    $0 > 0 && $0.isFinite
  }
  /// The range of ``momentum``.
  package static let momenta = SettingRange<Double>("at least 0 and below 1") {
    (0..<1).contains($0)
  }
  /// The range of ``stepSize``.
  package static let stepSizes = SettingRange<Int>("at least 1 epoch") { $0 >= 1 }
  /// The range of ``gamma``.
  package static let gammas = learningRates
  /// The range of ``epochs``.
  package static let epochCounts = SettingRange<Int>("1 to 100000") { (1...100_000).contains($0) }
  /// The range of ``weightDecay`` and of ``minimumRate``.
  package static let weightDecays = SettingRange<Double>("a number of at least 0") {
    $0 >= 0 && $0.isFinite
  }
  /// The range of ``beta1``, ``beta2`` and ``alpha``.
  package static let betas = momenta
  /// The range of ``warmup``.
  package static let warmups = SettingRange<Int>("0 to 100000 epochs") {
    (0...100_000).contains($0)
  }
  /// The range of ``dropout``.
  package static let dropouts = momenta
}
