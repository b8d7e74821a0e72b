package import Backprop

/// A tensor of named numbers, each with the expression that it is computed by.
///
/// The numbers are called `conv1.weight[0,0,1,2]`, row by row with the last index fastest; the only
/// number of a tensor without extents has the tensor's name.
package struct StepTensor: Sendable {
  /// The name, such as `conv1.relu` or `grad.conv1.weight`.
  package let name: String
  /// The extents, slowest first; none for a single number.
  package let shape: [Int]
  /// What it is.
  package let kind: Kind
  /// The stage that it belongs to, from 0; nil for what belongs to none.
  package let stage: Int?
  /// The names of the numbers.
  package let symbols: [Symbol]
  /// How the numbers of the first step come about.
  package let first: Source
  /// How those of every later step do.
  package let next: Source

  /// Where numbers come from.
  package enum Source: Sendable {
    /// They are given.
    case given
    /// They are computed, one expression a number.
    case computed([ScalarExpression])
  }

  /// What a tensor is.
  package enum Kind: Hashable, Sendable {
    // Given for the whole training.
    case pixels, labels
    // The parameters and what a batch norm keeps.
    case weight, scale, shift, runningMean, runningVariance
    // The forward pass.
    case input, convolution, relu, pool, kept, mask, dropout
    case mean, centered, variance, deviation, normalized, batchNorm
    case average
    // The loss.
    case target, logSumExpOfBatch, logSumExpOfClasses, logSoftmax, loss
    // The backward pass.
    case gradient, collapsed
    // The update.
    case step, learningRate, velocity, after
  }

  /// Names the numbers of a tensor.
  init(
    _ name: String, _ shape: [Int], _ kind: Kind, stage: Int? = nil, first: Source, next: Source
  ) {
    self.name = name
    self.shape = shape
    self.kind = kind
    self.stage = stage
    symbols = Self.indices(of: shape).map { Self.symbol(name, $0) }
    self.first = first
    self.next = next
  }

  /// How many numbers there are.
  package var count: Int { symbols.count }

  /// How the numbers of a step come about.
  ///
  /// - Parameter step: The step, from 0.
  /// - Returns: The source.
  package func source(step: Int) -> Source { step == 0 ? first : next }

  /// The name of one number.
  static func symbol(_ name: String, _ index: [Int]) -> Symbol {
    index.isEmpty
      ? Symbol(name) : Symbol("\(name)[\(index.map(String.init).joined(separator: ","))]")
  }

  /// Every index of a tensor, the last one fastest.
  static func indices(of shape: [Int]) -> [[Int]] {
    shape.reduce([[]]) { prefixes, extent in
      prefixes.flatMap { prefix in (0..<extent).map { prefix + [$0] } }
    }
  }
}

extension StepTensor {
  /// The kind of the tensor that this is a gradient, a velocity or a new value of, by its name.
  ///
  /// - Parameter prefix: Such as `grad.`.
  /// - Returns: The name without the prefix; nil where it does not begin with it.
  func name(without prefix: String) -> String? {
    name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : nil
  }
}

extension StepTensor.Kind {
  /// Whether training changes it.
  package var isParameter: Bool {
    switch self {
    case .weight, .scale, .shift: true
    default: false
    }
  }

  /// Whether it is a named result of a layer of the network.
  package var isActivation: Bool {
    switch self {
    case .convolution, .relu, .pool, .dropout, .batchNorm, .average, .logSoftmax, .loss: true
    default: false
    }
  }

  /// Whether the loss has a derivative by it that is worth writing down.
  var hasGradient: Bool {
    switch self {
    case .input, .mean, .centered, .variance, .deviation, .normalized, .logSumExpOfBatch,
      .logSumExpOfClasses:
      true
    default: isParameter || isActivation
    }
  }
}
