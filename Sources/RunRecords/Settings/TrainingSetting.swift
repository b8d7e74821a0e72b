package import ConvNet
package import TextFormats

/// One setting of a training run, described once.
///
/// The options of the command line, the checks, `run.json`, the documents, the workbook and the
/// comparison of runs all follow from the list ``RunSettings/all``.
package struct TrainingSetting<Value: SettingValue>: Sendable {
  /// The name in `run.json`.
  package let name: String
  /// The name in a sentence or a table.
  package let title: String
  /// What the setting is about; documents list settings of one topic together.
  package let topic: SettingTopic
  /// Where the value is kept.
  package let path: any WritableKeyPath<RunSettings, Value> & Sendable
  /// The option that sets it, such as `--momentum`.
  package let option: String
  /// What the option's value is called in the help; empty for a flag.
  package let valueName: String
  /// What the option does, in a sentence.
  package let help: String
  /// The values that it may have.
  package let range: SettingRange<Value>
  /// Whether `run.json` has the setting only where it differs from the article's.
  ///
  /// Settings that came after the first form of the file are so: a record without them is one of the
  /// article's value, and has the bytes that it always had.
  package let isLeftOutAsStandard: Bool
  /// What else changes where a person chooses a value; a record that is read changes nothing else.
  let choice: (@Sendable (inout RunSettings, Value) -> Void)?
  /// The value in words where they differ from the usual ones, nil inside for none: then another
  /// setting's words include it.
  let words: (@Sendable (RunSettings) -> String?)?

  /// Describes a setting.
  ///
  /// - Parameters:
  ///   - name: The name in `run.json`, such as `weightDecay`.
  ///   - title: The name in a sentence; the name's words, `weight decay`, where nothing is given.
  ///   - topic: What the setting is about.
  ///   - path: Where the value is kept.
  ///   - option: The option that sets it; the name's words, `--weight-decay`, where nothing is given.
  ///   - valueName: What the option's value is called in the help; empty for a flag.
  ///   - help: What the option does, in a sentence.
  ///   - range: The values that it may have.
  ///   - isLeftOutAsStandard: Whether `run.json` has it only where it differs from the article's.
  ///   - choice: What else changes where a person chooses a value, called before it is set.
  ///   - words: The value in words where they differ from the usual ones; nil inside for none.
  init(
    _ name: String, title: String? = nil, topic: SettingTopic,
    path: any WritableKeyPath<RunSettings, Value> & Sendable, option: String? = nil,
    valueName: String = "",
    help: String, range: SettingRange<Value> = SettingRange("a value") { _ in true },
    isLeftOutAsStandard: Bool = false,
    choice: (@Sendable (inout RunSettings, Value) -> Void)? = nil,
    words: (@Sendable (RunSettings) -> String?)? = nil
  ) {
    let nameWords = name.lowercasedWords
    self.name = name
    self.title = title ?? nameWords.joined(separator: " ")
    self.topic = topic
    self.path = path
    self.option = option ?? "--" + nameWords.joined(separator: "-")
    self.valueName = valueName
    self.help = help
    self.range = range
    self.isLeftOutAsStandard = isLeftOutAsStandard
    self.choice = choice
    self.words = words
  }

  /// Sets a value that a person chooses, with what it brings along.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - settings: Receive it.
  func choose(_ value: Value, in settings: inout RunSettings) {
    choice?(&settings, value)
    settings[keyPath: path] = value
  }

  /// The value in the article's run.
  package var standard: Value { RunSettings()[keyPath: path] }

  /// The value in the article's run, as a person writes it.
  package var standardText: String { standard.settingText }

  /// What is wrong with a value.
  ///
  /// - Parameter value: A value that a person gives.
  /// - Returns: A sentence; nil for a value within the range.
  package func problem(of value: Value) -> String? {
    guard !range.contains(value) else { return nil }
    return "\(option) is \(value); it must be \(range.words)."
  }
}

extension String {
  /// The words of a name in Swift's form, such as `weight` and `decay` of `weightDecay`.
  fileprivate var lowercasedWords: [String] {
    reduce(into: [""]) { words, letter in
      if letter.isUppercase { words.append("") }
      words[words.count - 1] += letter.lowercased()
    }
  }
}

/// What a setting is about.
package enum SettingTopic: Int, Sendable {
  /// How far and how fast the parameters move.
  case optimization
  /// How many images are trained on at a time.
  case batches
  /// What is minimized.
  case loss
  /// What becomes of the images before they are trained on.
  case images
  /// Where training starts.
  case start
}

/// A setting whatever the type of its value is.
package protocol AnyTrainingSetting: Sendable {
  /// The name in `run.json`.
  var name: String { get }
  /// The name in a sentence or a table.
  var title: String { get }
  /// What the setting is about.
  var topic: SettingTopic { get }
  /// The option that sets it, such as `--momentum`.
  var option: String { get }
  /// Whether its values are numbers.
  var isNumeric: Bool { get }

  /// Takes a value that a person writes.
  ///
  /// - Parameters:
  ///   - word: The value.
  ///   - settings: Receives it.
  /// - Returns: Why the setting cannot have the value; nil if it can.
  func take(word: String, into settings: inout RunSettings) -> String?

  /// Takes the value that other settings have, and nothing else.
  ///
  /// - Parameters:
  ///   - settings: Have the value.
  ///   - other: Receive it.
  func copy(from settings: RunSettings, to other: inout RunSettings)

  /// A number as the setting can have it: rounded where it is a whole number.
  ///
  /// - Parameter number: A number as text.
  /// - Returns: The number that is nearest.
  func rounded(_ number: String) -> String

  /// The value for `run.json`.
  func json(in settings: RunSettings) -> JSON

  /// Whether the value is the article's and goes without saying.
  func isLeftOut(in settings: RunSettings) -> Bool

  /// Whether two runs have the same value.
  func isEqual(in settings: RunSettings, _ other: RunSettings) -> Bool

  /// The value as a person reads it.
  func text(in settings: RunSettings) -> String

  /// Takes the value from `run.json`.
  ///
  /// - Parameters:
  ///   - json: The value; nil where there is none.
  ///   - settings: Receives it.
  /// - Returns: Whether the value is there, of the right kind, and within its range.
  func take(_ json: JSON?, into settings: inout RunSettings) -> Bool

  /// The value in words for a document; nil where another setting's words include it.
  func sentence(in settings: RunSettings) -> String?
}

extension TrainingSetting: AnyTrainingSetting {
  /// The value for `run.json`.
  package func json(in settings: RunSettings) -> JSON { settings[keyPath: path].settingJSON }

  /// Whether the value is the article's and goes without saying.
  package func isLeftOut(in settings: RunSettings) -> Bool {
    isLeftOutAsStandard && settings[keyPath: path] == standard
  }

  /// Whether two runs have the same value.
  package func isEqual(in settings: RunSettings, _ other: RunSettings) -> Bool {
    settings[keyPath: path] == other[keyPath: path]
  }

  /// The value as a person reads it.
  package func text(in settings: RunSettings) -> String { settings[keyPath: path].settingText }

  /// Whether its values are numbers.
  package var isNumeric: Bool { Value.self is any Numeric.Type }

  /// Takes a value that a person writes.
  package func take(word: String, into settings: inout RunSettings) -> String? {
    guard let value = Value(settingWord: word) else {
      return "'\(word.plainLine)' is not usable; it must be \(Value.settingWords)"
    }
    guard range.contains(value) else {
      return "\(word.plainLine) is not usable; it must be \(range.words)"
    }
    choose(value, in: &settings)
    return nil
  }

  /// Takes the value that other settings have, and nothing else.
  package func copy(from settings: RunSettings, to other: inout RunSettings) {
    other[keyPath: path] = settings[keyPath: path]
  }

  /// A number as the setting can have it.
  package func rounded(_ number: String) -> String {
    guard Value.self is any BinaryInteger.Type, let value = Double(number), abs(value) < 1e15 else {
      return number
    }
    return String(Int(value.rounded()))
  }

  /// Takes the value from `run.json`.
  package func take(_ json: JSON?, into settings: inout RunSettings) -> Bool {
    if json == nil, isLeftOutAsStandard {
      settings[keyPath: path] = standard
      return true
    }
    guard let value = Value(settingJSON: json ?? .null), range.contains(value) else { return false }
    settings[keyPath: path] = value
    return true
  }

  /// The value in words for a document.
  package func sentence(in settings: RunSettings) -> String? {
    guard !isLeftOut(in: settings) else { return nil }
    return words.map { $0(settings) } ?? text(in: settings)
  }
}
