/// All extents, strides and offsets that the engine needs for one stage.
struct StagePlan: Sendable {
  let stage: Architecture.Stage
  let extents: StageExtents
  let shape: ConvolutionShape
  let layout: WeightLayout
  /// Output channels, rounded up to whole blocks.
  let channels: Int
  let block: Int

  // Offsets in the flat arrays of parameters and statistics.
  let weightOffset: Int
  let scaleOffset: Int
  let shiftOffset: Int
  let meanOffset: Int
  let varianceOffset: Int

  /// Blocks of output channels.
  var blocks: Int { channels / block }
  /// Height times width of the output.
  var spatialSize: Int { extents.outputHeight * extents.outputWidth }
  /// Height times width after the convolution.
  var mapSpatialSize: Int { extents.mapHeight * extents.mapWidth }
  /// Elements of one block of channels of one output image.
  var elementsPerPlane: Int { spatialSize * block }
  /// Elements of one output image.
  var elementsPerImage: Int { spatialSize * channels }
  /// Elements of one image after the convolution.
  var mapElementsPerImage: Int { mapSpatialSize * channels }
  /// Elements of one input image.
  var sourceElementsPerImage: Int { shape.inputChannels * extents.height * extents.width }
  /// Height times width of the kernel.
  var kernelArea: Int { stage.kernel * stage.kernel }

  /// How the elements of the output lie in memory.
  var order: BlockedOrder {
    BlockedOrder(
      channels: stage.outputChannels, blocks: blocks, block: block, spatialSize: spatialSize)
  }

  static func plan(
    _ architecture: Architecture, shardSize: Int, block: Int
  ) throws(ConvNetError) -> [StagePlan] {
    let extents = try architecture.extents()
    let layout = ParameterLayout(architecture)
    func offset(_ stage: Int, _ role: ParameterLayout.Role) -> Int {
      let entries = layout.parameters + layout.statistics
      return entries.first { $0.stage == stage && $0.role == role }?.offset ?? 0
    }
    func rounded(_ channels: Int) -> Int { (channels + block - 1) / block * block }
    return architecture.stages.indices.map { index in
      let stage = architecture.stages[index]
      // oneDNN reads a plain plane of pixels fast only in blocks of 16.
      let inputChannels = index == 0 && block == 16 ? 1 : rounded(stage.inputChannels)
      let shape = ConvolutionShape(
        images: shardSize, inputChannels: inputChannels,
        outputChannels: rounded(stage.outputChannels),
        height: extents[index].height, width: extents[index].width, kernel: stage.kernel,
        block: block)
      return StagePlan(
        stage: stage, extents: extents[index], shape: shape,
        layout: WeightLayout(
          shape, outputChannels: stage.outputChannels, inputChannels: stage.inputChannels),
        channels: shape.outputChannels, block: block, weightOffset: offset(index, .weight),
        scaleOffset: offset(index, .scale), shiftOffset: offset(index, .shift),
        meanOffset: offset(index, .runningMean), varianceOffset: offset(index, .runningVariance))
    }
  }
}
