import Workbook

/// What a workbook and an explanation say of a tensor: what it is, its formula, PyTorch's name for it.
package enum BlockWords {
  /// The extents as a line: `[2, 2, 4, 4]`, or `one number`.
  static func shape(_ tensor: StepTensor) -> String {
    tensor.shape.isEmpty ? "one number" : "\(tensor.shape)"
  }

  /// The title of a tensor's block: its name and extents, `conv1.weight [2, 1, 3, 3]`.
  static func title(_ tensor: StepTensor) -> String {
    tensor.shape.isEmpty ? tensor.name : "\(tensor.name) \(shape(tensor))"
  }

  /// The note on a tensor's title.
  static func note(_ tensor: StepTensor) -> Note {
    let words = words(tensor)
    var lines = [words.what, "", "Shape: \(shape(tensor))"]
    if !words.formula.isEmpty { lines.append("Formula: \(words.formula)") }
    lines.append("PyTorch: \(words.pytorch)")
    let text = lines.joined(separator: "\n")
    return Note(text, width: 380, height: 60 + 17 * (text.count / 52 + lines.count))
  }

  /// What a tensor is, in a sentence.
  package static func meaning(_ tensor: StepTensor) -> String { words(tensor).what }

  private struct Words {
    let what: String
    var formula = ""
    let pytorch: String

    init(_ what: String, _ formula: String = "", pytorch: String) {
      self.what = what
      self.formula = formula
      self.pytorch = pytorch
    }
  }

  private static func words(_ tensor: StepTensor) -> Words {
    let name = tensor.name
    switch tensor.kind {
    case .pixels:
      return Words(
        "The images as they are drawn: brightness from 0 to 255. Change a pixel and everything "
          + "follows.", pytorch: "the dataset's uint8 image")
    case .labels:
      return Words("The true class of each image, from 0.", pytorch: "target")
    case .target:
      return Words(
        "One where the class is the label, else zero.", "1 if c = label(n)",
        pytorch: "F.one_hot(target)")
    case .input:
      return Words(
        "What the network reads: the pixels scaled and moved round zero.",
        "(pixel/255 − mean) / deviation", pytorch: "transforms.Normalize")
    case .weight:
      return Words(
        "The kernels, one for each pair of an output and an input channel. Every place of a map "
          + "uses the same weights.", pytorch: "state_dict()[\"\(name)\"] of nn.Conv2d")
    case .scale:
      return Words(
        "γ, what a channel's normalized numbers are multiplied by.",
        pytorch: "state_dict()[\"\(name)\"] of nn.BatchNorm2d")
    case .shift:
      return Words(
        "β, what is added to a channel's numbers.",
        pytorch: "state_dict()[\"\(name)\"] of nn.BatchNorm2d")
    case .runningMean:
      return Words(
        "The mean that evaluation will use in place of the batch's own.",
        pytorch: "state_dict()[\"\(name)\"]")
    case .runningVariance:
      return Words(
        "The variance that evaluation will use. It takes the batch's with M − 1 in place of M "
          + "(Bessel's correction), though the batch itself is normalized with M.",
        pytorch: "state_dict()[\"\(name)\"]")
    case .convolution:
      return Words(
        "Each number is the sum of a window of the maps below, weighted by the kernel, which is not "
          + "rotated: what libraries call convolution is a correlation.",
        "Σ weight[o,i,a,b] · x[n,i,y+a,x+b]", pytorch: "nn.Conv2d(bias=False)")
    case .relu:
      return Words(
        "Numbers below zero become zero, and pass no gradient back: at zero the unit is dead for "
          + "this image.", "max(x, 0)", pytorch: "F.relu")
    case .pool:
      return Words(
        "The greatest number of each 2×2 square. Of equal ones the first counts.",
        "max of four", pytorch: "nn.MaxPool2d(2, 2)")
    case .kept:
      return Words(
        "What dropout keeps (1) and drops (0) in this step, drawn from the seed. Change it to see "
          + "what a unit is for.", pytorch: "torch.bernoulli(1 − p)")
    case .mask:
      return Words(
        "What dropout multiplies by. What is kept grows, so that the sum stays the same on average.",
        "kept / (1 − p)", pytorch: "inside nn.Dropout(p)")
    case .dropout:
      return Words(
        "What dropout leaves of the numbers.", "x · mask", pytorch: "nn.Dropout(p) in training")
    case .mean:
      return Words(
        "The mean of a channel over all M numbers of the batch.", "Σ x / M",
        pytorch: "x.mean(dim=(0, 2, 3))")
    case .centered:
      return Words("The distance from the channel's mean.", "x − mean", pytorch: "x - mean")
    case .variance:
      return Words(
        "The variance of a channel over all M numbers of the batch, divided by M and not by M − 1.",
        "Σ (x − mean)² / M", pytorch: "x.var(dim=(0, 2, 3), unbiased=False)")
    case .deviation:
      return Words(
        "The standard deviation; ε keeps it from being zero.", "√(variance + ε)",
        pytorch: "torch.sqrt(var + eps)")
    case .normalized:
      return Words(
        "x̂, the channel with mean 0 and variance 1.", "(x − mean) / deviation",
        pytorch: "inside nn.BatchNorm2d")
    case .batchNorm:
      return Words(
        "What the stage leaves: x̂ on a scale that is learned.", "γ · x̂ + β",
        pytorch: "nn.BatchNorm2d in training")
    case .average:
      return Words(
        "The mean of each map, which becomes the score of a class.", "Σ x / (H·W)",
        pytorch: "nn.AvgPool2d over the whole map, view(-1, classes)")
    case .logSumExpOfBatch:
      return Words(
        "What the softmax over the batch subtracts: for each class, over the images.",
        "ln Σₙ exp(average[n,c])", pytorch: "torch.logsumexp(x, dim=0)")
    case .logSumExpOfClasses:
      return Words(
        "What the softmax over the classes subtracts: for each image, over the classes.",
        "ln Σ꜀ exp(average[n,c])", pytorch: "torch.logsumexp(x, dim=1)")
    case .logSoftmax:
      return Words(
        "The logarithm of the softmax. The cell softmax on the sheet Overview says over what: the "
          + "article's code has dim=0, the batch; dim=1, the classes, is the usual form.",
        "average − log-sum-exp", pytorch: "F.log_softmax(x, dim=0) or dim=1")
    case .loss:
      return Words(
        "The mean over the images of minus the log-probability of the true class.",
        "−Σ target · log_softmax / N", pytorch: "F.nll_loss")
    case .gradient: return gradientWords(tensor)
    case .collapsed:
      return Words(
        "The same gradient in one formula, as libraries compute it: Σdy is β's gradient and Σdy·x̂ "
          + "is γ's.", "γ/σ · (dy − Σdy/M − x̂·Σ(dy·x̂)/M)",
        pytorch: "native_batch_norm_backward")
    case .step: return Words("The number of the step.", pytorch: "scheduler.last_epoch + 1")
    case .learningRate:
      return Words(
        "The learning rate of the step.", "η · γ^⌊(step − 1)/step size⌋",
        pytorch: "optim.lr_scheduler.StepLR")
    case .velocity:
      return Words(
        "The velocity: the gradient, and the part μ of the velocity before. In the first step it is "
          + "the gradient.", "μ·v + g", pytorch: "optimizer.state[w][\"momentum_buffer\"]")
    case .after:
      let isStatistic = name.contains(".running_")
      return isStatistic
        ? Words(
          "The running statistic after the step.", "0.9 · old + 0.1 · batch's",
          pytorch: "state_dict() after the step")
        : Words(
          "The parameter after the step.", "w − η · v",
          pytorch: "the parameter after "
            + "optimizer.step()")
    }
  }

  private static func gradientWords(_ tensor: StepTensor) -> Words {
    let of = tensor.name(without: "grad.") ?? tensor.name
    let pytorch = "\(of).grad, with retain_grad() for what is no parameter"
    let start = "The derivative of the loss by \(of)"
    if of.hasSuffix(".relu") {
      return Words(
        "\(start): what comes back from the layer above. Below a max pool only the greatest of "
          + "each square gets any.", pytorch: pytorch)
    }
    if of.hasSuffix(".mean") {
      return Words(
        "\(start): minus the sum of what comes back to the distances from it. The second of batch "
          + "norm's three paths.", pytorch: pytorch)
    }
    if of.hasSuffix(".variance") || of.hasSuffix(".deviation") {
      return Words("\(start). The third of batch norm's three paths.", pytorch: pytorch)
    }
    if of.hasSuffix(".centered") {
      return Words(
        "\(start): straight from x̂, and by way of the variance. The first of batch norm's three "
          + "paths, with the third added.", pytorch: pytorch)
    }
    if of.hasSuffix(".dropout") {
      return Words(
        "\(start): all paths through the batch norm added up, that of the numbers and that of their "
          + "mean.", pytorch: pytorch)
    }
    if of.hasSuffix(".weight"), tensor.shape.count == 4 {
      return Words(
        "\(start): the maps below, correlated with what comes back, summed over images and places, "
          + "because all of them use the weight.", "Σ x[n,i,y+a,x+b] · dy[n,o,y,x]",
        pytorch: pytorch)
    }
    if of == "input" {
      return Words(
        "\(start): how the loss would change with each pixel. Nobody trains it; maps of it show what "
          + "the network looks at.", pytorch: "input.grad, with input.requires_grad")
    }
    if of == "log_softmax" {
      return Words(
        "\(start): minus one in N at the true class, else zero.", "−target / N", pytorch: pytorch)
    }
    if of == "average" {
      return Words(
        "\(start): what the softmax leaves, (p − target)/N over the classes; over the batch p "
          + "counts as often as the class has images.", pytorch: pytorch)
    }
    return Words("\(start): what comes back, by the chain rule.", pytorch: pytorch)
  }
}
