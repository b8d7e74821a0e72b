import Foundation

/// Batch norm, straight from its definition: z = γ·(x − mean)/√(variance + 1e-5) + β.
public struct PlainBatchNorm: Sendable {
  /// The factor γ of each channel.
  public var scale: [Double]
  /// The summand β of each channel.
  public var shift: [Double]

  /// Makes a batch norm.
  public init(scale: [Double], shift: [Double]) {
    self.scale = scale
    self.shift = shift
  }

  /// Mean and (biased) variance of each channel over images and places.
  public static func statistics(_ input: PlainMaps) -> (means: [Double], variances: [Double]) {
    let count = Double(input.images * input.height * input.width)
    var means = [Double](repeating: 0, count: input.channels)
    var variances = means
    input.forEach { n, c, y, x in means[c] += input[n, c, y, x] / count }
    input.forEach { n, c, y, x in
      let difference = input[n, c, y, x] - means[c]
      variances[c] += difference * difference / count
    }
    return (means, variances)
  }

  /// Normalizes with given statistics.
  public func forward(_ input: PlainMaps, means: [Double], variances: [Double]) -> PlainMaps {
    var output = input
    input.forEach { n, c, y, x in
      let normal = (input[n, c, y, x] - means[c]) / (variances[c] + 1e-5).squareRoot()
      output[n, c, y, x] = scale[c] * normal + shift[c]
    }
    return output
  }

  /// Normalizes with the batch's own statistics.
  public func forward(_ input: PlainMaps) -> PlainMaps {
    let (means, variances) = Self.statistics(input)
    return forward(input, means: means, variances: variances)
  }

  /// Computes the gradients, the statistics being functions of the input.
  public func backward(
    _ input: PlainMaps, _ dOutput: PlainMaps
  ) -> (dInput: PlainMaps, dScale: [Double], dShift: [Double]) {
    let (means, variances) = Self.statistics(input)
    let count = Double(input.images * input.height * input.width)
    var dScale = [Double](repeating: 0, count: input.channels)
    var dShift = dScale
    func normal(_ n: Int, _ c: Int, _ y: Int, _ x: Int) -> Double {
      (input[n, c, y, x] - means[c]) / (variances[c] + 1e-5).squareRoot()
    }
    input.forEach { n, c, y, x in
      dScale[c] += dOutput[n, c, y, x] * normal(n, c, y, x)
      dShift[c] += dOutput[n, c, y, x]
    }
    var dInput = input.zeros
    input.forEach { n, c, y, x in
      let rest = (dShift[c] + normal(n, c, y, x) * dScale[c]) / count
      dInput[n, c, y, x] =
        scale[c] / (variances[c] + 1e-5).squareRoot() * (dOutput[n, c, y, x] - rest)
    }
    return (dInput, dScale, dShift)
  }
}

/// Log-softmax and the mean negative log-likelihood, straight from their definitions.
public struct PlainLoss: Sendable {
  /// Whether the softmax normalizes over the images rather than over the classes.
  public let isOverBatch: Bool
  /// The true classes.
  public let labels: [Int]

  /// Makes a loss.
  public init(isOverBatch: Bool, labels: [Int]) {
    self.isOverBatch = isOverBatch
    self.labels = labels
  }

  /// Computes log p of `[images][classes]`.
  public func logSoftmax(_ logits: [[Double]]) -> [[Double]] {
    logits.indices.map { n in
      logits[n].indices.map { c in
        let others = isOverBatch ? logits.map { $0[c] } : logits[n]
        return logits[n][c] - log(others.reduce(0) { $0 + exp($1) })
      }
    }
  }

  /// Computes the mean of −log p of the true classes.
  public func loss(_ logits: [[Double]]) -> Double {
    let values = logSoftmax(logits)
    return -labels.indices.reduce(0) { $0 + values[$1][labels[$1]] } / Double(labels.count)
  }

  /// Computes the gradient of the mean loss: each −log p[n, t(n)]/N, differentiated on its own.
  public func backward(_ logits: [[Double]]) -> [[Double]] {
    let values = logSoftmax(logits)
    var result = logits.map { $0.map { _ in 0.0 } }
    for (n, label) in labels.enumerated() {
      result[n][label] -= 1 / Double(labels.count)
      if isOverBatch {
        for m in logits.indices { result[m][label] += exp(values[m][label]) / Double(labels.count) }
      } else {
        for c in logits[n].indices { result[n][c] += exp(values[n][c]) / Double(labels.count) }
      }
    }
    return result
  }
}
