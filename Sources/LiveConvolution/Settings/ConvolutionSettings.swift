package import ConvNet

/// What a training step in cells is computed with.
package struct ConvolutionSettings: Sendable, Equatable {
  /// The network.
  package var architecture = Architecture.small
  /// Determines images, first parameters and dropped elements.
  package var seed: UInt64 = 226
  /// Images of the batch, which is the same in every step.
  package var batch = 2
  /// Along which axis the softmax normalizes.
  package var softmax = SoftmaxAxis.batch
  /// The probability with which dropout sets an element to zero; 0 leaves dropout out.
  package var dropout = 0.25
  /// The learning rate of the first steps.
  package var learningRate = 0.1
  /// The momentum μ.
  package var momentum = 0.9
  /// Steps after which the learning rate falls, as in PyTorch's `StepLR`.
  package var stepSize = 15
  /// What the learning rate is multiplied by when it falls.
  package var gamma = 0.1
  /// Training steps, one after the other.
  package var steps = 2

  /// The small network with a step that shows something everywhere.
  package init() {}

  /// The most steps that a workbook holds.
  package static let stepLimit = 10
  /// The most numbers of a step that a workbook holds, one a cell.
  package static let cellLimit = 30_000
  /// The most products that a cell's formula adds up, which keeps it within Excel's 8,192 characters.
  package static let termLimit = 200
}

extension Architecture {
  /// A network with every kind of layer that the article's has, in its order, and small enough to see.
  package static let small = Architecture(
    height: 6, width: 6,
    stages: [
      Stage(name: "conv1", normName: "batch_norm1", inputChannels: 1, outputChannels: 2, kernel: 3),
      Stage(
        name: "point_1", normName: "batch_norm_point1", inputChannels: 2, outputChannels: 2,
        kernel: 1, isPooled: true),
      Stage(
        name: "point_2", normName: "batch_norm_point2", inputChannels: 2, outputChannels: 2,
        kernel: 1),
    ])
}
