import Charts
import LearningRateAnalysis
import Numerals

extension Sweep {
  /// How many rates stand for all others where a figure has room for few.
  private static let tellingLimit = 4

  /// Some rates that show what can happen: the marked one, then for each verdict the lowest rate
  /// that has it.
  ///
  /// - Parameters:
  ///   - diagnoses: All rates.
  ///   - recommendation: The marked one.
  /// - Returns: At most four rates; of them the marked one first.
  static func telling(
    _ diagnoses: [LearningRateDiagnosis], _ recommendation: Recommendation?
  ) -> [Double] {
    let sorted = diagnoses.sorted { $0.summary.learningRate < $1.summary.learningRate }
    var chosen = [recommendation?.learningRate ?? sorted.first?.summary.learningRate]
      .compactMap(\.self)
    let order: [TrainingOutcome] = [.overshot, .stuck, .saturated, .oscillating, .diverging]
    for outcome in order where chosen.count < tellingLimit {
      let rates = sorted.filter { $0.outcome == outcome }.map(\.summary.learningRate)
      if let rate = rates.first, !chosen.contains(rate) { chosen.append(rate) }
      // Where a verdict holds for many rates, the last one shows its other end.
      if outcome == .overshot, chosen.count < tellingLimit, let rate = rates.last,
        !chosen.contains(rate)
      {
        chosen.append(rate)
      }
    }
    return chosen
  }

  /// The rate whose spectrum tells most: the lowest that overshot; nil where none did.
  static func spectrumRate(_ diagnoses: [LearningRateDiagnosis]) -> Double? {
    diagnoses.filter { $0.outcome == .overshot }.map(\.summary.learningRate).min()
  }

  /// The rates whose paths one plane can show: the marked one, and the two lowest that overshot,
  /// whose paths begin alike.
  static func landscapeRates(
    _ diagnoses: [LearningRateDiagnosis], _ recommendation: Recommendation?
  ) -> [Double] {
    let overshot = diagnoses.filter { $0.outcome == .overshot }.map(\.summary.learningRate).sorted()
    return [recommendation?.learningRate].compactMap(\.self).filter { !overshot.contains($0) }
      + overshot.prefix(2)
  }

  /// The part of the first loss below which the chart of the stability draws none.
  private static let drawnShare = 1e-3

  /// ηλ by epoch for some rates with the line that a step needs to stay below, and the loss beside it.
  ///
  /// - Parameter theme: The look.
  /// - Returns: The chart; nil where the sharpness was not computed or bounds nothing.
  func stability(theme: Theme) -> Chart? {
    guard let factor = rule.factor, settings.epochs > 1 else { return nil }
    var series: [Series] = []
    for (index, rate) in tellingRates.enumerated() {
      guard
        let place = losses.learningRates.firstIndex(of: rate),
        let sharpness = diagnoses[place].summary.sharpness
      else { continue }
      let name = "η = \(NumberText.significant(rate, 4))"
      let color = theme.style(at: index, of: tellingRates.count).color
      let products = sharpness.values.enumerated().map { row, value in
        value > 0 ? rule.product(rate: rate, sharpness: value, epoch: row + 1) : Double.nan
      }
      let values = losses.losses(rate: place)
      let first = values.first ?? .nan
      series += [
        Series(
          name: "\(name): ηλ", values: products,
          style: SeriesStyle(color: color, lineWidth: 2, dash: .solid, marker: Marker.none)),
        Series(
          name: "\(name): loss",
          values: values.map { loss in
            let share = loss / first
            return share >= Self.drawnShare ? share : .nan
          },
          style: SeriesStyle(color: color, lineWidth: 1.5, dash: .dashed, marker: Marker.none)),
      ]
    }
    guard !series.isEmpty else { return nil }
    let largest = series.flatMap(\.y).filter(\.isFinite).max() ?? 1
    // A saturated training has no curvature any more; how little does not matter.
    for index in series.indices {
      series[index].y = series[index].y.map { $0 >= Self.drawnShare ? $0 : .nan }
    }
    let bound = NumberText.significant(factor, 3)
    return Chart(
      title: "Learning rate times sharpness, and the loss",
      x: Axis(
        title: "epoch", range: 1...Double(settings.epochs), isCounted: true),
      y: Axis(
        title: "ηλ, and loss as a part of the first", kind: .logarithmic,
        range: Self.drawnShare...max(10, largest * 1.2)),
      series: series,
      referenceLines: [
        ReferenceLine(.y, at: factor, label: "ηλ = \(bound): above it a step cannot stay")
      ], legend: .right,
      note: "Solid: ηλ, local to each point of the path. Dashed: the loss as a part of the first; "
        + "both from \(NumberText.shortest(Self.drawnShare)) on.",
      size: Chart.Size(width: 900, height: 500), theme: theme)
  }
}
