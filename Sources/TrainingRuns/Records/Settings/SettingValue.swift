package import ConvNet
package import TextFormats

/// A value that a setting of a training run can have.
package protocol SettingValue: Sendable, Equatable {
  /// The value in `run.json`.
  var settingJSON: JSON { get }

  /// The value as a person reads and writes it.
  var settingText: String { get }

  /// Reads what ``settingJSON`` gives; nil for a value of another kind.
  init?(settingJSON json: JSON)
}

extension SettingValue {
  /// The value as a person reads and writes it: the text of ``settingJSON``.
  package var settingText: String { settingJSON.settingText }
}

extension Int: SettingValue {
  /// The value in `run.json`.
  package var settingJSON: JSON { .integer(self) }

  /// Reads a whole number.
  package init?(settingJSON json: JSON) {
    guard let value = json.integer else { return nil }
    self = value
  }
}

extension Double: SettingValue {
  /// The value in `run.json`.
  package var settingJSON: JSON { .number(self) }

  /// Reads a number.
  package init?(settingJSON json: JSON) {
    guard let value = json.number else { return nil }
    self = value
  }
}

extension Bool: SettingValue {
  /// The value in `run.json`.
  package var settingJSON: JSON { .bool(self) }

  /// Reads a truth value.
  package init?(settingJSON json: JSON) {
    guard let value = json.bool else { return nil }
    self = value
  }
}

extension UInt64: SettingValue {
  /// The value in `run.json`: a text, since a number of JSON may lose its last digits.
  package var settingJSON: JSON { .string(String(self)) }

  /// Reads a text of digits.
  package init?(settingJSON json: JSON) {
    guard let value = json.string.flatMap({ UInt64($0) }) else { return nil }
    self = value
  }
}

extension SoftmaxAxis: SettingValue {
  /// The value in `run.json`.
  package var settingJSON: JSON { .string(rawValue) }

  /// Reads `batch` or `class`.
  package init?(settingJSON json: JSON) {
    guard let value = json.string.flatMap(SoftmaxAxis.init(rawValue:)) else { return nil }
    self = value
  }
}

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
