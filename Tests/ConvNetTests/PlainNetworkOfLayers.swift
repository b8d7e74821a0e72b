import ConvNet
import TestSupport

/// A network computed layer by layer in double precision, with no folding, shards or blocks.
struct PlainNetworkOfLayers {
  let architecture: Architecture
  var parameters: [Double]
  var statistics: [Double]
  /// 0 where an element is dropped, 1/(1 − p) elsewhere; one entry a stage.
  var masks: [PlainMaps?]

  init(_ state: NetworkState, masks: [PlainMaps?]? = nil) {
    architecture = state.architecture
    parameters = state.parameters.map(Double.init)
    statistics = state.statistics.map(Double.init)
    self.masks = masks ?? state.architecture.stages.map { _ in nil }
  }

  private func values(_ stage: Int, _ role: ParameterLayout.Role) -> [Double] {
    let layout = ParameterLayout(architecture)
    let flat = role == .runningMean || role == .runningVariance ? statistics : parameters
    let entries = layout.parameters + layout.statistics
    return entries.first { $0.stage == stage && $0.role == role }.map { Array(flat[$0.range]) }
      ?? []
  }

  private func convolution(_ stage: Int) -> PlainConvolution {
    let description = architecture.stages[stage]
    return PlainConvolution(
      outputs: description.outputChannels, kernel: description.kernel,
      weights: values(stage, .weight))
  }

  private func norm(_ stage: Int) -> PlainBatchNorm {
    PlainBatchNorm(scale: values(stage, .scale), shift: values(stage, .shift))
  }

  /// What a stage computes on the way, for the way back.
  struct Trace {
    var input: PlainMaps
    var map: PlainMaps
    var rectified: PlainMaps
    var dropped: PlainMaps
  }

  private func masked(_ maps: PlainMaps, _ stage: Int) -> PlainMaps {
    guard let mask = masks[stage] else { return maps }
    var result = maps
    for index in result.values.indices { result.values[index] *= mask.values[index] }
    return result
  }

  func forward(_ images: PlainMaps) -> (logits: [[Double]], traces: [Trace]) {
    var traces: [Trace] = []
    var maps = images
    for (stage, description) in architecture.stages.enumerated() {
      let input = maps
      let map = convolution(stage).forward(input)
      let rectified = PlainReLU.forward(map)
      let pooled = description.isPooled ? PlainMaximum.forward(rectified) : rectified
      let dropped = masked(pooled, stage)
      traces.append(Trace(input: input, map: map, rectified: rectified, dropped: dropped))
      maps = norm(stage).forward(dropped)
    }
    return (average(maps), traces)
  }

  /// The logits with the running statistics and without dropout.
  func evaluate(_ images: PlainMaps) -> [[Double]] {
    var maps = images
    for (stage, description) in architecture.stages.enumerated() {
      maps = PlainReLU.forward(convolution(stage).forward(maps))
      if description.isPooled { maps = PlainMaximum.forward(maps) }
      maps = norm(stage).forward(
        maps, means: values(stage, .runningMean), variances: values(stage, .runningVariance))
    }
    return average(maps)
  }

  private func average(_ maps: PlainMaps) -> [[Double]] {
    var logits = [[Double]](
      repeating: [Double](repeating: 0, count: maps.channels), count: maps.images)
    maps.forEach { n, c, y, x in
      logits[n][c] += maps[n, c, y, x] / Double(maps.height * maps.width)
    }
    return logits
  }

  func loss(_ images: PlainMaps, _ loss: PlainLoss) -> Double { loss.loss(forward(images).logits) }

  /// The gradient of the mean loss with respect to all parameters, in the order of the layout.
  func gradient(_ images: PlainMaps, _ loss: PlainLoss) -> [Double] {
    let (logits, traces) = forward(images)
    let layout = ParameterLayout(architecture)
    var result = [Double](repeating: 0, count: parameters.count)
    func set(_ stage: Int, _ role: ParameterLayout.Role, _ values: [Double]) {
      for entry in layout.parameters where entry.stage == stage && entry.role == role {
        result.replaceSubrange(entry.range, with: values)
      }
    }
    let dLogits = loss.backward(logits)
    guard var gradient = traces.last?.dropped.zeros else { return result }
    gradient.forEach { n, c, y, x in
      gradient[n, c, y, x] = dLogits[n][c] / Double(gradient.height * gradient.width)
    }
    for stage in architecture.stages.indices.reversed() {
      let trace = traces[stage]
      let norms = norm(stage).backward(trace.dropped, gradient)
      set(stage, .scale, norms.dScale)
      set(stage, .shift, norms.dShift)
      var d = masked(norms.dInput, stage)
      if architecture.stages[stage].isPooled { d = PlainMaximum.backward(trace.rectified, d) }
      d = PlainReLU.backward(trace.map, d)
      let below = convolution(stage).backward(trace.input, d)
      set(stage, .weight, below.dWeights)
      gradient = below.dInput
    }
    return result
  }
}
