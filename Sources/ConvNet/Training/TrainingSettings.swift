/// All that determines a training run besides the images and the first parameters.
public struct TrainingSettings: Sendable, Equatable {
  /// How many epochs are trained.
  public var epochs = 20
  /// Images of a batch; the last batch of an epoch has what is left.
  public var batchSize = 512
  /// The learning rate η of the first epochs.
  public var learningRate = 0.01
  /// The momentum μ.
  public var momentum = 0.9
  /// How a step makes parameters of gradients.
  public var optimizer = OptimizerKind.sgd
  /// λ, the share of the parameters that is added to their gradients.
  public var weightDecay = 0.0
  /// Whether SGD's momentum looks ahead, as Nesterov's does.
  public var isNesterov = false
  /// β1, how much of Adam's mean gradient stays at a step.
  public var beta1 = 0.9
  /// β2, how much of Adam's mean squared gradient stays at a step.
  public var beta2 = 0.999
  /// α, how much of RMSprop's mean squared gradient stays at a step.
  public var alpha = 0.99
  /// ε, what Adam and RMSprop add to the root that they divide by.
  public var epsilon = 1e-8
  /// How the learning rate changes.
  public var schedule = LearningRateSchedule.step
  /// Whether one cycle takes the momentum, or Adam's β1, the opposite way of the learning rate.
  public var cyclesMomentum = true
  /// The momentum of one cycle where its learning rate is highest.
  public var baseMomentum = 0.85
  /// The momentum at both ends of one cycle.
  public var maximumMomentum = 0.95
  /// Epochs over which the learning rate rises to its value before the schedule begins.
  public var warmup = 0
  /// The learning rate at the end of half a period of the cosine.
  public var minimumRate = 0.0
  /// Epochs after which the learning rate falls.
  public var stepSize = 15
  /// What the learning rate is multiplied by when it falls.
  public var gamma = 0.1
  /// The probability with which dropout sets an element to zero.
  public var dropout = 0.01
  /// Along which axis the softmax normalizes.
  public var softmax = SoftmaxAxis.batch
  /// Determines the first parameters and what is dropped.
  public var seed: UInt64 = 1

  /// The article's settings.
  public init() {}

  /// Checks every setting's range.
  ///
  /// - Throws: `ConvNetError.invalidSetting` for the first that is out of its range.
  public func validate() throws(ConvNetError) {
    func require<Value>(_ name: String, _ value: Value, in range: SettingRange<Value>)
      throws(ConvNetError)
    {
      guard range.contains(value) else {
        throw .invalidSetting(name: name, value: "\(value)", expected: range.words)
      }
    }
    try require("batch size", batchSize, in: Self.batchSizes)
    try require(
      "batch size", batchSize,
      in: SettingRange(
        "at least 2 with softmax over the batch, where a single image always has the loss 0 and "
          + "nothing is learned"
      ) { [softmax] in softmax == .classes || $0 > 1 })
    try require("learning rate", learningRate, in: Self.learningRates)
    try require("momentum", momentum, in: Self.momenta)
    try require("step size", stepSize, in: Self.stepSizes)
    try require("gamma", gamma, in: Self.gammas)
    try require("epochs", epochs, in: Self.epochCounts)
    try require("weight decay", weightDecay, in: Self.weightDecays)
    try require("beta1", beta1, in: Self.betas)
    try require("beta2", beta2, in: Self.betas)
    try require("alpha", alpha, in: Self.betas)
    try require("epsilon", epsilon, in: Self.learningRates)
    try require("minimum rate", minimumRate, in: Self.weightDecays)
    try require("maximum momentum", maximumMomentum, in: Self.momenta)
    try require(
      "base momentum", baseMomentum,
      in: SettingRange("at least 0 and at most the maximum momentum, \(maximumMomentum)") {
        [maximumMomentum] in (0...maximumMomentum).contains($0)
      })
    try require("warmup", warmup, in: Self.warmups)
    if isNesterov, optimizer != .sgd || momentum == 0 {
      throw .invalidSetting(
        name: "Nesterov momentum", value: "on",
        expected: "off, or the optimizer sgd with a momentum above 0")
    }
    if warmup >= epochs, warmup > 0 {
      throw .invalidSetting(
        name: "warmup", value: "\(warmup)", expected: "shorter than the \(epochs) epochs of the run"
      )
    }
    try require("dropout", dropout, in: Self.dropouts)
  }
}
