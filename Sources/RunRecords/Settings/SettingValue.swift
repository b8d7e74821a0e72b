package import ConvNet
package import Datasets
package import TextFormats

/// A value that a setting of a training run can have.
package protocol SettingValue: Sendable, Equatable {
  /// The value in `run.json`.
  var settingJSON: JSON { get }

  /// The value as a person reads and writes it.
  var settingText: String { get }

  /// Reads what ``settingJSON`` gives; nil for a value of another kind.
  init?(settingJSON json: JSON)

  /// Reads a word that a person writes; nil for one that is no such value.
  init?(settingWord word: String)

  /// What a person writes, to follow "it must be".
  static var settingWords: String { get }
}

extension SettingValue {
  /// The value as a person reads and writes it: the text of ``settingJSON``.
  package var settingText: String { settingJSON.settingText }
}

extension SettingValue {
  /// No word stands for the value.
  package init?(settingWord word: String) { nil }

  /// What a person writes.
  package static var settingWords: String { "a value" }
}

extension Int: SettingValue {
  /// Reads a whole number.
  package init?(settingWord word: String) { self.init(word) }

  /// What a person writes.
  package static var settingWords: String { "a whole number" }

  /// The value in `run.json`.
  package var settingJSON: JSON { .integer(self) }

  /// Reads a whole number.
  package init?(settingJSON json: JSON) {
    guard let value = json.integer else { return nil }
    self = value
  }
}

extension Double: SettingValue {
  /// Reads a finite number with decimal digits.
  package init?(settingWord word: String) {
    guard !word.lowercased().contains("x"), let value = Double(word), value.isFinite else {
      return nil
    }
    self = value
  }

  /// What a person writes.
  package static var settingWords: String { "a number" }

  /// The value in `run.json`.
  package var settingJSON: JSON { .number(self) }

  /// Reads a number.
  package init?(settingJSON json: JSON) {
    guard let value = json.number else { return nil }
    self = value
  }
}

extension Bool: SettingValue {
  /// Reads `true` or `false`, `yes` or `no`.
  package init?(settingWord word: String) {
    switch word.lowercased() {
    case "true", "yes": self = true
    case "false", "no": self = false
    default: return nil
    }
  }

  /// What a person writes.
  package static var settingWords: String { "true or false" }

  /// The value in `run.json`.
  package var settingJSON: JSON { .bool(self) }

  /// Reads a truth value.
  package init?(settingJSON json: JSON) {
    guard let value = json.bool else { return nil }
    self = value
  }
}

extension UInt64: SettingValue {
  /// Reads a whole number that is not negative.
  package init?(settingWord word: String) { self.init(word) }

  /// What a person writes.
  package static var settingWords: String { "a whole number of at least 0" }

  /// The value in `run.json`: a text, since a number of JSON may lose its last digits.
  package var settingJSON: JSON { .string(String(self)) }

  /// Reads a text of digits.
  package init?(settingJSON json: JSON) {
    guard let value = json.string.flatMap({ UInt64($0) }) else { return nil }
    self = value
  }
}

/// A setting whose values are a few words.
package protocol ChoiceSetting: SettingValue, CaseIterable, RawRepresentable<String> {}

extension ChoiceSetting {
  /// The value in `run.json`.
  package var settingJSON: JSON { .string(rawValue) }

  /// Reads one of the words.
  package init?(settingJSON json: JSON) {
    guard let value = json.string.flatMap(Self.init(rawValue:)) else { return nil }
    self = value
  }

  /// Reads one of the words, whatever its case.
  package init?(settingWord word: String) { self.init(rawValue: word.lowercased()) }

  /// What a person writes.
  package static var settingWords: String {
    "one of \(allCases.map(\.rawValue).joined(separator: ", "))"
  }

  /// All words with bars between them, for the help of an option.
  static var words: String { allCases.map(\.rawValue).joined(separator: "|") }
}

extension SoftmaxAxis: ChoiceSetting {}
extension OptimizerKind: ChoiceSetting {}
extension LearningRateSchedule: ChoiceSetting {}
extension ImageTransforms: ChoiceSetting {}
extension TestNormalization: ChoiceSetting {}

extension Optional: SettingValue where Wrapped == String {
  /// The value in `run.json`; `null` for none.
  package var settingJSON: JSON { map { .string($0) } ?? .null }

  /// Reads a text or `null`.
  package init?(settingJSON json: JSON) {
    if json == .null {
      self = .none
    } else if let text = json.string {
      self = .some(text)
    } else {
      return nil
    }
  }
}

extension JSON {
  /// The value of a setting as a person reads and writes it.
  var settingText: String {
    switch self {
    case .string(let text): text
    case .null: "none"
    case .bool(let value): value ? "yes" : "no"
    default: compactText
    }
  }
}
