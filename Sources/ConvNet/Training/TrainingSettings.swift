/// All that determines a training run besides the images and the first parameters.
public struct TrainingSettings: Sendable, Equatable {
  /// Images of a batch; the last batch of an epoch has what is left.
  public var batchSize = 512
  /// The learning rate η of the first epochs.
  public var learningRate = 0.01
  /// The momentum μ.
  public var momentum = 0.9
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

  /// The learning rate of an epoch, as PyTorch's `StepLR` has it: η·γ^⌊(epoch − 1)/stepSize⌋.
  ///
  /// - Parameter epoch: Counted from 1.
  /// - Returns: The rate.
  public func learningRate(epoch: Int) -> Double {
    var rate = learningRate
    for _ in 0..<(epoch - 1) / stepSize { rate *= gamma }
    return rate
  }

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
    try require("dropout", dropout, in: Self.dropouts)
  }
}
