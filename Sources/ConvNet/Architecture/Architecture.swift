/// A convolutional network as data: stages one after the other, then a global average pool and a softmax.
///
/// Each stage is a convolution without bias and padding, a ReLU, perhaps a 2×2 max pool, dropout,
/// and a batch norm. What the last stage leaves of a channel's map is averaged to one number.
public struct Architecture: Sendable, Equatable {
  /// One convolution and what follows it.
  public struct Stage: Sendable, Equatable {
    /// The convolution's name in PyTorch's `state_dict`.
    public var name: String
    /// The batch norm's name in PyTorch's `state_dict`.
    public var normName: String
    /// Channels that come in.
    public var inputChannels: Int
    /// Channels that go out.
    public var outputChannels: Int
    /// Height and width of the kernel.
    public var kernel: Int
    /// Whether the greatest of each 2×2 square goes on, in place of the four.
    public var isPooled: Bool

    /// Describes a stage.
    ///
    /// - Parameters:
    ///   - name: The convolution's name.
    ///   - normName: The batch norm's name.
    ///   - inputChannels: Channels that come in.
    ///   - outputChannels: Channels that go out.
    ///   - kernel: Height and width of the kernel.
    ///   - isPooled: Whether a 2×2 max pool follows the ReLU.
    public init(
      name: String, normName: String, inputChannels: Int, outputChannels: Int, kernel: Int,
      isPooled: Bool = false
    ) {
      self.name = name
      self.normName = normName
      self.inputChannels = inputChannels
      self.outputChannels = outputChannels
      self.kernel = kernel
      self.isPooled = isPooled
    }
  }

  /// Rows of an image.
  public var height: Int
  /// Columns of an image.
  public var width: Int
  /// The stages, from the image on.
  public var stages: [Stage]

  /// Describes a network.
  ///
  /// - Parameters:
  ///   - height: Rows of an image.
  ///   - width: Columns of an image.
  ///   - stages: The stages, from the image on.
  public init(height: Int, width: Int, stages: [Stage]) {
    self.height = height
    self.width = width
    self.stages = stages
  }

  /// The article's `Network`: ten convolutions, 19,972 parameters.
  public static let article = Architecture(
    height: 28, width: 28,
    stages: [
      Stage(
        name: "conv1", normName: "batch_norm1", inputChannels: 1, outputChannels: 16, kernel: 3),
      Stage(
        name: "conv2", normName: "batch_norm2", inputChannels: 16, outputChannels: 16, kernel: 3),
      Stage(
        name: "conv3", normName: "batch_norm3", inputChannels: 16, outputChannels: 16, kernel: 3),
      Stage(
        name: "conv4", normName: "batch_norm4", inputChannels: 16, outputChannels: 16, kernel: 3),
      Stage(
        name: "point_1", normName: "batch_norm_point1", inputChannels: 16, outputChannels: 12,
        kernel: 1,
        isPooled: true),
      Stage(
        name: "conv5", normName: "batch_norm5", inputChannels: 12, outputChannels: 20, kernel: 3),
      Stage(
        name: "conv6", normName: "batch_norm6", inputChannels: 20, outputChannels: 20, kernel: 3),
      Stage(
        name: "conv7", normName: "batch_norm7", inputChannels: 20, outputChannels: 20, kernel: 3),
      Stage(
        name: "conv8", normName: "batch_norm8", inputChannels: 20, outputChannels: 16, kernel: 3),
      Stage(
        name: "point_2", normName: "batch_norm_point2", inputChannels: 16, outputChannels: 10,
        kernel: 1),
    ])

  /// What every batch norm adds to a variance before its root is taken, as in PyTorch.
  public static let batchNormEpsilon = 1e-5
  /// How much of a batch's statistics enters the running ones, as in PyTorch.
  public static let batchNormMomentum = 0.1

  /// Pixels of an image.
  public var pixelCount: Int { height * width }
  /// The number of classes: the channels of the last stage.
  public var classCount: Int { stages.last?.outputChannels ?? 0 }

  /// The extents of what each stage reads and leaves.
  ///
  /// - Returns: The extents, one entry a stage.
  /// - Throws: `ConvNetError.invalidArchitecture` if a stage does not fit the one before it.
  public func extents() throws(ConvNetError) -> [StageExtents] {
    guard !stages.isEmpty else { throw .invalidArchitecture(reason: "it has no stage") }
    var result: [StageExtents] = []
    var channels = 1
    var (height, width) = (height, width)
    for stage in stages {
      guard stage.inputChannels == channels, stage.outputChannels > 0, stage.kernel > 0 else {
        throw .invalidArchitecture(
          reason: "\(stage.name) reads \(stage.inputChannels) channels, and \(channels) come in")
      }
      let map = (height: height - stage.kernel + 1, width: width - stage.kernel + 1)
      guard map.height > 0, map.width > 0 else {
        throw .invalidArchitecture(
          reason: "\(stage.name) needs \(stage.kernel) rows and columns, and \(height)×\(width) "
            + "come in")
      }
      let extents = StageExtents(
        height: height, width: width, mapHeight: map.height, mapWidth: map.width,
        outputHeight: stage.isPooled ? map.height / 2 : map.height,
        outputWidth: stage.isPooled ? map.width / 2 : map.width)
      guard extents.outputHeight > 0, extents.outputWidth > 0 else {
        throw .invalidArchitecture(reason: "nothing is left after the max pool of \(stage.name)")
      }
      result.append(extents)
      channels = stage.outputChannels
      (height, width) = (extents.outputHeight, extents.outputWidth)
    }
    return result
  }
}

/// The extents of what a stage reads and leaves, in pixels.
public struct StageExtents: Sendable, Equatable {
  /// Rows that come in.
  public var height: Int
  /// Columns that come in.
  public var width: Int
  /// Rows after the convolution: `height − kernel + 1`.
  public var mapHeight: Int
  /// Columns after the convolution: `width − kernel + 1`.
  public var mapWidth: Int
  /// Rows that go out: half of `mapHeight` after a max pool, else the same.
  public var outputHeight: Int
  /// Columns that go out.
  public var outputWidth: Int
}
