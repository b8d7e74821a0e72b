package import TextFormats
package import ConvNet

/// All that a person decides about a training run, besides the pictures.
package struct RunSettings: Sendable, Equatable {
  /// What the trainer needs to know.
  package var training = TrainingSettings()
  /// How many epochs are trained.
  package var epochs = 20
  /// Whether training and test pictures come in random order.
  package var isShuffled = true
  /// Whether training pictures are cut and turned at random.
  package var isAugmented = true
  /// The SHA-256 of the file that the first parameters come from; nil if they are drawn.
  package var initialWeights: String?

  /// The article's settings.
  package init() {}

  /// Names and values, in the order of `run.json`.
  package var members: [JSON.Member] {
    [
      .init("epochs", .integer(epochs)),
      .init("batchSize", .integer(training.batchSize)),
      .init("learningRate", .number(training.learningRate)),
      .init("momentum", .number(training.momentum)),
      .init("stepSize", .integer(training.stepSize)),
      .init("gamma", .number(training.gamma)),
      .init("dropout", .number(training.dropout)),
      .init("softmax", .string(training.softmax.rawValue)),
      .init("seed", .string(String(training.seed))),
      .init("augment", .bool(isAugmented)),
      .init("shuffle", .bool(isShuffled)),
      .init("initialWeights", initialWeights.map { .string($0) } ?? .null),
    ]
  }

  /// Names and values for a person, in the same order.
  package var rows: [(name: String, value: String)] {
    members.map { member in
      switch member.value {
      case .string(let text): (member.name, text)
      case .null: (member.name, "none")
      case .bool(let value): (member.name, value ? "yes" : "no")
      default: (member.name, member.value.compactText)
      }
    }
  }

  /// Reads what `members` gives; nil if a setting is missing or of another kind.
  ///
  /// - Parameter json: An object.
  init?(_ json: JSON) {
    guard let epochs = json["epochs"]?.integer, let batchSize = json["batchSize"]?.integer,
      let rate = json["learningRate"]?.number, let momentum = json["momentum"]?.number,
      let stepSize = json["stepSize"]?.integer, let gamma = json["gamma"]?.number,
      let dropout = json["dropout"]?.number,
      let softmax = json["softmax"]?.string.flatMap(SoftmaxAxis.init),
      let seed = json["seed"]?.string.flatMap(UInt64.init),
      let augment = json["augment"]?.bool, let shuffle = json["shuffle"]?.bool
    else { return nil }
    self.epochs = epochs
    training.batchSize = batchSize
    training.learningRate = rate
    training.momentum = momentum
    training.stepSize = stepSize
    training.gamma = gamma
    training.dropout = dropout
    training.softmax = softmax
    training.seed = seed
    isAugmented = augment
    isShuffled = shuffle
    initialWeights = json["initialWeights"]?.string
  }

  /// The name of a setting as a person reads it: `batch size` for `batchSize`.
  ///
  /// - Parameter name: A name of ``members``.
  /// - Returns: The same in words.
  static func words(_ name: String) -> String {
    name.reduce(into: "") { words, letter in
      words += letter.isUppercase ? " \(letter.lowercased())" : String(letter)
    }
  }

  /// The settings in which two runs differ.
  ///
  /// - Parameter other: The other run's settings.
  /// - Returns: Names, with this and the other value.
  func differences(to other: RunSettings) -> [(name: String, own: String, other: String)] {
    zip(rows, other.rows).filter { $0.value != $1.value }
      .map { (name: $0.name, own: $0.value, other: $1.value) }
  }
}
