import Glibc

/// The result of evaluating a set of images.
public struct Evaluation: Sendable, Equatable {
  /// The summed loss divided by the number of images.
  public var loss: Double
  /// Images that were classified correctly.
  public var correct: Int
  /// The class that was predicted for each image, in the order of the source.
  public var predictions: [UInt8]
  /// The class of each image, in the order of the source.
  public var labels: [UInt8]
  /// How much of the softmax falls to each prediction, in the order of the source.
  ///
  /// Over the classes it is a probability, over the batch the image's share in its batch.
  public var confidences: [Float]
  /// The logits of each image, `[images][classes]`.
  public var logits: [Float]
  /// The number of classes.
  public var classCount: Int

  /// Images.
  public var count: Int { labels.count }
  /// Images that were classified correctly, in percent.
  public var accuracy: Double { 100 * Double(correct) / Double(max(1, count)) }

  /// How often each class (row) was taken for each class (column).
  public var confusion: [[Int]] {
    var counts = [[Int]](repeating: [Int](repeating: 0, count: classCount), count: classCount)
    for (label, prediction) in zip(labels, predictions) {
      counts[Int(label)][Int(prediction)] += 1
    }
    return counts
  }

  /// The positions of the images that were classified wrongly.
  public var mistakes: [Int] {
    labels.indices.filter { labels[$0] != predictions[$0] }
  }
}

extension Engine {
  /// Evaluates all images of a source, batch by batch.
  func evaluate(
    _ source: any ImageSource, batchSize: Int, axis: SoftmaxAxis
  ) throws(ConvNetError) -> Evaluation {
    let classes = architecture.classCount
    var result = Evaluation(
      loss: 0, correct: 0, predictions: [], labels: [], confidences: [], logits: [],
      classCount: classes)
    let head = LogSoftmaxLoss(axis: axis, classes: classes)
    let stride = plans[plans.count - 1].channels
    prepareInference()
    for first in Swift.stride(from: 0, to: source.imageCount, by: batchSize) {
      let count = min(batchSize, source.imageCount - first)
      try infer(source, from: first, count: count)
      for image in 0..<count {
        for c in 0..<classes { result.logits.append(Float(logits.pointer[image * stride + c])) }
      }
      let loss = head.evaluate(
        count: count, stride: stride, values: logits.pointer, labels: workspace.labels.pointer,
        gradients: nil)
      result.loss += loss.sum
      result.correct += loss.correct
      for image in 0..<count {
        let row = logits.pointer + image * stride
        let prediction = head.argmax(row)
        result.predictions.append(UInt8(prediction))
        result.confidences.append(Float(exp(row[prediction])))
        result.labels.append(UInt8(workspace.labels.pointer[image]))
      }
    }
    result.loss /= Double(source.imageCount)
    guard result.loss.isFinite else { throw .resultNotFinite(loss: result.loss) }
    return result
  }
}
