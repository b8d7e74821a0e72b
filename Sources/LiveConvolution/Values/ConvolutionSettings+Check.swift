import ConvNet
import Numerals
package import Publishing

extension ConvolutionSettings {
  /// Checks every setting's range, and the size of what would be made.
  ///
  /// - Throws: `ReportError` of category `usage` for a setting out of its range or a step that is
  ///   too large, `badData` for an architecture that cannot be built.
  package func check() throws(ReportError) {
    var training = TrainingSettings()
    training.batchSize = batch
    training.softmax = softmax
    training.dropout = dropout
    training.learningRate = learningRate
    training.momentum = momentum
    training.stepSize = stepSize
    training.gamma = gamma
    do { try training.validate() } catch {
      throw ReportError(.usage, Self.sentence(error))
    }
    guard (1...Self.stepLimit).contains(steps) else {
      throw ReportError(
        .usage,
        "--steps is \(steps), but it must be a number from 1 to \(Self.stepLimit): each step takes "
          + "four sheets.")
    }
    do { _ = try architecture.extents() } catch {
      throw ReportError(.badData, Self.sentence(error))
    }
    for stage in architecture.stages {
      let terms = stage.kernel * stage.kernel * max(stage.inputChannels, stage.outputChannels)
      guard terms <= Self.termLimit else {
        throw ReportError(
          .usage,
          "A cell of \(stage.name) would add up \(FixedText.grouped(terms)) products, and a formula "
            + "takes \(Self.termLimit); take a smaller kernel or fewer channels.")
      }
    }
    let count = StepGraph.count(self)
    guard count <= Self.cellLimit else {
      throw ReportError(
        .usage,
        "A step of this network has \(FixedText.grouped(count)) numbers, one a cell, and a workbook "
          + "takes \(FixedText.grouped(Self.cellLimit)); take smaller images, fewer channels or a "
          + "smaller batch.")
    }
  }

  /// An error of the engine as a sentence.
  private static func sentence(_ error: ConvNetError) -> String {
    let text = "\(error)."
    return text.prefix(1).uppercased() + text.dropFirst()
  }
}
