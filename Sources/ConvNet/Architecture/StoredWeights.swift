public import SafeTensors

/// How a file that other programs wrote stores a network's tensors.
public struct StoredWeights: Sendable, Equatable {
  /// What stands before each tensor's name, such as `module.`; mostly nothing.
  public let prefix: String
  /// The element types of the tensors, each once, in the order of `ElementType`.
  public let elementTypes: [ElementType]

  /// What PyTorch's wrappers put before names: `DataParallel`, `torch.compile`, and both.
  private static let prefixes = [
    "", "module.", "_orig_mod.", "module._orig_mod.", "_orig_mod.module.",
  ]

  /// Looks into a file.
  ///
  /// - Parameters:
  ///   - architecture: The network.
  ///   - file: The tensors.
  public init(_ architecture: Architecture = .article, in file: TensorFile) {
    let names = ParameterLayout(architecture).parameters.map(\.name)
    let found = Self.prefixes.first { prefix in
      names.contains { file.tensors[prefix + $0] != nil }
    }
    prefix = found ?? ""
    let types = Set(names.compactMap { [prefix] in file.tensors[prefix + $0]?.elementType })
    elementTypes = ElementType.allCases.filter(types.contains)
  }

  /// A sentence on what is read differently than it is stored; nil if nothing is.
  public var remark: String? {
    var parts: [String] = []
    if !prefix.isEmpty { parts.append("the names are read without \(prefix) before them") }
    let others = elementTypes.filter { $0 != .float32 }.map(\.rawValue)
    if !others.isEmpty {
      parts.append("\(others.joined(separator: " and ")) is converted to F32")
    }
    guard let first = parts.first else { return nil }
    let text = parts.joined(separator: ", and ")
    return first.prefix(1).uppercased() + text.dropFirst() + "."
  }
}
