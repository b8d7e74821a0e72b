/// What a training step needs to know besides the images.
struct StepSettings: Sendable {
  var axis: SoftmaxAxis
  var learningRate: Double
  var rule: UpdateRule
  var dropout: Double
  /// Draws what is dropped; nothing if nothing is.
  var gaps: DropoutGaps?
  var seed: UInt64
  /// The number of the step since training began; it chooses which elements are dropped.
  var step: Int
}

/// How a step makes parameters of gradients.
struct UpdateRule: Sendable {
  var optimizer: OptimizerKind
  var momentum: Double
  var weightDecay: Double
  var isNesterov: Bool
  var beta1: Double
  var beta2: Double
  var alpha: Double
  var epsilon: Double

  /// Takes the momentum of a cycle: Adam's β1, the others' momentum.
  mutating func cycle(_ factor: Double) {
    if optimizer == .adam { beta1 = factor } else { momentum = factor }
  }
}
