package import Backprop
package import Derivations
package import LearningRateAnalysis
package import NetworkFiles
import Numerals
import Publishing
import WorkedExample

/// One number of the worked example, with everything that it comes from.
package struct ExplainedNumber: Sendable {
  /// The formula, the chain rule, the numbers, the result and the check.
  package let explanation: Explanation
  /// Which gradients the table computes.
  package let mode: GradientMode
  /// What became of the training, where its rate fails; nil for another.
  package let failure: LearningRateDiagnosis?
  /// Where the number stands in a workbook of `report backprop`; nil where none holds so many epochs.
  package let place: WorkbookPlace?

  /// Whether it is the factor in which the published formulas have another neuron's slope.
  private let isSlip: Bool

  /// Computes a table as far as the epoch and explains one of its numbers.
  ///
  /// - Parameters:
  ///   - name: A column, or a factor of a gradient's chain rule, by its name or plain name, such as
  ///     `dE/dw1`.
  ///   - epoch: Counted from 1.
  ///   - step: Which step of the epoch, counted from 1.
  ///   - learningRate: A finite number above zero.
  ///   - network: The network.
  ///   - networkFile: The file that describes it, as it was named; nil for the article's network.
  ///   - training: How options train it in place of the file.
  ///   - mode: Which gradients to compute.
  /// - Throws: `BackpropError` for an unknown name or gradients that this network does not have,
  ///   `ReportError` for an epoch or a step out of range.
  package init(
    _ name: String, epoch: Int, step: Int = 1, learningRate: Double, network: Network,
    networkFile: String? = nil,
    training: TrainingOverrides = TrainingOverrides(), mode: GradientMode
  ) throws {
    let description = try TableDescription(network, gradients: mode)
    let subject = try Subject(name, in: description)
    guard (1...TableEvaluator.epochLimit).contains(epoch) else {
      throw ReportError(
        .usage,
        "--epoch is \(epoch); epochs count from 1, and at most \(TableEvaluator.epochLimit) are computed."
      )
    }
    let steps = network.stepsPerEpoch
    guard (1...steps).contains(step) else {
      throw ReportError(
        .usage,
        "--step is \(step); an epoch of this network has \(FixedText.counted(steps, "step")), counted "
          + "from 1.")
    }
    let row = (epoch - 1) * steps + step
    let evaluator = TableEvaluator(description)
    let table = try evaluator.lastRows(learningRate: learningRate, rows: row)
    let first = row - table.rows + 1
    self.mode = mode
    let summaries = try evaluator.sweep(
      learningRates: [learningRate], epochs: max(epoch, WorkedExampleSettings.articleEpochs))
    failure = try evaluator.diagnose(summaries).first { $0.isFailure }
    let column: Column
    switch subject {
    case .factor(let factor):
      explanation = try description.explain(factor, epoch: row, in: table, from: first)
      place = nil
      let derived = try TableDescription(network).chainFactor(named: name)
      isSlip = mode == .published && derived?.expression != factor.expression
      return
    case .column(let found): column = found
    }
    isSlip = false
    explanation = try description.explain(column.symbol, epoch: row, in: table, from: first)
    // Long tables have no check columns.
    let written =
      description.columns
      + (row <= WorkedExample.checkedEpochLimit ? description.checkColumns : [])
    place = written.firstIndex { $0.symbol == column.symbol }.flatMap { index in
      WorkbookPlace(
        column: index, row: row, epoch: epoch, learningRate: learningRate, network: network,
        file: networkFile, training: training, mode: mode)
    }
  }

  /// What can be asked for.
  private enum Subject {
    case column(Column)
    case factor(ChainFactor)

    init(_ name: String, in description: TableDescription) throws(BackpropError) {
      do {
        self = .column(try description.column(named: name))
      } catch {
        // In a network with one hidden layer what is passed back has no column.
        guard let factor = description.chainFactor(named: name) else { throw error }
        self = .factor(factor)
      }
    }
  }

  /// How far the result is from the numeric derivative, relative to it; nil without a check.
  var relativeDisagreement: Double? {
    explanation.check.map { check in
      check.disagreement / max(check.dual.magnitude, .leastNormalMagnitude)
    }
  }

  private static let slip =
    "The published formula has another neuron's slope here; --gradients derived has the right one."

  /// What became of the training where its rate fails, in sentences.
  var failureSentence: String? {
    failure.map { failure in
      "\(failure.outcome.rawValue) in \(FixedText.counted(failure.summary.epochs, "epoch")). "
        + failure.reason
    }
  }

  /// The sentence on the check; nil for a number that is no gradient.
  var checkSentence: String? {
    guard let check = explanation.check, let relative = relativeDisagreement else {
      return isSlip ? Self.slip : nil
    }
    let numbers =
      "Central difference \(NumberText.significant(check.centralDifference, 9)), dual numbers "
      + "\(NumberText.shortest(check.dual))"
    guard check.dual.isFinite, explanation.value.isFinite else {
      let isNone = !check.dual.isFinite && !explanation.value.isFinite
      return "Dual numbers \(NumberText.shortest(check.dual)): "
        + (isNone
          ? "like the result no finite number, so that there is nothing to compare."
          : "they differ, since only one of the two is a finite number.")
    }
    guard check.centralDifference.isFinite else {
      let agrees =
        (check.dual - explanation.value).magnitude <= 1e-12 * explanation.value.magnitude
      return
        "Dual numbers \(NumberText.shortest(check.dual)): they \(agrees ? "agree" : "differ"); "
        + "the central difference is out of range here."
    }
    let apart = NumberText.significant(check.disagreement, 2)
    if relative < 1e-5 { return "\(numbers): they agree (the central difference to \(apart))." }
    let dualIsApart = (check.dual - explanation.value).magnitude
    if check.disagreement < 1e-11, dualIsApart <= 1e-6 * explanation.value.magnitude {
      return
        "\(numbers): the dual numbers agree; the central difference is \(apart) off, less than "
        + "the 1e-11 that its rounding may leave."
    }
    let reason = mode == .published ? " \(Self.slip)" : ""
    return "\(numbers): they differ by \(NumberText.significant(relative * 100, 3)) %.\(reason)"
  }
}
