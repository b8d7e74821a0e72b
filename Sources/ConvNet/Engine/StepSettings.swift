/// What a training step needs to know besides the images.
struct StepSettings: Sendable {
  var axis: SoftmaxAxis
  var learningRate: Double
  var momentum: Double
  var dropout: Double
  /// Draws what is dropped; nothing if nothing is.
  var gaps: DropoutGaps?
  var seed: UInt64
  /// The number of the step since training began; it chooses which elements are dropped.
  var step: Int
}
