package import Backprop
package import LearningRateAnalysis
import Numerals
import Publishing

/// The sharpness in an epoch of a training, with what it is made from and what it says of the rate.
package struct ExplainedSharpness: Sendable {
  /// The network.
  let network: Network
  /// The epoch, counted from 1.
  package let epoch: Int
  /// The learning rate.
  package let learningRate: Double
  /// The loss of the epoch.
  package let loss: Double
  /// The parameters.
  let parameters: [Symbol]
  /// The Hessian; nil where it is larger than ``Curvature/spectrumLimit``.
  let hessian: SymmetricMatrix?
  /// Its eigenvalues in rising order; empty where only the largest was computed.
  package let eigenvalues: [Double]
  /// The largest eigenvalue; NaN where the Hessian is not finite.
  package let sharpness: Double
  /// What it says for the optimizer.
  package let rule: StabilityRule

  /// The names by which a person asks for it.
  package static let names = ["sharpness", "λ", "lambda"]

  /// Up to this many parameters the Hessian is shown.
  static let shownLimit = 12

  /// Computes the training as far as the epoch, and the curvature there.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - epoch: Counted from 1; where it has several steps, the first one counts.
  ///   - learningRate: A finite number above zero.
  /// - Throws: `ReportError` of category `usage` for an epoch out of range, and for a network of which
  ///   nothing is trained; `BackpropError`.
  package init(network: Network, epoch: Int, learningRate: Double) throws {
    guard (1...TableEvaluator.epochLimit).contains(epoch) else {
      throw ReportError(
        .usage,
        "--epoch is \(epoch); epochs count from 1, and at most \(TableEvaluator.epochLimit) are computed."
      )
    }
    let description = try TableDescription(network)
    let curvature = Curvature(description)
    guard !curvature.parameters.isEmpty else {
      throw ReportError(
        .usage, "The network has no trained parameters, so that there is no curvature to explain.")
    }
    let rows = (epoch - 1) * network.stepsPerEpoch + 1
    let table = try TableEvaluator(description).lastRows(learningRate: learningRate, rows: rows)
    let values = table.row(table.rows - 1)
    self.network = network
    self.epoch = epoch
    self.learningRate = learningRate
    loss = description.index(of: .totalError).map { values[$0] } ?? .nan
    parameters = curvature.parameters
    rule = StabilityRule(network.training)
    if parameters.count <= Curvature.spectrumLimit {
      let matrix = curvature.hessian(at: values)
      hessian = matrix
      eigenvalues = matrix?.eigenvalues ?? []
      sharpness = eigenvalues.last ?? .nan
    } else {
      hessian = nil
      eigenvalues = []
      sharpness = curvature.sharpness(at: values) ?? .nan
    }
  }

  /// The epoch's rate times the curvature that a step sees, weight decay included.
  package var product: Double {
    rule.product(rate: learningRate, sharpness: sharpness, epoch: epoch)
  }

  /// The rate of the epoch where a schedule makes another of the one that is set; nil where none does.
  var scheduledRate: Double? {
    rule.schedule == .constant ? nil : rule.schedule.rate(learningRate, inEpoch: epoch)
  }

  /// What the numbers say of a step at this place.
  package var verdict: String {
    guard sharpness.isFinite else {
      return "The second derivatives are not finite here, so that nothing is known."
    }
    guard let factor = rule.factor else {
      return "There is no limit of the rate: \(rule.absence ?? "")"
    }
    guard sharpness + rule.decay > 0 else {
      return "The loss curves upwards in no direction here, so that there is no limit."
    }
    let bound = NumberText.significant(factor, 4)
    let times = NumberText.significant(product, 4)
    if times == bound {
      return "ηλ is \(bound), to four digits: a step of this size leads to the other side of the "
        + "lowest point, about as far from it as before. It comes no closer, and does not leave at "
        + "once."
    }
    return product < factor
      ? "ηλ = \(times) is below \(bound): a step of this size can stay here."
      : "ηλ = \(times) is above \(bound): a step of this size cannot stay here. It leads away, to "
        + "where the loss is flatter or to where nothing is learned; which, λ does not tell."
  }

  /// How the largest eigenvalue was found.
  var method: String {
    hessian == nil
      ? "The largest eigenvalue of \(parameters.count) × \(parameters.count) second derivatives, by "
        + "Lanczos' iteration with products of the Hessian and a vector."
      : "The largest eigenvalue of the \(parameters.count) × \(parameters.count) matrix of second "
        + "derivatives of the loss by the weights and biases."
  }

  /// What holds of epochs of several steps, and of networks with corners.
  var remarks: [String] {
    var remarks: [String] = []
    if network.stepsPerEpoch > 1 {
      remarks.append(
        "The loss is that of the epoch's first step, over its \(network.batches[0].count) of "
          + "\(FixedText.counted(network.samples.count, "sample")); other steps have another curvature."
      )
    }
    if network.layers.contains(where: { $0.activation == .relu || $0.activation == .leakyRelu }) {
      remarks.append(
        "With ReLU this is the curvature of the linear piece that the weights are on; at a corner "
          + "there is none.")
    }
    return remarks
  }
}
