/// What can go wrong in building, training or evaluating a network.
public enum ConvNetError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A call of oneDNN returned a status other than success.
  case oneDNN(operation: String, status: String)
  /// A thread could not be started.
  case threadNotStarted(code: Int32)
  /// A setting lies outside its range.
  case invalidSetting(name: String, value: String, expected: String)
  /// The network cannot be built as it is described.
  case invalidArchitecture(reason: String)
  /// A source holds no image, or images of another size.
  case unsuitableImages(reason: String)
  /// A label is not one of the network's classes.
  case labelOutOfRange(label: Int, position: Int, classes: Int)
  /// The loss is no longer a number.
  case lossNotFinite(epoch: Int, batch: Int, learningRate: Double, loss: Double)
  /// Numbers inside the network may leave the range of single precision.
  case outOfRange(stage: String)
  /// The loss of an evaluation is not finite.
  case resultNotFinite(loss: Double)
  /// The caller stopped the work before it was done.
  case cancelled
  /// A stored state does not fit the settings with which training is to continue.
  case unsuitableState(reason: String)

  /// One sentence that says what failed, on what, and what to do.
  public var description: String {
    switch self {
    case .oneDNN(let operation, let status):
      "oneDNN could not \(operation): \(status)"
    case .threadNotStarted(let code):
      "a worker thread could not be started (code \(code)); ask for fewer threads"
    case .invalidSetting(let name, let value, let expected):
      "the \(name) is \(value), but it must be \(expected)"
    case .invalidArchitecture(let reason):
      "the network cannot be built: \(reason)"
    case .unsuitableImages(let reason):
      "the images cannot be used: \(reason)"
    case .labelOutOfRange(let label, let position, let classes):
      "the label of image \(position) is \(label), but the network knows the classes 0 to "
        + "\(classes - 1)"
    case .lossNotFinite(let epoch, let batch, let learningRate, let loss):
      "the loss became \(loss) in epoch \(epoch) at batch \(batch) with the learning rate "
        + "\(learningRate); try a smaller learning rate"
    case .outOfRange(let stage):
      "the network's numbers are so large that the sums of \(stage) can leave the range of single "
        + "precision, and its results would not be numbers; use other weights"
    case .resultNotFinite(let loss):
      "the network's loss on these images is \(loss); its weights or running statistics are not "
        + "those of a trained network"
    case .cancelled:
      "the work was stopped before it was done"
    case .unsuitableState(let reason):
      "training cannot continue from this state: \(reason)"
    }
  }
}
