import Backprop
import Numerals

extension FailingStep {
  /// What happened, in sentences with this training's numbers: the step, where it led, and why the
  /// training stays there or goes on from bad to worse.
  package var story: String {
    guard let update else { return fromTheStart }
    let equation =
      "\(parameter) = \(update.text(SentenceNotation())) = \(NumberText.typeset(value, 4))"
    return "\(stepWords) overshot: \(equation). It led to \(neuronWords)"
      + (isDead ? "\(slopeWords); \(deadWords)\(laterWords)" : "; \(risenWords)") + "."
  }

  /// A training whose layer passes nothing back with its first weights.
  private var fromTheStart: String {
    "With the first weights \(neuronWords)\(slopeWords); the gradient of \(parameter) is "
      + "\(short(gradient))\(nextWords)."
  }

  /// Which step it was.
  private var stepWords: String {
    guard let row, row > 0 else { return "The first step" }
    let epoch = row / stepsPerEpoch + 1
    return stepsPerEpoch == 1
      ? "The step of epoch \(epoch)"
      : "Step \(row % stepsPerEpoch + 1) of epoch \(epoch)"
  }

  /// The neuron's activation and what it should be; of a ReLU its sum, because its zeros are alike.
  private var neuronWords: String {
    let showsSum = [.relu, .leakyRelu].contains(neuron.function)
    let own =
      showsSum
      ? "\(neuron.sum) = \(short(neuron.sumValue))"
      : "\(neuron.activation) = \(short(neuron.value))"
    return own + (neuron.target.map { " (target \(short($0)))" } ?? "")
  }

  private var slopeWords: String {
    ", where the slope of \(neuron.function.noun) is \(short(neuron.slope))"
      + (neuron.isSteepest && neuron.slope > 0 ? ", the steepest of the layer" : "")
  }

  private var deadWords: String {
    "the next gradient of \(parameter) is \(short(gradient))\(nextWords)"
  }

  /// When the rest of the layer followed.
  private var laterWords: String {
    guard let deadFrom else { return "" }
    let floor = NumberText.typeset(LearningRateDiagnosis.slopeFloor, 2)
    return "; from epoch \(deadFrom / stepsPerEpoch + 1) on no slope of the layer reaches \(floor)"
  }

  /// What the step after makes of the parameter, where hardly anything comes back.
  private var nextWords: String {
    guard let next else { return "" }
    let distance = next - value
    if distance == 0 { return ", and the next step leaves it where it is" }
    let isSmall = distance.magnitude < 0.01 * change.magnitude
    return ", and the next step moves it by \(short(distance.magnitude))\(isSmall ? " only" : "")"
  }

  /// What the step after makes of the parameter, where the loss has risen.
  private var risenWords: String {
    guard gradient.isFinite else { return "the next gradient of \(parameter) is no finite number" }
    var words = "the next gradient of \(parameter) is \(short(gradient))"
    if let gradientBefore, gradientBefore != 0, gradient != 0 {
      let factor = (gradient / gradientBefore).magnitude
      let sign = (gradient > 0) == (gradientBefore > 0) ? "the same" : "the other"
      if factor.isFinite { words += ", \(short(factor)) times the last one, with \(sign) sign" }
    }
    guard let next else { return words }
    let isBack = (next - value) * change < 0
    return words + ", and the next step leads \(isBack ? "back " : "on ")to \(parameter) = "
      + short(next)
  }

  private func short(_ value: Double) -> String { NumberText.typeset(value, 3) }
}

extension Activation {
  /// What a sentence calls the function.
  fileprivate var noun: String {
    switch self {
    case .sigmoid: "the sigmoid"
    case .tanh: "tanh"
    case .relu: "ReLU"
    case .leakyRelu: "leaky ReLU"
    case .linear: "the linear activation"
    case .softmax: "the softmax"
    }
  }
}
