/// Where each named tensor of a network stands in two flat arrays: parameters and statistics.
public struct ParameterLayout: Sendable, Equatable {
  /// What a tensor is.
  public enum Role: Sendable, Equatable {
    /// A convolution's weights, `[outputs, inputs, kernel, kernel]`.
    case weight
    /// A batch norm's factor γ, `[channels]`.
    case scale
    /// A batch norm's summand β, `[channels]`.
    case shift
    /// A batch norm's running mean, `[channels]`; not a parameter.
    case runningMean
    /// A batch norm's running variance, `[channels]`; not a parameter.
    case runningVariance
  }

  /// One named tensor.
  public struct Entry: Sendable, Equatable {
    /// Its name in PyTorch's `state_dict`.
    public var name: String
    /// The stage that it belongs to.
    public var stage: Int
    /// What it is.
    public var role: Role
    /// Its shape, slowest dimension first.
    public var shape: [Int]
    /// Where it begins in its flat array.
    public var offset: Int
    /// How many numbers it has.
    public var count: Int { shape.reduce(1, *) }
    /// The places that it takes in its flat array.
    public var range: Range<Int> { offset..<offset + count }
  }

  /// The tensors that training changes, in the order of PyTorch's `parameters()`.
  public let parameters: [Entry]
  /// The tensors that training keeps count in.
  public let statistics: [Entry]

  /// Lays out a network's tensors.
  ///
  /// - Parameter architecture: The network.
  public init(_ architecture: Architecture) {
    var parameters: [Entry] = []
    var statistics: [Entry] = []
    var (parameterCount, statisticCount) = (0, 0)
    for (index, stage) in architecture.stages.enumerated() {
      let channels = [stage.outputChannels]
      let kernel = [stage.outputChannels, stage.inputChannels, stage.kernel, stage.kernel]
      for (name, role, shape) in [
        ("\(stage.name).weight", Role.weight, kernel),
        ("\(stage.normName).weight", .scale, channels),
        ("\(stage.normName).bias", .shift, channels),
      ] {
        let entry = Entry(
          name: name, stage: index, role: role, shape: shape, offset: parameterCount)
        parameters.append(entry)
        parameterCount += entry.count
      }
      for (name, role) in [
        ("\(stage.normName).running_mean", Role.runningMean),
        ("\(stage.normName).running_var", .runningVariance),
      ] {
        statistics.append(
          Entry(name: name, stage: index, role: role, shape: channels, offset: statisticCount))
        statisticCount += stage.outputChannels
      }
    }
    self.parameters = parameters
    self.statistics = statistics
  }

  /// How many parameters there are.
  public var parameterCount: Int { parameters.last?.range.upperBound ?? 0 }
  /// How many running statistics there are.
  public var statisticCount: Int { statistics.last?.range.upperBound ?? 0 }
}
