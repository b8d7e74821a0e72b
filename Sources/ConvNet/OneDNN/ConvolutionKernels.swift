/// Which of oneDNN's kernels compute a network's convolutions.
///
/// Results are the same bits only with the same version of oneDNN and the same kernels; with others
/// they differ by rounding.
public struct ConvolutionKernels: Sendable, Equatable {
  /// The instruction set that oneDNN compiles its kernels for, such as `AVX-512`.
  public let instructions: String
  /// The names that oneDNN gives to the implementations in use, such as `jit:avx512_core`: each
  /// once, in alphabetical order.
  public let implementations: [String]

  /// Lists kernels.
  ///
  /// - Parameters:
  ///   - instructions: The instruction set.
  ///   - implementations: The names of the implementations, in any order.
  public init(instructions: String, implementations: [String]) {
    self.instructions = instructions
    self.implementations = Set(implementations).sorted()
  }

  /// Whether a convolution runs on oneDNN's reference implementation, which is very slow.
  public var usesReference: Bool { implementations.contains(where: Self.isReference) }

  /// What to expect of this processor; nil if all kernels are fast.
  public var warning: String? {
    guard usesReference else { return nil }
    return "oneDNN has no fast convolutions for this processor (\(instructions)) and uses its"
      + " reference implementation: expect hours where other processors take minutes. Choose fewer"
      + " epochs or images, or another machine."
  }

  /// Whether an implementation is written in plain C++, without vector instructions.
  static func isReference(_ implementation: String) -> Bool {
    implementation.split(separator: ":").contains { $0 == "ref" }
  }
}
