package import Backprop
import Numerals

extension TableDescription {
  /// What a column holds, in a sentence.
  package func meaning(of column: Column) -> String {
    let symbol = column.symbol.name
    switch column.role {
    case .step: return stepMeaning(column)
    case .rate: return "\(symbol) is the learning rate of this epoch, as the schedule sets it."
    case .target: return "\(symbol) is the value that the network should give at this output."
    case .input: return "\(symbol) is a value that enters the network."
    case .weight: return "\(symbol) is a weight; \(updateMeaning)."
    case .bias:
      return parameters.contains(column.symbol)
        ? "\(symbol) is a bias; \(updateMeaning)."
        : "\(symbol) is a bias that is kept as it is."
    case .preactivation: return "\(symbol) is the weighted sum that a neuron receives."
    case .logSumExp:
      return "\(symbol) is the logarithm of the sum of the exponentials of the outputs' sums; it "
        + "makes the softmax add up to one without an exponential that overflows."
    case .activation: return "\(symbol) is what the neuron makes of its weighted sum."
    case .error: return errorMeaning(column)
    case .totalError: return totalMeaning(symbol)
    case .accuracy: return accuracyMeaning(column)
    case .sensitivity: return sensitivityMeaning(symbol)
    case .check: return "\(symbol) is the central difference that checks a gradient."
    case .optimizer: return optimizerMeaning(column)
    case .curvature:
      return "\(symbol) says how fast one gradient changes with the other parameter."
    case .gradient: return gradientMeaning(symbol)
    }
  }

  private func accuracyMeaning(_ column: Column) -> String {
    let symbol = column.symbol.name
    if column.symbol == .accuracy {
      return "\(symbol) is the part of all samples that are classified right."
    }
    return switch network.classification {
    case .threshold(let threshold):
      "\(symbol) is 1 if output and target lie on the same side of \(NumberText.shortest(threshold)), else 0."
    case .largest, nil:
      "\(symbol) is 1 if the output of the right class is the largest, else 0."
    }
  }

  private var isPlain: Bool { network.training == Network.Training() && network.samples.count == 1 }

  private var updateMeaning: String {
    isPlain || (network.stepsPerEpoch == 1 && network.training.optimizer.isPlain)
      ? "each epoch lowers it by η times its gradient"
      : network.training.optimizer.isPlain
        ? "each step lowers it by η times its gradient"
        : "each step changes it as \(network.training.optimizer.method.rawValue) says"
  }

  private func stepMeaning(_ column: Column) -> String {
    let symbol = column.symbol
    switch symbol {
    case .epoch: return "epoch counts the passes over all samples."
    case .step: return "step counts the updates from the beginning."
    default:
      guard let batch = network.batches.indices.first(where: { "batch\($0 + 1)" == symbol.name })
      else { return "\(symbol) is the number of samples of this step." }
      let samples = network.batches[batch]
      let which =
        samples.count == 1
        ? "sample \(samples.lowerBound + 1)"
        : "samples \(samples.lowerBound + 1) to \(samples.upperBound)"
      return "\(symbol) is 1 in the steps that take \(which), else 0."
    }
  }

  private func errorMeaning(_ column: Column) -> String {
    let symbol = column.symbol.name
    if names.samples.contains(where: { $0.error == column.symbol }) {
      return "\(symbol) is the error of this sample: the sum of those of its outputs."
    }
    return switch network.training.loss {
    case .squaredError: "\(symbol) is half the squared distance of an output from its target."
    case .binaryCrossEntropy:
      "\(symbol) is the binary cross entropy of an output and its target, from the sum itself so "
        + "that no logarithm of zero is taken."
    case .crossEntropy:
      "\(symbol) is the target times the negative logarithm of the output, from the sums themselves "
        + "so that no logarithm of zero is taken."
    }
  }

  private func totalMeaning(_ symbol: String) -> String {
    guard network.samples.count > 1 else {
      return "\(symbol) is the sum of the errors of all outputs: the loss."
    }
    let samples = network.stepsPerEpoch > 1 ? "this step's samples" : "all samples"
    return "\(symbol) is the \(network.training.reduction.rawValue) of the errors of \(samples): "
      + "the loss."
  }

  private func sensitivityMeaning(_ symbol: String) -> String {
    network.samples.count == 1
      ? "\(symbol) says how fast the loss changes with this hidden activation."
      : "\(symbol) says how fast the error of one sample changes with this weighted sum."
  }

  private func gradientMeaning(_ symbol: String) -> String {
    guard network.samples.count > 1 else {
      return "\(symbol) says how fast the loss changes with this parameter."
    }
    return "\(symbol) says how fast the loss changes with this parameter: the "
      + "\(network.training.reduction.rawValue) of what the samples contribute."
  }

  private func optimizerMeaning(_ column: Column) -> String {
    let symbol = column.symbol
    let parameter = parameters.first {
      [$0.velocity, $0.mean, $0.meanSquare, $0.corrected].contains(symbol)
    }
    guard let parameter else { return "\(symbol) is kept by the optimizer." }
    if symbol == parameter.velocity {
      return "\(symbol) is the velocity of \(parameter): what momentum remembers of its gradients."
    }
    if symbol == parameter.mean {
      return "\(symbol) is a running mean of the gradients of \(parameter), which starts at zero."
    }
    if symbol == parameter.corrected {
      return "\(symbol) is what \(parameter) is updated with: both means freed from their start at "
        + "zero, the first divided by the root of the second."
    }
    return network.training.optimizer.method == .adagrad
      ? "\(symbol) is the sum of all squared gradients of \(parameter)."
      : "\(symbol) is a running mean of the squared gradients of \(parameter)."
  }
}
