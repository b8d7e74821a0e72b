import Backprop
import ConvNet

extension TensorPlan {
  /// The forward pass of a step, from the pixels to the loss.
  ///
  /// - Parameters:
  ///   - settings: The network and its batch.
  ///   - extents: What each stage reads and leaves.
  init(_ settings: ConvolutionSettings, _ extents: [StageExtents]) {
    let architecture = settings.architecture
    let images = settings.batch
    let size = [architecture.height, architecture.width]
    keep("pixels", [images] + size, .pixels, from: "pixels")
    keep("labels", [images], .labels, from: "labels")
    for (index, stage) in architecture.stages.enumerated() {
      keepParameters(stage, index)
    }
    compute("input", [images, 1] + size, .input) {
      (number("pixels", $0[0], $0[2], $0[3]) / 255 - .setting(StepSymbol.pixelMean))
        / .setting(StepSymbol.pixelDeviation)
    }
    var source = "input"
    for (index, stage) in architecture.stages.enumerated() {
      source = addStage(stage, index, extents[index], reading: source, settings)
    }
    addLoss(reading: source, extents[extents.count - 1], settings)
  }

  private mutating func keepParameters(_ stage: Architecture.Stage, _ index: Int) {
    let channels = [stage.outputChannels]
    for (name, shape, kind) in [
      (
        "\(stage.name).weight",
        [stage.outputChannels, stage.inputChannels, stage.kernel, stage.kernel],
        StepTensor.Kind.weight
      ),
      ("\(stage.normName).weight", channels, .scale), ("\(stage.normName).bias", channels, .shift),
      ("\(stage.normName).running_mean", channels, .runningMean),
      ("\(stage.normName).running_var", channels, .runningVariance),
    ] {
      keep(name, shape, kind, stage: index, from: "after.\(name)")
    }
  }

  /// Convolution, ReLU, perhaps max pool, dropout and batch norm.
  ///
  /// - Returns: The name of what the stage leaves.
  private mutating func addStage(
    _ stage: Architecture.Stage, _ index: Int, _ extents: StageExtents, reading source: String,
    _ settings: ConvolutionSettings
  ) -> String {
    let name = stage.name
    let map = [settings.batch, stage.outputChannels, extents.mapHeight, extents.mapWidth]
    compute(name, map, .convolution, stage: index) { at in
      let taps = StepTensor.indices(of: [stage.inputChannels, stage.kernel, stage.kernel])
      return .total(
        taps.map { tap in
          number("\(name).weight", at[1], tap[0], tap[1], tap[2])
            * number(source, at[0], tap[0], at[2] + tap[1], at[3] + tap[2])
        })
    }
    compute("\(name).relu", map, .relu, stage: index) {
      .call(.relu, number(name, $0[0], $0[1], $0[2], $0[3]))
    }
    var last = "\(name).relu"
    let shape = [settings.batch, stage.outputChannels, extents.outputHeight, extents.outputWidth]
    if stage.isPooled {
      let relu = last
      last = "\(name).pool"
      compute(last, shape, .pool, stage: index) { at in
        .maximum(
          StepTensor.indices(of: [2, 2]).map {
            number(relu, at[0], at[1], 2 * at[2] + $0[0], 2 * at[3] + $0[1])
          })
      }
    }
    if settings.dropout > 0 {
      give("kept.\(name)", shape, .kept, stage: index)
      compute("mask.\(name)", shape, .mask, stage: index) {
        .current(StepTensor.symbol("kept.\(name)", $0)) / (1 - .setting(StepSymbol.dropout))
      }
    }
    let undropped = last
    compute("\(name).dropout", shape, .dropout, stage: index) {
      let value = ScalarExpression.current(StepTensor.symbol(undropped, $0))
      return settings.dropout > 0
        ? value * .current(StepTensor.symbol("mask.\(name)", $0)) : value
    }
    addBatchNorm(stage.normName, index, shape, reading: "\(name).dropout")
    return stage.normName
  }

  /// *Math*: y = γ·(x − mean)/√(variance + ε) + β, with the variance over all M numbers of a channel.
  private mutating func addBatchNorm(
    _ norm: String, _ index: Int, _ shape: [Int], reading source: String
  ) {
    let count = ScalarExpression.constant(Double(shape[0] * shape[2] * shape[3]))
    let places = StepTensor.indices(of: [shape[0], shape[2], shape[3]])
    func total(_ name: String, _ channel: Int, _ term: (ScalarExpression) -> ScalarExpression)
      -> ScalarExpression
    { .total(places.map { term(number(name, $0[0], channel, $0[1], $0[2])) }) }
    compute("\(norm).mean", [shape[1]], .mean, stage: index) {
      total(source, $0[0]) { $0 } / count
    }
    compute("\(norm).centered", shape, .centered, stage: index) {
      .current(StepTensor.symbol(source, $0)) - number("\(norm).mean", $0[1])
    }
    compute("\(norm).variance", [shape[1]], .variance, stage: index) {
      total("\(norm).centered", $0[0], \.squared) / count
    }
    compute("\(norm).deviation", [shape[1]], .deviation, stage: index) {
      .call(.squareRoot, number("\(norm).variance", $0[0]) + .setting(StepSymbol.epsilon))
    }
    compute("\(norm).normalized", shape, .normalized, stage: index) {
      .current(StepTensor.symbol("\(norm).centered", $0)) / number("\(norm).deviation", $0[1])
    }
    compute(norm, shape, .batchNorm, stage: index) {
      number("\(norm).weight", $0[1]) * .current(StepTensor.symbol("\(norm).normalized", $0))
        + number("\(norm).bias", $0[1])
    }
  }

  private mutating func addLoss(
    reading source: String, _ extents: StageExtents, _ settings: ConvolutionSettings
  ) {
    let images = settings.batch
    let classes = settings.architecture.classCount
    let places = StepTensor.indices(of: [extents.outputHeight, extents.outputWidth])
    compute("average", [images, classes], .average) { at in
      .total(places.map { number(source, at[0], at[1], $0[0], $0[1]) })
        / .constant(Double(places.count))
    }
    // One where the class is the label: the distance from it is below a half.
    compute("target", [images, classes], .target) {
      .call(.step, 0.25 - (number("labels", $0[0]) - .constant(Double($0[1]))).squared)
    }
    compute("log_sum_exp.batch", [classes], .logSumExpOfBatch) { at in
      .logSumExp((0..<images).map { number("average", $0, at[0]) })
    }
    compute("log_sum_exp.class", [images], .logSumExpOfClasses) { at in
      .logSumExp((0..<classes).map { number("average", at[0], $0) })
    }
    let batch = ScalarExpression.setting(StepSymbol.softmaxOverBatch)
    compute("log_softmax", [images, classes], .logSoftmax) {
      number("average", $0[0], $0[1])
        - (batch * number("log_sum_exp.batch", $0[1])
          + (1 - batch) * number("log_sum_exp.class", $0[0]))
    }
    compute("loss", [], .loss) { _ in
      -.total(
        StepTensor.indices(of: [images, classes]).map {
          number("target", $0[0], $0[1]) * number("log_softmax", $0[0], $0[1])
        }) / .constant(Double(images))
    }
  }
}
