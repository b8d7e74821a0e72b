package import Publishing

/// What a person asks for in place of the settings of another run, or of the article's.
package struct SettingChanges: Sendable {
  private struct Change: Sendable {
    let apply: @Sendable (inout RunSettings) -> Void
    let problem: String?
  }

  private var changes: [Change] = []

  /// Asks for no change.
  package init() {}

  /// Asks for a value.
  ///
  /// - Parameters:
  ///   - setting: The setting.
  ///   - value: Its value; nil leaves it as it is.
  package mutating func set<Value>(_ setting: TrainingSetting<Value>, to value: Value?) {
    guard let value else { return }
    changes.append(
      Change(
        apply: { setting.choose(value, in: &$0) }, problem: setting.problem(of: value)))
  }

  /// The same changes and one more.
  ///
  /// - Parameters:
  ///   - setting: The setting.
  ///   - value: Its value; nil leaves it as it is.
  /// - Returns: The changes.
  package func setting<Value>(_ setting: TrainingSetting<Value>, to value: Value?) -> SettingChanges
  {
    var result = self
    result.set(setting, to: value)
    return result
  }

  /// The settings that come of others.
  ///
  /// - Parameter base: The settings where nothing is asked for.
  /// - Returns: The settings with the changes made.
  package func applied(to base: RunSettings) -> RunSettings {
    changes.reduce(into: base) { $1.apply(&$0) }
  }

  /// Checks the ranges of the values.
  ///
  /// - Throws: `ReportError` of category `usage` for the first that is out of its range.
  package func validate() throws(ReportError) {
    if let problem = changes.lazy.compactMap(\.problem).first {
      throw ReportError(.usage, problem)
    }
  }
}
