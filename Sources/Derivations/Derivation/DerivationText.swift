import Backprop

/// What the steps of a derivation say, for the network at hand.
struct DerivationText {
  private let network: Network
  private var training: Network.Training { network.training }
  private var hasSamples: Bool { network.samples.count > 1 }
  private var isDeep: Bool { network.layers.count > 1 }

  /// The words for a network.
  init(_ network: Network) {
    self.network = network
  }

  /// From the inputs to the outputs.
  var forwardPass: String {
    let softmax =
      network.layers.last?.activation == .softmax
      ? " The outputs are a softmax: the exponential of each sum, divided by the total. The division "
        + "is the subtraction of a logarithm, lse, so that no exponential overflows." : ""
    let samples = hasSamples ? " Every sample goes the same way; the first one is shown." : ""
    return "Each neuron adds up what it receives, weighted, and passes the sum through its "
      + "activation function." + softmax + samples
  }

  /// From the outputs to the loss.
  var error: String {
    let error =
      switch training.loss {
      case .squaredError:
        "The error of an output is half its squared distance from the target; the half cancels "
          + "the two of the derivative. "
      case .binaryCrossEntropy:
        "The error of an output is -(t ln a + (1 - t) ln(1 - a)), the binary cross entropy. It is "
          + "computed from the sum, since 1 - σ(o) is σ(-o) and ln σ never overflows. "
      case .crossEntropy:
        "The error of an output is -t ln a, the cross entropy, and ln a is the sum less lse. "
      }
    guard hasSamples else { return error + "The loss is their sum." }
    let all = network.stepsPerEpoch > 1 ? "the samples of the step" : "all samples"
    return error
      + "A sample's error E is their sum, and the loss is the \(training.reduction.rawValue) "
      + "over \(all)."
  }

  /// The gradients of the output layer.
  var outputGradients: String {
    let samples =
      hasSamples
      ? " Every sample contributes such a product; the gradient is their "
        + "\(training.reduction.rawValue), because a derivative of a sum is the sum of the derivatives."
      : ""
    switch training.loss {
    case .squaredError:
      if network.layers.last?.activation == .softmax {
        return "A weight of the output layer acts on every output, because a softmax divides by "
          + "their total. The chain rule adds up what comes through each of them." + samples
      }
      return "A weight of the output layer acts on the loss through one sum, one activation "
        + "and one error. The chain rule multiplies the three derivatives." + samples
    case .binaryCrossEntropy:
      return "The derivative of the cross entropy by the output is (a - t) / (a (1 - a)), and the "
        + "slope of the sigmoid is a (1 - a): both cancel, and the derivative by the sum is a - t. "
        + "The weight's derivative is that times what the weight is multiplied by." + samples
    case .crossEntropy:
      return
        "The derivative of ln a_k by the sum o_j is 1 - a_j for j = k and -a_j for the others. "
        + "Times -t_k and added up over k that leaves a_j - t_j, because the targets add up to one. "
        + "The weight's derivative is that times what the weight is multiplied by." + samples
    }
  }

  /// What comes back to the hidden layers.
  var hiddenActivations: String {
    guard isDeep else {
      return "This network has no hidden layer, so that nothing has to be passed back."
    }
    let slope =
      hasSamples ? " Times the slope of the activation it is the derivative by the sum." : ""
    return "A hidden activation acts on every neuron of the next layer, so that what comes back "
      + "from them is added." + slope
  }

  /// The gradients of the hidden layers.
  var hiddenGradients: String {
    guard isDeep else { return "This network has no hidden layer." }
    return hasSamples
      ? "With the derivative by the sum known, the derivative by a weight is that times what the "
        + "weight is multiplied by, again for every sample."
      : "With the derivative by the activation known, the way to a weight before it is the same "
        + "as in the output layer: slope of the activation, then what the weight is multiplied "
        + "by."
  }

  /// The update of the parameters.
  var update: String {
    let row = network.stepsPerEpoch > 1 ? "step" : "epoch"
    let schedule =
      training.schedule == .constant
      ? "" : " η follows from the rate that is set, η0, and from the epoch."
    let end = "\(schedule) A prime marks a value of the \(row) before."
    let optimizer = training.optimizer
    switch optimizer.method {
    case .sgd:
      let decay =
        optimizer["weight decay"] > 0
        ? " Weight decay adds the part λ of the parameter to its gradient, which draws it to zero."
        : ""
      guard optimizer["momentum"] > 0 else {
        return
          "Each \(row) moves every trained parameter against its gradient, by the learning rate "
          + "η." + decay + end
      }
      let nesterov =
        optimizer["nesterov"] == 1
        ? " Nesterov's step takes the gradient and the part μ of the velocity that is already "
          + "known to follow." : ""
      return
        "Each \(row) moves every trained parameter against its velocity v. The velocity keeps the "
        + "part μ of what it was and adds the gradient: gradients that agree add up to as much as "
        + "1 / (1 - μ) of them, those that alternate cancel." + nesterov + decay + end
    case .rmsprop:
      return
        "The step is the gradient divided by the root of s, a running mean of its squares that "
        + "keeps the part α: parameters with small gradients move as far as those with large ones. "
        + "ε keeps the divisor above zero." + end
    case .adagrad:
      return
        "The step is the gradient divided by the root of s, the sum of all its squares so far: "
        + "the more a parameter has moved, the smaller its steps become. ε keeps the divisor above "
        + "zero." + end
    case .adam:
      return "m is a running mean of the gradients, s one of their squares. Both start at zero, so "
        + "that their values have the weight 1 - βᵗ together after t steps; they are divided by it. "
        + "The step u is the mean divided by the root of the mean square, so that a parameter whose "
        + "gradients agree moves by about η, whatever their size." + end
    }
  }
}
