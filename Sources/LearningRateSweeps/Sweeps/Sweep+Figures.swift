package import Charts
package import Figures
import Glibc
import LearningRateAnalysis
import Numerals
import WorkedExample

extension Sweep {
  /// How many curves an overlay shows at most; of more rates, evenly spread ones are taken.
  static let curveLimit = 12

  /// From how many rates on the field of losses by epoch and rate is worth drawing.
  static let denseCount = 16

  /// Every figure of the sweep: the curves of the rates, the losses by rate, and for many rates
  /// the field of losses.
  ///
  /// - Parameter theme: The theme.
  /// - Returns: The figures with the names of their files, and with dark twins.
  package func figures(theme: FigureTheme = .plain) -> [NamedFigure] {
    NamedFigure.withTwins(in: theme) { figures(in: $0.theme) }
  }

  /// The figures of how large a step may be: learning rate times sharpness by epoch, and the paths of
  /// some rates on the plane that shows most of them; those of them that there are.
  ///
  /// - Parameter theme: The theme.
  /// - Returns: The figures with the names of their files, and with dark twins.
  package func stabilityFigures(theme: FigureTheme) -> [NamedFigure] {
    NamedFigure.withTwins(in: theme) { stabilityFigures(in: $0.theme) }
  }

  private func stabilityFigures(in theme: Theme) -> [NamedFigure] {
    var figures: [NamedFigure] = []
    if let chart = stability(theme: theme) { figures.append(NamedFigure("stability", chart)) }
    if let map = landscape?.map(theme: theme) { figures.append(NamedFigure("landscape", map)) }
    return figures
  }

  private func figures(in theme: Theme) -> [NamedFigure] {
    var figures = [NamedFigure("overlay", overlay(theme: theme))]
    if let chart = byRate(theme: theme) { figures.append(NamedFigure("loss-by-rate", chart)) }
    if let map = field(theme: theme) { figures.append(NamedFigure("heat-map", map)) }
    if let chart = spectrum?.chart(theme: theme) { figures.append(NamedFigure("spectrum", chart)) }
    return figures + stabilityFigures(in: theme)
  }

  /// The losses of the rates over the epochs, one curve a rate, on logarithmic axes.
  ///
  /// - Parameter theme: The look.
  /// - Returns: The chart.
  func overlay(theme: Theme) -> Chart {
    let chosen = overlayRates
    let series = chosen.enumerated().map { index, rate in
      let value = losses.learningRates[rate]
      let isRecommended = value == recommendation?.learningRate
      var series = Series(
        name: "η = \(NumberText.significant(value, 4))", values: losses.losses(rate: rate))
      if isRecommended {
        series.name += " (\(recommendationWord))"
        series.style.lineWidth = (theme.style(at: index, of: chosen.count).lineWidth ?? 2) * 2
      }
      return series
    }
    let count = losses.learningRates.count
    var chart = Chart(
      title: "Loss by epoch",
      x: Axis(
        title: "epoch", kind: .logarithmic,
        range: settings.epochs > 1 ? 1...Double(settings.epochs) : 0.5...1.5,
        isCounted: true),
      y: Axis(title: "loss", kind: .logarithmic), series: series, legend: .right,
      size: Chart.Size(width: 860, height: 480), theme: theme)
    chart.note = [
      chosen.count < count ? "\(chosen.count) of \(count) rates are shown." : nil,
      series.contains { $0.y.contains(0) } ? Chart.zeroNote : nil, chart.notFiniteNote,
    ].compactMap(\.self).joined(separator: " ")
    return chart
  }

  /// The rates of the overlay, in rising order: all of a few; of many the first, the last and the
  /// recommended one, with others spread evenly between them.
  var overlayRates: [Int] {
    let order = losses.learningRates.indices.sorted {
      losses.learningRates[$0] < losses.learningRates[$1]
    }
    guard order.count > Self.curveLimit else { return order }
    let recommended = order.firstIndex {
      losses.learningRates[$0] == recommendation?.learningRate
    }
    var places = (0..<Self.curveLimit).map { $0 * (order.count - 1) / (Self.curveLimit - 1) }
    if let recommended, !places.contains(recommended) {
      // It takes the place of its neighbor; the ends stay.
      let inner = places.indices.dropFirst().dropLast()
      if let nearest = inner.min(by: {
        abs(places[$0] - recommended) < abs(places[$1] - recommended)
      }) {
        places[nearest] = recommended
      }
    }
    return places.map { order[$0] }
  }

  /// The line at the marked rate; nil where none is marked.
  private var marking: ReferenceLine? {
    recommendation.map {
      let rate = NumberText.significant($0.learningRate, 4)
      return ReferenceLine(
        .x, at: $0.learningRate, label: "\(recommendationWord): η = \(rate)")
    }
  }

  /// The limits that the curvature predicts, as far as the axis reaches them, with words for each.
  private var limits: [(rate: Double, words: String)] {
    let rates = losses.learningRates
    guard let formula = rule.formula, let low = rates.min(), let high = rates.max() else {
      return []
    }
    let minimum = diagnoses.first {
      $0.outcome == .converging && $0.summary.epochTo1Percent != nil
        && $0.summary.learningRate == recommendation?.learningRate
    }
    return [
      ("at the start", diagnoses.first?.summary.sharpness?.first),
      ("at the minimum", minimum?.summary.sharpness?.last),
    ].compactMap { words, sharpness in
      guard let limit = sharpness.flatMap(rule.limit), low...high ~= limit else { return nil }
      return (limit, "\(formula) \(words), \(NumberText.significant(limit, 3))")
    }
  }

  /// What the marked rate is called: the one that came furthest is no recommendation where no rate
  /// brought the loss down.
  var recommendationWord: String {
    recommendation?.converges == true ? "recommended" : "came furthest"
  }

  /// The axis of the rates: logarithmic unless they stand at equal distances.
  private var rateAxis: Axis.Kind { isEvenlySpaced ? .linear : .logarithmic }

  /// The last and the smallest loss, on a logarithmic axis, against the rate over the zones of the
  /// verdicts, with the recommended rate marked.
  ///
  /// - Parameter theme: The look.
  /// - Returns: The chart; nil for a single rate.
  func byRate(theme: Theme) -> Chart? {
    let sorted = diagnoses.map(\.summary).sorted { $0.learningRate < $1.learningRate }
    guard sorted.count > 1 else { return nil }
    let rates = sorted.map(\.learningRate)
    let marker: Marker = sorted.count > 40 ? .none : .circle
    let series = [
      Series(
        name: "last loss", x: rates, y: sorted.map(\.last),
        style: SeriesStyle(dash: .solid, marker: marker, markerEvery: 1)),
      Series(
        name: "smallest loss", x: rates, y: sorted.map(\.smallest),
        style: SeriesStyle(dash: .dashed, marker: Marker.none)),
    ]
    let marked = sorted.filter { $0.learningRate == recommendation?.learningRate }
    return Chart(
      title:
        "Loss after \(FixedText.counted(settings.epochs, "epoch")) by learning rate",
      x: Axis(
        title: "learning rate η", kind: rateAxis, automaticRange: .tight(margin: 0.03)),
      y: Axis(title: "loss", kind: .logarithmic), series: series, bands: bands,
      referenceLines: [marking].compactMap(\.self)
        + limits.map { ReferenceLine(.x, at: $0.rate, dash: .dotted) },
      annotations: marked.map { Annotation(x: $0.learningRate, y: $0.last, text: "") },
      legend: .bottom,
      note: [
        limits.isEmpty
          ? nil : "Dotted: \(AltText.list(limits.map(\.words))), above which a step cannot stay.",
        series.contains { $0.y.contains(0) } ? Chart.zeroNote : nil,
      ].compactMap(\.self).joined(separator: " "),
      size: Chart.Size(width: 860, height: 480), theme: theme)
  }

  /// The loss by epoch and rate as colors.
  ///
  /// - Parameter theme: The look.
  /// - Returns: The field; nil for fewer rates than ``denseCount``.
  func field(theme: Theme) -> HeatMap? {
    let order = losses.learningRates.indices.sorted {
      losses.learningRates[$0] < losses.learningRates[$1]
    }
    guard order.count >= Self.denseCount, losses.epochs > 1 else { return nil }
    // More columns and rows than the figure has pixels would only be drawn over one another.
    let columns = Self.thinned(order, to: 700)
    let epochs = Self.thinned(Array(0..<losses.epochs), to: 400)
    let values = epochs.flatMap { epoch in
      columns.map { losses[epoch, $0] }
    }
    return HeatMap(
      title: "Loss by epoch and learning rate",
      x: Axis(title: "learning rate η", kind: rateAxis),
      y: Axis(title: "epoch", isCounted: true), xValues: columns.map { losses.learningRates[$0] },
      yValues: epochs.map { Double($0 + 1) }, values: values,
      valueAxis: Axis(title: "loss", kind: .logarithmic),
      referenceLines: [marking].compactMap(\.self),
      note: values.contains(0) ? "White: a loss of exactly zero." : "",
      size: Chart.Size(width: 860, height: 520), theme: theme)
  }

  private static func thinned<Element>(_ elements: [Element], to limit: Int) -> [Element] {
    guard elements.count > limit else { return elements }
    return (0..<limit).map { elements[$0 * (elements.count - 1) / (limit - 1)] }
  }
}
