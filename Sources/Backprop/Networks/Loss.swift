/// How far the outputs of a sample are from its targets.
public enum Loss: String, Hashable, Sendable, CaseIterable {
  /// ½(t - a)², summed over the outputs.
  case squaredError = "squared error"
  /// -(t ln a + (1 - t) ln(1 - a)), summed over the outputs, which are sigmoids.
  case binaryCrossEntropy = "binary cross entropy"
  /// -Σ t ln a over the outputs, which are a softmax.
  case crossEntropy = "cross entropy"

  /// The activation that the outputs must have; nil where every one will do.
  public var outputActivation: Activation? {
    switch self {
    case .squaredError: nil
    case .binaryCrossEntropy: .sigmoid
    case .crossEntropy: .softmax
    }
  }

  /// The error of one output.
  ///
  /// - Parameters:
  ///   - target: The value that the output should have.
  ///   - output: The output.
  ///   - sum: The weighted sum that the output is made of.
  ///   - logSumExp: The logarithm of the sum of the exponentials of all sums; only for a softmax.
  /// - Returns: An expression in the overflow-safe form.
  func error(
    target: ScalarExpression, output: ScalarExpression, sum: ScalarExpression,
    logSumExp: ScalarExpression
  ) -> ScalarExpression {
    switch self {
    case .squaredError: 0.5 * (target - output).squared
    case .binaryCrossEntropy:
      -(target * .call(.logSigmoid, sum) + (1 - target) * .call(.logSigmoid, -sum))
    case .crossEntropy: target * (logSumExp - sum)
    }
  }

  /// The error of one output in a line of text, such as `½ · (t1 − a_o1)²`.
  ///
  /// - Parameters:
  ///   - target: The name of the target.
  ///   - output: The name of the output.
  /// - Returns: The formula in terms of the output, as textbooks write it.
  public func formula(target: String, output: String) -> String {
    switch self {
    case .squaredError: "½ · (\(target) − \(output))²"
    case .binaryCrossEntropy:
      "−\(target) · ln \(output) − (1 − \(target)) · ln(1 − \(output))"
    case .crossEntropy: "−\(target) · ln \(output)"
    }
  }

  /// Whether the derivative of a sample's error by a sum of the output layer is `a - t`.
  ///
  /// For both cross entropies the slope of the activation cancels.
  public var cancelsSlope: Bool { self != .squaredError }

  /// Whether a sample's targets suit the loss; nil if they do, else what is expected of them.
  package func complaint(about targets: [Double]) -> String? {
    switch self {
    case .squaredError: return nil
    case .binaryCrossEntropy:
      return targets.allSatisfy { (0...1).contains($0) }
        ? nil : "with binary cross entropy every target is a number from 0 to 1"
    case .crossEntropy:
      let sum = targets.reduce(0, +)
      return targets.allSatisfy { (0...1).contains($0) } && (sum - 1).magnitude <= 1e-9
        ? nil
        : "with cross entropy the targets of a sample are a distribution: from 0 to 1, with the sum 1"
    }
  }
}

/// How the errors of a step's samples become its loss.
public enum Reduction: String, Hashable, Sendable, CaseIterable {
  /// Their mean.
  case mean
  /// Their sum.
  case sum
}
