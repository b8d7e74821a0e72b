import Publishing
import ConvNet

/// Along which axis the softmax normalises.
package enum SoftmaxChoice: String, Sendable, CaseIterable {
  /// Over the batch, as in the article.
  case batch
  /// Over the classes, the usual form.
  case `class`

  /// The same in the words of the engine.
  var axis: SoftmaxAxis { self == .batch ? .batch : .classes }
}

/// What a person asks of `report train`; nil where nothing is said.
package struct TrainingRequest: Sendable {
  /// Which pictures.
  package var dataset = DatasetChoice.auto
  /// The folder with MNIST's files.
  package var dataFolder: String?
  /// How many digits are drawn, if they are.
  package var drawing: DrawingPlan?
  /// The folder that everything is written to.
  package var output = "reports"
  /// How many epochs are trained.
  package var epochs: Int?
  /// Pictures of a batch.
  package var batchSize: Int?
  /// One learning rate, or several, each for a run of its own.
  package var learningRates: [Double] = []
  /// SGD's momentum.
  package var momentum: Double?
  /// Epochs after which the learning rate falls.
  package var stepSize: Int?
  /// What the learning rate is multiplied by when it falls.
  package var gamma: Double?
  /// The probability with which dropout sets an element to zero.
  package var dropout: Double?
  /// Along which axis the softmax normalises.
  package var softmax: SoftmaxChoice?
  /// Determines all that is random.
  package var seed: UInt64?
  /// How many threads work.
  package var threads: Int?
  /// Whether training pictures are cut and turned at random.
  package var augments: Bool?
  /// Whether pictures come in random order.
  package var shuffles: Bool?
  /// The file that the first parameters come from.
  package var initialWeights: String?
  /// Whether an interrupted run goes on.
  package var resumes = false

  /// Asks for the article's run.
  package init() {}

  /// The settings that the wishes make of others.
  ///
  /// - Parameters:
  ///   - base: The settings where nothing is said.
  ///   - rate: The learning rate, if one is asked for.
  ///   - initialWeights: The SHA-256 of the file that the first parameters come from.
  /// - Returns: The settings.
  func settings(
    over base: RunSettings, rate: Double?, initialWeights: String?
  ) -> RunSettings {
    var result = base
    if let epochs { result.epochs = epochs }
    if let batchSize { result.training.batchSize = batchSize }
    if let rate { result.training.learningRate = rate }
    if let momentum { result.training.momentum = momentum }
    if let stepSize { result.training.stepSize = stepSize }
    if let gamma { result.training.gamma = gamma }
    if let dropout { result.training.dropout = dropout }
    if let softmax { result.training.softmax = softmax.axis }
    if let seed { result.training.seed = seed }
    if let augments { result.isAugmented = augments }
    if let shuffles { result.isShuffled = shuffles }
    if let initialWeights { result.initialWeights = initialWeights }
    return result
  }

  /// Checks what does not depend on the pictures.
  ///
  /// - Throws: `ReportError` of category `usage`.
  func validate() throws(ReportError) {
    func require(
      _ holds: Bool, _ option: String, _ value: Any, _ expected: String
    ) throws(ReportError) {
      guard holds else {
        throw ReportError(.usage, "\(option) is \(value); it must be \(expected).")
      }
    }
    try require((1...100_000).contains(epochs ?? 1), "--epochs", epochs ?? 0, "1 to 100000")
    try require((batchSize ?? 1) >= 1, "--batch-size", batchSize ?? 0, "at least 1")
    for rate in learningRates {
      try require(rate > 0 && rate.isFinite, "--learning-rate", rate, "a number above 0")
    }
    try require(
      (0..<1).contains(momentum ?? 0), "--momentum", momentum ?? 0, "at least 0 and below 1")
    try require((stepSize ?? 1) >= 1, "--step-size", stepSize ?? 0, "at least 1 epoch")
    try require(
      (gamma ?? 1) > 0 && (gamma ?? 1).isFinite, "--gamma", gamma ?? 0, "a number above 0")
    try require(
      (0..<1).contains(dropout ?? 0), "--dropout", dropout ?? 0, "at least 0 and below 1")
    try require((1...1024).contains(threads ?? 1), "--threads", threads ?? 0, "1 to 1024")
  }
}
