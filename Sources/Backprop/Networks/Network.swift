/// A fully connected network, what it learns and how: the description that everything is made from.
public struct Network: Hashable, Sendable {
  /// What it learns, at least one sample.
  public let samples: [Sample]
  /// The hidden layers and the output layer, from the inputs on.
  public let layers: [Layer]
  /// How it is trained.
  public let training: Training

  /// Inputs and what the outputs should be for them.
  public struct Sample: Hashable, Sendable {
    /// The values of the input neurons.
    public let inputs: [Double]
    /// The values that the output neurons should have.
    public let targets: [Double]

    /// Describes a sample.
    public init(inputs: [Double], targets: [Double]) {
      self.inputs = inputs
      self.targets = targets
    }
  }

  /// One layer of neurons.
  public struct Layer: Hashable, Sendable {
    /// A row a neuron, in it a weight for each neuron of the layer before.
    public var weights: [[Double]]
    /// One bias a neuron, if the layer has biases.
    public var biases: Biases?
    /// What the neurons make of their weighted sum.
    public var activation: Activation

    /// Describes a layer.
    ///
    /// - Parameters:
    ///   - weights: A row a neuron, in it a weight for each neuron of the layer before.
    ///   - biases: One bias a neuron, or nil for none.
    ///   - activation: What the neurons make of their weighted sum.
    public init(weights: [[Double]], biases: Biases? = nil, activation: Activation = .sigmoid) {
      self.weights = weights
      self.biases = biases
      self.activation = activation
    }

    /// The number of neurons.
    public var width: Int { weights.count }
  }

  /// The biases of a layer.
  public struct Biases: Hashable, Sendable {
    /// One value a neuron.
    public var values: [Double]
    /// Whether the update changes them.
    public var trained: Bool

    /// Describes biases.
    ///
    /// - Parameters:
    ///   - values: One value a neuron.
    ///   - trained: Whether the update changes them.
    public init(_ values: [Double], trained: Bool) {
      self.values = values
      self.trained = trained
    }
  }

  /// How a network is trained.
  public struct Training: Hashable, Sendable {
    /// How far outputs are from targets.
    public var loss: Loss
    /// How the errors of a step's samples become its loss.
    public var reduction: Reduction
    /// The number of samples of a step, taken in order, the last step of an epoch maybe with fewer;
    /// nil for all.
    public var batchSize: Int?
    /// How a step changes the parameters.
    public var optimizer: Optimizer
    /// How the learning rate changes from epoch to epoch.
    public var schedule: Schedule

    /// Describes a training; without arguments plain gradient descent on the mean squared error.
    public init(
      loss: Loss = .squaredError, reduction: Reduction = .mean, batchSize: Int? = nil,
      optimizer: Optimizer = .gradientDescent, schedule: Schedule = .constant
    ) {
      self.loss = loss
      self.reduction = reduction
      self.batchSize = batchSize
      self.optimizer = optimizer
      self.schedule = schedule
    }
  }

  /// The largest number of neurons in a layer.
  public static let widthLimit = 64
  /// The largest number of layers after the inputs.
  public static let depthLimit = 16
  /// The largest number of weights.
  public static let weightLimit = 4096

  /// The largest number of samples.
  public static let sampleLimit = 1_000

  /// Describes a network that learns one sample.
  ///
  /// - Parameters:
  ///   - inputs: The values of the input neurons.
  ///   - targets: One value an output neuron.
  ///   - layers: The hidden layers and the output layer.
  ///   - training: How it is trained.
  /// - Throws: `BackpropError` when a count does not fit, a number is not finite, or a size is
  ///   zero or above the limits.
  public init(
    inputs: [Double], targets: [Double], layers: [Layer], training: Training = Training()
  ) throws(BackpropError) {
    try self.init(
      samples: [Sample(inputs: inputs, targets: targets)], layers: layers, training: training)
  }

  /// Describes a network.
  ///
  /// - Parameters:
  ///   - samples: What it learns.
  ///   - layers: The hidden layers and the output layer.
  ///   - training: How it is trained.
  /// - Throws: `BackpropError` when a count does not fit, a number is not finite, a size is zero or
  ///   above the limits, or loss, activation and targets do not go together.
  public init(
    samples: [Sample], layers: [Layer], training: Training = Training()
  ) throws(BackpropError) {
    self.init(unchecked: samples, layers: layers, training: training)
    try check()
  }

  private init(unchecked samples: [Sample], layers: [Layer], training: Training) {
    self.samples = samples
    self.layers = layers
    self.training = training
  }

  /// The article's network: two inputs, two hidden and two output neurons, sigmoid, no biases.
  public static let article = Network(
    unchecked: [Sample(inputs: [0.05, 0.1], targets: [0.5, 0.5])],
    layers: [
      Layer(weights: [[0.15, 0.2], [0.25, 0.3]]), Layer(weights: [[0.4, 0.45], [0.5, 0.55]]),
    ], training: Training())

  /// The values of the input neurons in the first sample.
  public var inputs: [Double] { samples[0].inputs }

  /// The values that the output neurons should have for the first sample.
  public var targets: [Double] { samples[0].targets }

  /// The samples of each step of an epoch, as their places in ``samples``.
  public var batches: [Range<Int>] {
    let size = training.batchSize ?? samples.count
    return stride(from: 0, to: samples.count, by: size).map {
      $0..<min($0 + size, samples.count)
    }
  }

  /// The number of steps of an epoch.
  public var stepsPerEpoch: Int { batches.count }

  /// The number of neurons of the inputs and of each layer: `[2, 2, 2]` for the article's network.
  public var widths: [Int] { [inputs.count] + layers.map(\.width) }

  /// The widths as text: `2-2-2`.
  public var shape: String { widths.map(String.init).joined(separator: "-") }

  /// Whether the published gradients are defined: 2-2-2, sigmoid throughout, no biases, one sample,
  /// plain gradient descent on the squared error.
  package var hasArticleShape: Bool {
    widths == [2, 2, 2] && layers.allSatisfy { $0.biases == nil && $0.activation == .sigmoid }
      && samples.count == 1 && training == Training()
  }

  /// The same network, trained in another way.
  ///
  /// - Parameter training: How it is trained.
  /// - Returns: The network.
  /// - Throws: `BackpropError` when loss, activation and targets do not go together.
  public func trained(by training: Training) throws(BackpropError) -> Network {
    try Network(samples: samples, layers: layers, training: training)
  }
}
