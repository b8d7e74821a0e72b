import Backprop
import Charts
import LearningRateAnalysis
import Numerals

/// The eigenvalues of the Hessian by epoch for one learning rate.
package struct Spectrum: Sendable {
  /// The learning rate.
  package let learningRate: Double
  /// For each epoch the eigenvalues in rising order; NaN where the Hessian is not finite.
  package let eigenvalues: [[Double]]
  /// What the sharpness says for the optimizer.
  private let rule: StabilityRule

  /// The largest number of products of the Hessian with a vector that are computed for it.
  private static let productLimit = 400_000

  /// How many eigenvalues the chart shows at most.
  private static let curveLimit = 12

  /// Computes the spectrum; nil where the network has no trained parameters, more than
  /// `Curvature.spectrumLimit`, or too many epochs.
  ///
  /// - Parameters:
  ///   - evaluator: The network's evaluator.
  ///   - learningRate: The rate; nil gives nil.
  ///   - epochs: The number of epochs.
  /// - Throws: `BackpropError` for a rate or a number of epochs that cannot be computed.
  init?(_ evaluator: TableEvaluator, learningRate: Double?, epochs: Int) throws(BackpropError) {
    let count = evaluator.table.parameters.count
    guard let learningRate, (1...Curvature.spectrumLimit).contains(count),
      count * epochs <= Self.productLimit
    else { return nil }
    let curvature = Curvature(evaluator.table)
    let table = try evaluator.tables(learningRates: [learningRate], epochs: epochs)[0]
    self.learningRate = learningRate
    rule = StabilityRule(evaluator.table.network.training)
    eigenvalues = (0..<epochs).map { epoch in
      curvature.spectrum(at: table.row(epoch * table.stepsPerEpoch))
    }
  }

  /// What the eigenvalues have to stay below where a schedule changes the rate: a curve.
  ///
  /// - Parameter top: What is above is not drawn.
  /// - Returns: nil where nothing is left, and for an optimizer without a limit.
  private func limits(upTo top: Double) -> Series? {
    guard let factor = rule.factor else { return nil }
    let values = eigenvalues.indices.map { row in
      let limit = factor / rule.schedule.rate(learningRate, inEpoch: row + 1) - rule.decay
      return limit <= top ? limit : .nan
    }
    guard values.contains(where: \.isFinite) else { return nil }
    return Series(
      name: "\(NumberText.significant(factor, 3))/η: above it a step cannot stay", values: values,
      style: SeriesStyle(lineWidth: 1.5, dash: .dashed, marker: Marker.none))
  }

  /// The eigenvalues of largest magnitude by epoch, and what they have to stay below.
  ///
  /// - Parameter theme: The look.
  /// - Returns: The chart; nil for one epoch.
  func chart(theme: Theme) -> Chart? {
    guard eigenvalues.count > 1, let count = eigenvalues.first?.count else { return nil }
    // Of many the largest and the smallest are distinguished from zero.
    let shown = count <= Self.curveLimit ? Array(0..<count) : Array(0..<2) + (count - 10..<count)
    let series = shown.reversed().map { index in
      Series(
        name: "λ\(count - index)", values: eigenvalues.map { $0[index] },
        style: SeriesStyle(marker: Marker.none))
    }
    let rate = NumberText.significant(learningRate, 4)
    let values = series.flatMap(\.y).filter(\.isFinite)
    let top = values.max() ?? 0
    let isFixed = rule.schedule == .constant
    let limit = isFixed ? rule.factor.map { $0 / learningRate - rule.decay } : nil
    // A line far above the eigenvalues would press them together.
    let line = limit.flatMap { $0 <= 2.5 * top ? $0 : nil }
    var chart = Chart(
      title: "Eigenvalues of the Hessian by epoch, η = \(rate)",
      x: Axis(title: "epoch", range: 1...Double(eigenvalues.count), isCounted: true),
      y: Axis(title: "eigenvalue", automaticRange: .nice), series: series,
      referenceLines: line.map {
        [
          ReferenceLine(
            .y, at: $0,
            label: "\(NumberText.significant(rule.factor ?? 2, 3))/η: above it a step "
              + "cannot stay")
        ]
      } ?? [], legend: .right, size: Chart.Size(width: 860, height: 480), theme: theme)
    if !isFixed { chart.series += [limits(upTo: 2.5 * top)].compactMap(\.self) }
    if line == nil, let limit {
      chart.note =
        "\(NumberText.significant(rule.factor ?? 2, 3))/η, above which a step cannot stay, is "
        + "\(NumberText.significant(limit, 3))."
    } else if let line, line > top {
      chart.y.range = min(0, values.min() ?? 0)...(line * 1.1)
      chart.y.automaticRange = .nice
    }
    if shown.count < count {
      chart.note +=
        (chart.note.isEmpty ? "" : " ")
        + "The 10 largest and the 2 smallest of \(count) are shown."
    }
    return chart
  }
}
