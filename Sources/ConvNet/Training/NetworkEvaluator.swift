/// Evaluates a network without training it.
///
/// Not thread-safe; it has threads of its own.
public final class NetworkEvaluator {
  private let engine: Engine
  private let batchSize: Int
  private let softmax: SoftmaxAxis

  /// Prepares evaluation.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - batchSize: Images of a batch, which matters where the softmax is taken over the batch.
  ///   - softmax: Along which axis the softmax normalizes.
  ///   - threads: How many threads work; as many as there are processors if absent.
  /// - Throws: `ConvNetError`.
  public init(
    _ network: NetworkState, batchSize: Int = 512, softmax: SoftmaxAxis = .batch,
    threads: Int? = nil
  ) throws(ConvNetError) {
    var settings = TrainingSettings()
    settings.batchSize = batchSize
    settings.softmax = softmax
    try settings.validate()
    self.batchSize = batchSize
    self.softmax = softmax
    engine = try Engine(
      network, batchCapacity: batchSize, threads: max(1, threads ?? Processors.available))
  }

  /// The kernels that compute the convolutions.
  public var kernels: ConvolutionKernels { engine.kernels }

  /// Evaluates images with the running statistics, batch by batch.
  ///
  /// - Parameter source: The images.
  /// - Returns: Loss, predictions and confidences.
  /// - Throws: `ConvNetError`.
  public func evaluate(_ source: any ImageSource) throws(ConvNetError) -> Evaluation {
    guard source.imageCount > 0, source.pixelCount == engine.architecture.pixelCount else {
      throw .unsuitableImages(
        reason: "there are \(source.imageCount) of \(source.pixelCount) pixels, and the network "
          + "reads \(engine.architecture.pixelCount)")
    }
    return try engine.evaluate(source, batchSize: batchSize, axis: softmax)
  }
}
