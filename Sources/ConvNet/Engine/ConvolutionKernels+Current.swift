extension ConvolutionKernels {
  /// The kernels that the article's network uses on this processor.
  ///
  /// - Returns: The kernels.
  /// - Throws: `ConvNetError.oneDNN`.
  public static func current() throws(ConvNetError) -> ConvolutionKernels {
    let engine = try OneDNNEngine()
    var names: [String] = []
    let plans = try StagePlan.plan(
      .article, shardSize: Engine.shardSize, block: OneDNNEngine.channelBlock)
    for (index, plan) in plans.enumerated() {
      names += try ConvolutionPrimitives(
        plan.shape, needsDataGradient: index > 0, engine: engine
      ).implementations
    }
    return ConvolutionKernels(
      instructions: LinkedOneDNN.instructions, implementations: names)
  }
}
