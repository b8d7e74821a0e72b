public import SafeTensors
import SeededRandom

/// The numbers that make a network: its parameters and the statistics that evaluation uses.
public struct NetworkState: Sendable, Equatable {
  /// The network that the numbers belong to.
  public let architecture: Architecture
  /// Where each tensor stands in the flat arrays.
  public let layout: ParameterLayout
  /// All parameters, as `layout.parameters` orders them.
  public var parameters: [Float]
  /// All running means and variances, as `layout.statistics` orders them.
  public var statistics: [Float]
  /// How many batches the statistics have seen.
  public var batchesTracked: Int

  /// Draws the first values as PyTorch does by default.
  ///
  /// *Math*: weights are uniform in ±1/√(inputs·kernel²), which is Kaiming's bound for a slope of
  /// √5; γ = 1, β = 0, running means 0 and variances 1.
  ///
  /// - Parameters:
  ///   - architecture: The network.
  ///   - seed: Determines the weights; each tensor draws from a stream of its own.
  public init(_ architecture: Architecture = .article, seed: UInt64) {
    self.architecture = architecture
    layout = ParameterLayout(architecture)
    parameters = []
    parameters.reserveCapacity(layout.parameterCount)
    for (index, entry) in layout.parameters.enumerated() {
      switch entry.role {
      case .weight:
        var generator = SeededGenerator(seed: seed, purpose: .initialization, index: index)
        let bound = 1 / Double(entry.shape[1] * entry.shape[2] * entry.shape[3]).squareRoot()
        for _ in 0..<entry.count {
          parameters.append(Float(generator.uniform(in: -bound...bound)))
        }
      case .scale: parameters += [Float](repeating: 1, count: entry.count)
      default: parameters += [Float](repeating: 0, count: entry.count)
      }
    }
    statistics = layout.statistics.flatMap { entry in
      [Float](repeating: entry.role == .runningVariance ? 1 : 0, count: entry.count)
    }
    batchesTracked = 0
  }

  /// Takes the numbers from a file's tensors, named as in PyTorch's `state_dict`.
  ///
  /// A batch norm's `num_batches_tracked` may be there or not.
  ///
  /// - Parameters:
  ///   - architecture: The network.
  ///   - file: The tensors.
  ///   - prefix: What stands before each name; found out by `StoredWeights` if absent.
  /// - Throws: `SafeTensorsError` if a tensor is missing, has another shape or type, or holds a
  ///   number that is not finite or a variance below 0.
  public init(
    _ architecture: Architecture = .article, from file: TensorFile, prefix: String? = nil
  ) throws(SafeTensorsError) {
    let prefix = prefix ?? StoredWeights(architecture, in: file).prefix
    self.architecture = architecture
    layout = ParameterLayout(architecture)
    parameters = []
    for entry in layout.parameters {
      parameters += try file.finiteFloats(prefix + entry.name, shape: entry.shape)
    }
    statistics = []
    for entry in layout.statistics {
      let name = prefix + entry.name
      let values = try file.finiteFloats(name, shape: entry.shape)
      if entry.role == .runningVariance, let index = values.firstIndex(where: { $0 < 0 }) {
        throw .negative(file: file.file, tensor: name, index: index, value: values[index])
      }
      statistics += values
    }
    let counter = prefix + (architecture.stages.first.map(Self.counterName) ?? "")
    let counted = file.tensors[counter]?.values(as: Int64.self)?.first ?? 0
    batchesTracked = Self.counter(counted)
  }

  /// The numbers as tensors, named as in PyTorch's `state_dict`, which loads them strictly.
  ///
  /// - Parameter prefix: What to put before each name.
  /// - Returns: The tensors by name.
  public func tensors(prefix: String = "") -> [String: Tensor] {
    var result: [String: Tensor] = [:]
    for entry in layout.parameters {
      result[prefix + entry.name] = Tensor(Array(parameters[entry.range]), shape: entry.shape)
    }
    for entry in layout.statistics {
      result[prefix + entry.name] = Tensor(Array(statistics[entry.range]), shape: entry.shape)
    }
    for stage in architecture.stages {
      result[prefix + Self.counterName(stage)] = Tensor([Int64(batchesTracked)], shape: [])
    }
    return result
  }

  /// The numbers of one tensor.
  ///
  /// - Parameter name: Its name in PyTorch's `state_dict`.
  /// - Returns: The numbers, row-major, or nothing if the network has no such tensor.
  public func values(_ name: String) -> [Float]? {
    if let entry = layout.parameters.first(where: { $0.name == name }) {
      return Array(parameters[entry.range])
    }
    guard let entry = layout.statistics.first(where: { $0.name == name }) else { return nil }
    return Array(statistics[entry.range])
  }

  /// A counter as it is stored; what cannot be one becomes the nearest number that can.
  ///
  /// 2⁵³ is more batches than anybody trains, and leaves room to count on.
  static func counter(_ stored: Int64) -> Int { Int(min(max(stored, 0), 1 << 53)) }

  private static func counterName(_ stage: Architecture.Stage) -> String {
    "\(stage.normName).num_batches_tracked"
  }
}
