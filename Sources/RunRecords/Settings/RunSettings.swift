package import ConvNet
package import Datasets
package import TextFormats

/// All that a person decides about a training run, besides the images.
///
/// ``all`` lists the settings with their names, ranges and words.
package struct RunSettings: Sendable, Equatable {
  /// What the trainer needs to know.
  package var training = TrainingSettings()
  /// Whether training and test images come in random order.
  package var isShuffled = true
  /// Whether training images are changed at random.
  package var isAugmented = true
  /// Which changes those are.
  package var transforms = ImageTransforms.both
  /// Which mean and deviation the pixels of test images are normalized with.
  package var normalization = TestNormalization.article
  /// How many training images are set aside, drawn by the seed; 0 for none.
  ///
  /// The run is then watched and chosen by them, and the test images are used once, at the end.
  package var validation = 0
  /// The SHA-256 of the file that the first parameters come from; nil if they are drawn.
  package var initialWeights: String?
  /// The network.
  package var architecture = Architecture.article

  /// The article's settings.
  package init() {}

  /// How many epochs are trained.
  package var epochs: Int {
    get { training.epochs }
    set { training.epochs = newValue }
  }

  /// Which images a run is watched by and chosen by.
  package var heldOut: HeldOutImages { validation > 0 ? .validation : .test }

  /// What is changed at random on training images.
  package var effectiveTransforms: ImageTransforms { isAugmented ? transforms : .none }

  /// Names and values, in the order of `run.json`.
  package var members: [JSON.Member] {
    Self.all.filter { !$0.isLeftOut(in: self) }.map { .init($0.name, $0.json(in: self)) }
  }

  /// Settings and values for a person, in the same order.
  package var rows: [(setting: any AnyTrainingSetting, value: String)] {
    Self.all.map { ($0, $0.text(in: self)) }
  }

  /// Titles and values in words for a document, topic by topic.
  package var sentences: [(title: String, value: String)] {
    Self.all.enumerated().sorted { first, second in
      (first.element.topic.rawValue, first.offset) < (second.element.topic.rawValue, second.offset)
    }.compactMap { _, setting in
      setting.sentence(in: self).map { (setting.title, $0) }
    }
  }

  /// Reads what ``members`` gives.
  ///
  /// - Parameter json: An object.
  /// - Throws: ``DamagedSetting`` for the first that is missing, of another kind or out of its range.
  package init(_ json: JSON) throws(DamagedSetting) {
    for setting in Self.all {
      guard setting.take(json[setting.name], into: &self) else {
        throw DamagedSetting(name: setting.name)
      }
    }
  }

  /// The settings in which two runs differ.
  ///
  /// - Parameter other: The other run's settings.
  /// - Returns: Titles, with this and the other value.
  package func differences(to other: RunSettings) -> [(title: String, own: String, other: String)] {
    Self.all.filter { !$0.isEqual(in: self, other) }
      .map { ($0.title, $0.text(in: self), $0.text(in: other)) }
  }
}

/// A setting of a record that is missing, of another kind or out of its range.
package struct DamagedSetting: Error {
  /// The setting's name in `run.json`.
  package let name: String
}
