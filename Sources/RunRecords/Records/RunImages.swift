import ConvNet
package import Datasets
package import Publishing

/// The images of a run: those that it is trained on, those that it is watched by, and those of the
/// last test.
package struct RunImages: Sendable {
  /// The images that are trained on.
  package let training: LabeledImages
  /// The images that the run is watched by and chosen by, after every epoch.
  package let heldOut: LabeledImages
  /// The test images.
  package let test: LabeledImages

  /// Sets images aside.
  ///
  /// Which they are depends on the seed alone. Both parts keep the order of the file.
  ///
  /// - Parameters:
  ///   - data: All images.
  ///   - settings: How many are set aside, and the seed.
  package init(_ data: DigitDataset, _ settings: RunSettings) {
    test = data.test
    guard settings.validation > 0 else {
      training = data.training
      heldOut = data.test
      return
    }
    (training, heldOut) = data.training.split(
      aside: settings.validation, seed: settings.training.seed)
  }
}

extension RunSettings {
  /// Why the settings do not fit so many training images; nil if they do.
  ///
  /// - Parameters:
  ///   - count: The training images, those that are set aside among them.
  ///   - isOption: Whether settings are called by their options, and not by their titles.
  /// - Returns: A sentence.
  package func problem(ofTrainingCount count: Int, isOption: Bool = true) -> String? {
    func name<Value>(_ setting: TrainingSetting<Value>) -> String {
      isOption ? setting.option : setting.title
    }
    guard validation == 0 || validation < count else {
      return
        "\(name(.validation)) is \(validation), and there are only \(count) training images. Choose"
        + " \(count - 1) or less, so that some are left to train on."
    }
    let left = count - validation
    guard training.batchSize > left else { return nil }
    let aside = validation > 0 ? " that are not set aside" : ""
    return
      "\(name(.batchSize)) is \(training.batchSize), and there are only \(left) training images"
      + "\(aside). Choose \(left) or less."
  }

  /// Checks that the settings fit the images.
  ///
  /// - Parameter data: All images.
  /// - Throws: `ReportError` of category `usage`.
  package func check(_ data: DigitDataset) throws(ReportError) {
    if let problem = problem(ofTrainingCount: data.training.count) {
      throw ReportError(.usage, problem)
    }
  }
}
