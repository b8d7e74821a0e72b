package import ConvNet
package import Datasets
import Numerals

extension TrainingSetting<OptimizerKind> {
  /// How a step makes parameters of gradients.
  package static var optimizer: TrainingSetting<OptimizerKind> {
    Self(
      "optimizer", topic: .optimization, path: \.training.optimizer,
      valueName: OptimizerKind.words,
      help: "How steps are made; adam and rmsprop with PyTorch's usual learning rate and momentum.",
      isLeftOutAsStandard: true, choice: { $0.training.choose($1) })
  }
}

extension TrainingSetting<Double> {
  /// λ, the share of the parameters that is added to their gradients.
  package static var weightDecay: Self {
    Self(
      "weightDecay", topic: .optimization, path: \.training.weightDecay, valueName: "number",
      help: "The share of the parameters that is added to their gradients.",
      range: TrainingSettings.weightDecays, isLeftOutAsStandard: true)
  }

  /// β1 of Adam.
  package static var beta1: Self {
    Self(
      "beta1", topic: .optimization, path: \.training.beta1,
      valueName: "number", help: "How much of Adam's mean gradient stays at a step.",
      range: TrainingSettings.betas, isLeftOutAsStandard: true)
  }

  /// β2 of Adam.
  package static var beta2: Self {
    Self(
      "beta2", topic: .optimization, path: \.training.beta2,
      valueName: "number", help: "How much of Adam's mean squared gradient stays at a step.",
      range: TrainingSettings.betas, isLeftOutAsStandard: true)
  }

  /// α of RMSprop.
  package static var alpha: Self {
    Self(
      "alpha", topic: .optimization, path: \.training.alpha,
      valueName: "number", help: "How much of RMSprop's mean squared gradient stays at a step.",
      range: TrainingSettings.betas, isLeftOutAsStandard: true)
  }

  /// ε of Adam and RMSprop.
  package static var epsilon: Self {
    Self(
      "epsilon", topic: .optimization, path: \.training.epsilon, valueName: "number",
      help: "What Adam and RMSprop add to the root that they divide by.",
      range: TrainingSettings.learningRates, isLeftOutAsStandard: true)
  }

  /// The learning rate at the end of the cosine; the learning rate's words include it.
  package static var minimumRate: Self {
    Self(
      "minimumRate", topic: .optimization, path: \.training.minimumRate, valueName: "number",
      help: "The learning rate at which the cosine ends.",
      range: TrainingSettings.weightDecays, isLeftOutAsStandard: true, words: { _ in nil })
  }
}

extension TrainingSetting<Bool> {
  /// Whether SGD's momentum looks ahead.
  package static var nesterov: Self {
    Self(
      "nesterov", topic: .optimization, path: \.training.isNesterov,
      help: "Let SGD's momentum look ahead, as Nesterov's does.",
      isLeftOutAsStandard: true)
  }
}

extension TrainingSetting<LearningRateSchedule> {
  /// How the learning rate changes; the learning rate's words include it.
  package static var schedule: TrainingSetting<LearningRateSchedule> {
    Self(
      "schedule", topic: .optimization, path: \.training.schedule,
      valueName: LearningRateSchedule.words,
      help: "How the learning rate changes.", isLeftOutAsStandard: true, words: { _ in nil })
  }
}

extension TrainingSetting<Int> {
  /// Epochs over which the learning rate rises; the learning rate's words include it.
  package static var warmup: Self {
    Self(
      "warmup", topic: .optimization, path: \.training.warmup,
      valueName: "count", help: "Epochs over which the learning rate rises from a third, at first.",
      range: TrainingSettings.warmups, isLeftOutAsStandard: true, words: { _ in nil })
  }
}

extension TrainingSetting<ImageTransforms> {
  /// What is changed at random on training images; the words of augmentation include it.
  package static var transforms: TrainingSetting<ImageTransforms> {
    Self(
      "transforms", topic: .images, path: \.transforms, valueName: ImageTransforms.words,
      help: "The random changes that are made to training images.", isLeftOutAsStandard: true,
      words: { _ in nil })
  }
}

extension TrainingSetting<TestNormalization> {
  /// Which mean and deviation the pixels of test images are normalized with.
  package static var normalization: TrainingSetting<TestNormalization> {
    Self(
      "normalization", topic: .images, path: \.normalization, valueName: TestNormalization.words,
      help: "Normalize test images with other numbers than training images, as in the article, or "
        + "with the same.", isLeftOutAsStandard: true)
  }
}

extension TrainingSetting<Bool> {
  /// Whether one cycle takes the momentum the opposite way; the learning rate's words include it.
  package static var cycledMomentum: Self {
    Self(
      "cycledMomentum", topic: .optimization,
      path: \.training.cyclesMomentum, option: "--no-cycled-momentum",
      help: "Let one cycle leave the momentum, or Adam's beta1, as it is.",
      isLeftOutAsStandard: true, words: { _ in nil })
  }
}

extension TrainingSetting<Double> {
  /// The momentum at the peak of one cycle; the learning rate's words include it.
  package static var baseMomentum: Self {
    Self(
      "baseMomentum", topic: .optimization,
      path: \.training.baseMomentum, valueName: "number",
      help: "The momentum, or Adam's beta1, where the learning rate of one cycle is highest.",
      range: TrainingSettings.momenta, isLeftOutAsStandard: true, words: { _ in nil })
  }

  /// The momentum at both ends of one cycle; the learning rate's words include it.
  package static var maximumMomentum: Self {
    Self(
      "maximumMomentum", topic: .optimization,
      path: \.training.maximumMomentum, valueName: "number",
      help: "The momentum, or Adam's beta1, at both ends of one cycle.",
      range: TrainingSettings.momenta, isLeftOutAsStandard: true, words: { _ in nil })
  }
}

extension TrainingSettings {
  /// Whether the momentum changes with the learning rate.
  var hasCycledMomentum: Bool { schedule == .onecycle && cyclesMomentum }

  /// How one cycle changes the momentum.
  private var cycleWords: String {
    "\(optimizer == .adam ? "beta1" : "the momentum") falls from"
      + " \(NumberText.shortest(maximumMomentum)) to \(NumberText.shortest(baseMomentum)) meanwhile"
      + " and rises again"
  }

  /// How the learning rate changes, in words that follow its value.
  var scheduleWords: String {
    let words =
      switch schedule {
      case .step:
        "times \(NumberText.shortest(gamma)) after every \(FixedText.counted(stepSize, "epoch"))"
      case .constant: "always the same"
      case .exponential: "times \(NumberText.shortest(gamma)) after every epoch"
      case .cosine: "along a cosine to \(NumberText.shortest(minimumRate))"
      case .onecycle:
        hasCycledMomentum ? "the peak of one cycle; \(cycleWords)" : "the peak of one cycle"
      }
    return warmup > 0 ? "\(words), after \(FixedText.counted(warmup, "epoch")) of warmup" : words
  }
}
