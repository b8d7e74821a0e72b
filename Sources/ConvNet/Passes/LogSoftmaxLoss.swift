import Glibc

/// Along which axis the softmax normalizes.
public enum SoftmaxAxis: String, Sendable, Equatable, CaseIterable {
  /// Over the images of a batch, as the article's `log_softmax(x, dim=0)` does: loss and prediction
  /// of an image depend on which others share its batch.
  case batch
  /// Over the classes of an image, the usual form.
  case classes = "class"
}

/// The loss of a batch and how many of its images are classified correctly.
struct BatchLoss {
  /// The sum of −log p of the true classes.
  var sum: Double
  /// How many images have their greatest log p at the true class.
  var correct: Int
}

/// Log-softmax of a batch, its loss, its correct count, and the gradient of its mean loss.
///
/// *Math*: p = exp(x − m) / Σ exp(x − m) along the axis, with m the maximum along it;
/// loss = −Σ log p[n, t(n)]; d(mean loss)/dx[n, c] = (p[n, c]·k − [c = t(n)]) / N, where k is 1
/// over classes, and over the batch the number of images of class c.
struct LogSoftmaxLoss {
  let axis: SoftmaxAxis
  let classes: Int

  /// - Parameters:
  ///   - count: Images N.
  ///   - stride: Numbers from one image's row to the next in both arrays.
  ///   - values: The logits `[N][classes]`; replaced by log p.
  ///   - labels: The true classes t.
  ///   - gradients: Gets the gradient; left alone if absent.
  /// - Returns: The summed loss and the correct count.
  func evaluate(
    count: Int, stride: Int, values: UnsafeMutablePointer<Double>, labels: UnsafePointer<Int32>,
    gradients: UnsafeMutablePointer<Double>?
  ) -> BatchLoss {
    switch axis {
    case .classes:
      for n in 0..<count { logSoftmax(values + n * stride, count: classes, stride: 1) }
    case .batch:
      for c in 0..<classes { logSoftmax(values + c, count: count, stride: stride) }
    }
    var result = BatchLoss(sum: 0, correct: 0)
    for n in 0..<count {
      let row = values + n * stride
      let label = Int(labels[n])
      result.sum -= row[label]
      if argmax(row) == label { result.correct += 1 }
    }
    guard let gradients else { return result }
    let share = 1 / Double(count)
    var members = [Double](repeating: axis == .batch ? 0 : 1, count: classes)
    if axis == .batch {
      for n in 0..<count { members[Int(labels[n])] += 1 }
    }
    for n in 0..<count {
      for c in 0..<classes {
        let target: Double = Int(labels[n]) == c ? 1 : 0
        gradients[n * stride + c] = (exp(values[n * stride + c]) * members[c] - target) * share
      }
    }
    return result
  }

  /// The class with the greatest value; of equals the first, as in PyTorch.
  func argmax(_ row: UnsafePointer<Double>) -> Int {
    var best = 0
    for c in 1..<classes where row[c] > row[best] { best = c }
    return best
  }

  private func logSoftmax(_ values: UnsafeMutablePointer<Double>, count: Int, stride: Int) {
    var greatest = values[0]
    for i in 1..<max(count, 1) { greatest = max(greatest, values[i * stride]) }
    var sum = 0.0
    for i in 0..<count { sum += exp(values[i * stride] - greatest) }
    let shift = greatest + log(sum)
    for i in 0..<count { values[i * stride] -= shift }
  }
}
