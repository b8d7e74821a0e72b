/// All extents, strides and places that the engine needs for one stage.
struct StagePlan: Sendable {
  let stage: Architecture.Stage
  let extents: StageExtents
  let shape: ConvolutionShape
  let layout: WeightLayout
  /// Channels that go out, rounded up to whole blocks.
  let channels: Int
  let block: Int

  // Places in the flat arrays of parameters and statistics.
  let weightOffset: Int
  let scaleOffset: Int
  let shiftOffset: Int
  let meanOffset: Int
  let varianceOffset: Int

  /// Blocks of channels that go out.
  var blocks: Int { channels / block }
  /// Places of one map that goes out.
  var places: Int { extents.outputHeight * extents.outputWidth }
  /// Places of one map behind the convolution.
  var mapPlaces: Int { extents.mapHeight * extents.mapWidth }
  /// Numbers of one block of one image that go out.
  var planeCount: Int { places * block }
  /// Numbers of one image that go out.
  var imageCount: Int { places * channels }
  /// Numbers of one image behind the convolution.
  var mapImageCount: Int { mapPlaces * channels }
  /// Numbers of one image that come in.
  var sourceImageCount: Int { shape.inputs * extents.height * extents.width }
  /// Places of the kernel.
  var taps: Int { stage.kernel * stage.kernel }

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
      let inputs = index == 0 && block == 16 ? 1 : rounded(stage.inputs)
      let shape = ConvolutionShape(
        images: shardSize, inputs: inputs, outputs: rounded(stage.outputs),
        height: extents[index].height, width: extents[index].width, kernel: stage.kernel,
        block: block)
      return StagePlan(
        stage: stage, extents: extents[index], shape: shape,
        layout: WeightLayout(shape, outputs: stage.outputs, inputs: stage.inputs),
        channels: shape.outputs, block: block, weightOffset: offset(index, .weight),
        scaleOffset: offset(index, .scale), shiftOffset: offset(index, .shift),
        meanOffset: offset(index, .runningMean), varianceOffset: offset(index, .runningVariance))
    }
  }
}
