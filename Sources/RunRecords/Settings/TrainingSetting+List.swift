package import ConvNet
import Datasets
import Numerals
import Publishing

extension RunSettings {
  /// Every setting, in the order of `run.json`.
  package static let all: [any AnyTrainingSetting] = [
    TrainingSetting<OptimizerKind>.optimizer, TrainingSetting<Int>.epochs,
    TrainingSetting<Int>.batchSize,
    TrainingSetting<Double>.learningRate, TrainingSetting<Double>.momentum,
    TrainingSetting<Int>.stepSize, TrainingSetting<Double>.gamma, TrainingSetting<Double>.dropout,
    TrainingSetting<SoftmaxAxis>.softmax, TrainingSetting<UInt64>.seed,
    TrainingSetting<Bool>.augment, TrainingSetting<Bool>.shuffle,
    TrainingSetting<String?>.initialWeights, TrainingSetting<Architecture>.architecture,
    TrainingSetting<Double>.weightDecay, TrainingSetting<Bool>.nesterov,
    TrainingSetting<Double>.beta1, TrainingSetting<Double>.beta2, TrainingSetting<Double>.alpha,
    TrainingSetting<Double>.epsilon, TrainingSetting<LearningRateSchedule>.schedule,
    TrainingSetting<Int>.warmup, TrainingSetting<Double>.minimumRate,
    TrainingSetting<Bool>.cycledMomentum, TrainingSetting<Double>.baseMomentum,
    TrainingSetting<Double>.maximumMomentum,
    TrainingSetting<ImageTransforms>.transforms, TrainingSetting<TestNormalization>.normalization,
    TrainingSetting<Int>.validation,
  ]
}

extension TrainingSetting<Int> {
  /// How many epochs are trained.
  package static var epochs: Self {
    Self(
      "epochs", topic: .optimization, path: \.epochs,
      valueName: "count", help: "Epochs.",
      range: TrainingSettings.epochCounts)
  }

  /// Images of a batch.
  package static var batchSize: Self {
    Self(
      "batchSize", topic: .batches, path: \.training.batchSize, valueName: "count",
      help: "Images of a batch.",
      range: TrainingSettings.batchSizes)
  }

  /// Epochs after which the learning rate falls; the learning rate's words include them.
  package static var stepSize: Self {
    Self(
      "stepSize", topic: .optimization, path: \.training.stepSize, valueName: "count",
      help: "Epochs after which the learning rate falls.",
      range: TrainingSettings.stepSizes, words: { _ in nil })
  }
}

extension TrainingSetting<Int> {
  /// Training images that are set aside to choose by.
  package static var validation: Self {
    Self(
      "validation", title: "validation images", topic: .images, path: \.validation,
      valueName: "count",
      help:
        "Training images that are set aside, drawn by the seed: the best is chosen by them, and "
        + "the test images are used once, at the end.",
      range: SettingRange("0 to \(LabeledImages.largestCount)") {
        (0...LabeledImages.largestCount).contains($0)
      }, isLeftOutAsStandard: true,
      words: {
        "\(FixedText.grouped($0.validation)) of those for training, drawn by the seed and not trained"
          + " on; the test images are used once, after the last epoch"
      })
  }
}

extension TrainingSetting<Double> {
  /// The learning rate of the first epochs.
  package static var learningRate: Self {
    Self(
      "learningRate", topic: .optimization, path: \.training.learningRate, valueName: "list",
      help: "The learning rate, or several with commas: a run each.",
      range: TrainingSettings.learningRates,
      words: { settings in
        "\(NumberText.shortest(settings.training.learningRate)), \(settings.training.scheduleWords)"
      })
  }

  /// SGD's momentum.
  package static var momentum: Self {
    Self(
      "momentum", topic: .optimization, path: \.training.momentum, valueName: "number",
      help: "The momentum.", range: TrainingSettings.momenta,
      words: { $0.training.hasCycledMomentum ? nil : NumberText.shortest($0.training.momentum) })
  }

  /// What the learning rate is multiplied by when it falls; the learning rate's words include it.
  package static var gamma: Self {
    Self(
      "gamma", topic: .optimization, path: \.training.gamma,
      valueName: "number", help: "What the learning rate is multiplied by when it falls.",
      range: TrainingSettings.gammas, words: { _ in nil })
  }

  /// The probability with which dropout sets an element to zero.
  package static var dropout: Self {
    Self(
      "dropout", topic: .optimization, path: \.training.dropout, valueName: "share",
      help: "The share of elements that are dropped.",
      range: TrainingSettings.dropouts, words: { NumberText.shortest($0.training.dropout) })
  }
}

extension TrainingSetting<SoftmaxAxis> {
  /// Along which axis the softmax normalizes.
  package static var softmax: TrainingSetting<SoftmaxAxis> {
    Self(
      "softmax", topic: .loss, path: \.training.softmax,
      valueName: SoftmaxAxis.words,
      help: "Softmax over the batch, as in the article, or over the class.",
      words: { $0.training.softmax == .batch ? "over the batch" : "over the classes" })
  }
}

extension TrainingSetting<UInt64> {
  /// Determines all that is random.
  package static var seed: Self {
    Self(
      "seed", topic: .start, path: \.training.seed,
      valueName: "number", help: "Decides on all that is random.")
  }
}

extension TrainingSetting<Bool> {
  /// Whether training images are rotated and cropped at random.
  package static var augment: Self {
    Self(
      "augment", title: "augmentation", topic: .images, path: \.isAugmented, option: "--no-augment",
      help: "Leave the training images as they are.",
      words: {
        switch $0.effectiveTransforms {
        case .both: "rotation and center crop"
        case .crop: "center crop"
        case .rotation: "rotation"
        case .none: "none"
        }
      })
  }

  /// Whether images come in random order.
  package static var shuffle: Self {
    Self(
      "shuffle", title: "shuffled", topic: .images, path: \.isShuffled, option: "--no-shuffle",
      help: "Take the images in the order of their files.")
  }
}

extension TrainingSetting<String?> {
  /// The SHA-256 of the file that the first parameters come from.
  package static var initialWeights: Self {
    Self(
      "initialWeights", title: "first weights", topic: .start, path: \.initialWeights,
      option: "--init", valueName: "file.safetensors",
      help: "Begin with these parameters, named as in PyTorch's state_dict.",
      range: SettingRange("a SHA-256 of 64 hexadecimal digits") { $0.map(Digest.isSHA256) ?? true },
      words: { $0.initialWeights.map { "`\($0)`" } ?? "drawn from the seed" })
  }
}
