import Backprop
import ConvNet
package import Derivations

extension ConvolutionSteps {
  /// The way from the pixels to the update and back, one number of each tensor of the first stage,
  /// generated from the graph's expressions.
  package var derivation: Derivation {
    Derivation(steps: [
      Derivation.Step(
        kind: .forwardPass, title: "Forward pass",
        text: "A convolution is a weighted sum whose weights all places share. ReLU, dropout and "
          + "batch norm follow; where a stage has a max pool, it keeps the greatest of four.",
        equations: equations { $0.stage == shownStage && isForward($0) }),
      Derivation.Step(
        kind: .error, title: "Loss",
        text: "The averages of the last maps are the scores. A log-softmax and the mean over the "
          + "images make one number of them.",
        equations: equations {
          [.average, .target, .logSumExpOfBatch, .logSumExpOfClasses, .logSoftmax, .loss].contains(
            $0.kind)
        }),
      Derivation.Step(
        kind: .outputGradients, title: "Back through the loss",
        text:
          "The derivative by a log-probability is minus one in N at the true class. The softmax "
          + "hands it on to every score that it divides by.",
        equations: equations { $0.kind == .gradient && $0.stage == nil && $0.name != "grad.input" }),
      Derivation.Step(
        kind: .hiddenGradients, title: "Back through a stage",
        text:
          "Batch norm has three paths back: straight through x̂, through the variance, and through "
          + "the mean. A weight of a convolution is used at every place of every image, so that its "
          + "gradient is the sum over all of them.",
        equations: equations { $0.kind == .gradient && $0.stage == shownStage }),
      Derivation.Step(
        kind: .update, title: "Update",
        text: "The velocity keeps the part μ of what it was and adds the gradient; the parameter "
          + "moves against it.",
        equations: equations {
          $0.kind == .learningRate
            || ($0.stage == shownStage && [.velocity, .after].contains($0.kind))
        }),
    ])
  }

  /// The stage whose equations stand for those of all: the first with a max pool, else the first.
  private var shownStage: Int {
    settings.architecture.stages.firstIndex(where: \.isPooled) ?? 0
  }

  private func isForward(_ tensor: StepTensor) -> Bool {
    graph.tensors.prefix(graph.forwardCount).contains { $0.name == tensor.name }
  }

  /// The first number of each tensor, as the last step computes it.
  private func equations(_ isChosen: (StepTensor) -> Bool) -> [Derivation.Equation] {
    graph.tensors.filter(isChosen).compactMap { tensor in
      guard case .computed(let expressions) = tensor.source(step: 1), let first = expressions.first,
        let symbol = tensor.symbols.first
      else { return nil }
      if case .symbol(_, .before) = first { return nil }
      return Derivation.Equation(symbol: symbol, chain: [], expression: first)
    }
  }
}
