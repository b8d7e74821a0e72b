package import ConvNet
package import Datasets
package import RunRecords

/// A training run with all that its workbook and figures show.
package struct TrainingRun: Sendable {
  /// How many images the sample grid shows: three rows of four.
  package static let sampleCount = 12

  /// Settings, history, confusion and mistakes.
  package let record: RunRecord
  /// The network after the last finished epoch.
  package let network: NetworkState
  /// The first images of the first batch, cut and turned as the network saw them.
  package let samples: LabeledImages
  /// The images of `record.mistakes`, in the same order, with the digits that they show.
  package let misclassified: LabeledImages

  /// Puts a run together.
  ///
  /// - Parameters:
  ///   - record: Settings, history, confusion and mistakes.
  ///   - network: The network after the last finished epoch.
  ///   - data: The images that the run was made with.
  init(record: RunRecord, network: NetworkState, data: DigitDataset) {
    self.record = record
    self.network = network
    let settings = record.settings
    let training = RunImages(data, settings).training
    let first = Batches.training(
      training, batchSize: settings.training.batchSize, seed: settings.training.seed,
      epoch: 1, isShuffled: settings.isShuffled, transforms: settings.effectiveTransforms)
    samples = first.augmentedImages(at: 0..<min(Self.sampleCount, training.count))
    let indices = record.mistakes.map(\.index).filter { $0 < data.test.count }
    misclassified = data.test.selected(indices)
  }

  /// Height and width of the first layer's kernels.
  package var kernelSide: Int { network.architecture.stages.first?.kernel ?? 1 }

  /// The first layer's kernels, row-major.
  package var kernels: [[Float]] {
    guard let entry = network.layout.parameters.first else { return [] }
    let weights = network.parameters[entry.range]
    let area = kernelSide * kernelSide
    return stride(from: weights.startIndex, to: weights.endIndex, by: area).map {
      Array(weights[$0..<$0 + area])
    }
  }
}
