import ConvNet
import Numerals
import RunRecords

/// Differences between runs that limit what a comparison of their numbers means.
extension Comparison {
  /// Sentences on what cannot be compared, or not without a thought; none for like runs.
  var cautions: [String] {
    guard best != nil else { return [] }
    let sawOthers = differences.contains { ["dataset", "images"].contains($0.name) }
    let images =
      sawOthers
      ? "The runs saw different images: what differs may be the images and not the settings."
      : nil
    return [images, heldOutCaution, lossCaution, kernelCaution].compactMap(\.self)
  }

  /// Why the runs' results are of different kinds; nil if they are not.
  private var heldOutCaution: String? {
    guard Set(runs.compactMap { $0.record?.images }).count > 1 else { return nil }
    return
      "Some runs were tested after every epoch, others on validation images that were set aside"
      + " from the training images: their numbers are of different images."
  }

  /// Why the losses of the runs cannot be compared; nil if they can.
  ///
  /// Over the classes, guessing costs the logarithm of their number; over the batch, that of its
  /// size. The losses of runs without a finished epoch are not shown and do not count.
  var lossCaution: String? {
    let shown = runs.filter { !$0.history.isEmpty }.compactMap(\.record)
    if Set(shown.map(\.settings.training.softmax)).count > 1 {
      return "The runs differ in softmax, over the batch or over the classes: their losses are of"
        + " different kinds and cannot be compared, only their accuracies can."
    }
    guard shown.first?.settings.training.softmax == .batch,
      Set(shown.map(\.batchSizeInEffect)).count > 1
    else { return nil }
    return "With softmax over the batch, a loss depends on the batch size, in which the runs"
      + " differ: their losses cannot be compared, only their accuracies can."
  }

  /// Why equal settings may have given other numbers; nil if all runs that say so used like kernels.
  private var kernelCaution: String? {
    let kernels = runs.compactMap { $0.record?.kernels }
    guard Set(kernels.map(\.implementations)).count > 1 else { return nil }
    let sets = Set(kernels.map(\.instructions)).sorted()
    let names = sets.count > 1 ? " for \(sets.joined(separator: " and "))" : ""
    return "The runs were computed with different kernels of oneDNN\(names): equal settings give"
      + " numbers that differ by rounding, which grows in the course of training."
  }

  /// The runs that have no curve, each with the reason; empty if all have one.
  ///
  /// - Parameter least: The fewest epochs that make a curve.
  /// - Returns: A sentence.
  func withoutCurve(least: Int = 1) -> String {
    let missing = runs.filter { $0.history.count < least }
    guard !missing.isEmpty else { return "" }
    let reasons = missing.map { run in
      let reason =
        run.isSound ? FixedText.counted(run.history.count, "epoch") : run.briefStatus
      return "\(run.name) (\(reason))"
    }
    return "Without a curve: \(reasons.joined(separator: ", "))."
  }
}
