package import ConvNet
import Datasets
package import TextFormats

/// A test image that the network took for another class.
package struct Mistake: Sendable, Equatable {
  /// Its place in the test set, from 0.
  package var index: Int
  /// The class of what it shows, from 0.
  package var truth: Int
  /// The class that the network saw.
  package var prediction: Int
  /// exp of the log-softmax of the prediction: over the classes a probability; over the batch the
  /// image's share among those that were tested with it.
  package var confidence: Double

  /// Notes a mistake.
  ///
  /// - Parameters:
  ///   - index: The image's place in the test set, from 0.
  ///   - truth: The digit that it shows.
  ///   - prediction: The digit that the network saw.
  ///   - confidence: Exp of the log-softmax of the prediction.
  package init(index: Int, truth: Int, prediction: Int, confidence: Double) {
    self.index = index
    self.truth = truth
    self.prediction = prediction
    self.confidence = confidence
  }

  /// Reads what ``json`` gives; nil for anything else.
  init?(_ json: JSON) {
    guard let index = json["index"]?.integer, let truth = json["truth"]?.integer,
      let prediction = json["prediction"]?.integer,
      let confidence = json["confidence"]?.numberOrNotFinite, index >= 0,
      LabeledImages.classes.contains(truth), LabeledImages.classes.contains(prediction)
    else { return nil }
    self.init(index: index, truth: truth, prediction: prediction, confidence: confidence)
  }

  /// What `run.json` says of it.
  package var json: JSON {
    .object([
      .init("index", .integer(index)), .init("truth", .integer(truth)),
      .init("prediction", .integer(prediction)), .init("confidence", .number(confidence)),
    ])
  }

  /// The mistakes of an evaluation, by their places in the test set.
  ///
  /// - Parameters:
  ///   - evaluation: In the order of the batches.
  ///   - order: The place in the set of each position.
  /// - Returns: The mistakes, first places first.
  package static func all(of evaluation: Evaluation, order: [Int32]) -> [Mistake] {
    evaluation.mistakes.map { position in
      Mistake(
        index: Int(order[position]), truth: Int(evaluation.labels[position]),
        prediction: Int(evaluation.predictions[position]),
        confidence: Double(evaluation.confidences[position]))
    }.sorted { $0.index < $1.index }
  }
}
