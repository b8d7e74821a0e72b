public import SafeTensors

/// All that training needs to continue as if it had never stopped.
///
/// What is dropped and how images are changed is drawn from streams that the seed, the epoch and the
/// step determine, so that these numbers are all the state that the generators have.
public struct TrainingState: Sendable, Equatable {
  /// Parameters and running statistics.
  public var network: NetworkState
  /// SGD's velocity or Adam's mean gradient of each parameter, as the network's layout orders them.
  public var momentum: [Float]
  /// The mean squared gradient of each parameter, of Adam and RMSprop; empty for SGD.
  public var squares: [Float]
  /// Epochs that are finished.
  public var epoch: Int
  /// Batches trained on since the beginning.
  public var step: Int

  /// A state from which training begins.
  ///
  /// - Parameter network: The first parameters.
  public init(_ network: NetworkState) {
    self.network = network
    momentum = [Float](repeating: 0, count: network.layout.parameterCount)
    squares = []
    epoch = 0
    step = 0
  }

  /// Takes a state from the tensors that `tensors` gave.
  ///
  /// - Parameters:
  ///   - architecture: The network.
  ///   - file: The tensors.
  /// - Throws: `SafeTensorsError` if a tensor is missing, has another shape or type, or holds a
  ///   number that is not finite.
  public init(
    _ architecture: Architecture = .article, from file: TensorFile
  ) throws(SafeTensorsError) {
    network = try NetworkState(architecture, from: file)
    momentum = []
    for entry in network.layout.parameters {
      momentum += try file.finiteFloats("momentum/\(entry.name)", shape: entry.shape)
    }
    squares = []
    if let first = network.layout.parameters.first, file.tensors["squares/\(first.name)"] != nil {
      for entry in network.layout.parameters {
        squares += try file.finiteFloats("squares/\(entry.name)", shape: entry.shape)
      }
    }
    let counters: [Int64] = try file.values("training/epoch_and_step", shape: [2])
    epoch = NetworkState.counter(counters[0])
    step = NetworkState.counter(counters[1])
  }

  /// The state as tensors: the network's under PyTorch's names, the velocities under
  /// `momentum/NAME`, the mean squares under `squares/NAME`, the counters under `training/epoch_and_step`.
  public var tensors: [String: Tensor] {
    var result = network.tensors()
    for entry in network.layout.parameters {
      result["momentum/\(entry.name)"] = Tensor(
        Array(momentum[entry.range]), shape: entry.shape)
    }
    if !squares.isEmpty {
      for entry in network.layout.parameters {
        result["squares/\(entry.name)"] = Tensor(Array(squares[entry.range]), shape: entry.shape)
      }
    }
    result["training/epoch_and_step"] = Tensor([Int64(epoch), Int64(step)])
    return result
  }
}
