internal import Backprop
internal import Charts

extension Sweep {
  /// How many curves an overlay shows at most; of more rates, evenly spread ones are taken.
  static let curveLimit = 12

  /// From how many rates on the field of losses by epoch and rate is worth drawing.
  static let denseCount = 16

  /// Every figure of the sweep: the curves of the rates, the losses by rate, and for many rates
  /// the field of losses.
  ///
  /// - Parameter theme: The look.
  /// - Returns: The figures with the names of their files.
  func figures(theme: Theme = .plain) -> [NamedFigure] {
    var figures = [NamedFigure("overlay", overlay(theme: theme))]
    if let chart = byRate(theme: theme) { figures.append(NamedFigure("loss-by-rate", chart)) }
    if let map = field(theme: theme) { figures.append(NamedFigure("heat-map", map)) }
    return figures
  }

  /// The losses of the rates over the epochs, one curve a rate, on logarithmic axes.
  ///
  /// - Parameter theme: The look.
  /// - Returns: The chart.
  func overlay(theme: Theme) -> Chart {
    let order = losses.learningRates.indices.sorted {
      losses.learningRates[$0] < losses.learningRates[$1]
    }
    let step = max(1, (order.count + Self.curveLimit - 1) / Self.curveLimit)
    let chosen = order.enumerated().filter { $0.offset.isMultiple(of: step) }.map(\.element)
    let series = chosen.map { rate in
      Series(
        name: "η = \(NumberText.significant(losses.learningRates[rate], 4))",
        values: losses.losses(rate: rate).map(Self.plottable))
    }
    return Chart(
      title: "Loss by epoch",
      x: Axis(title: "epoch", kind: .logarithmic, range: 1...Double(max(2, settings.epochs))),
      y: Axis(title: "total error", kind: .logarithmic), series: series, legend: .right,
      note: zeroNote, size: Chart.Size(width: 860, height: 480), theme: theme)
  }

  /// The last and the smallest loss against the rate, both on logarithmic axes, over the zones of
  /// the verdicts, with the recommended rate marked.
  ///
  /// - Parameter theme: The look.
  /// - Returns: The chart; nil for a single rate.
  func byRate(theme: Theme) -> Chart? {
    let sorted = judgements.map(\.summary).sorted { $0.learningRate < $1.learningRate }
    guard sorted.count > 1 else { return nil }
    let rates = sorted.map(\.learningRate)
    let marker: Marker = sorted.count > 40 ? .none : .circle
    let series = [
      Series(
        name: "last loss", x: rates, y: sorted.map { Self.plottable($0.last) },
        style: SeriesStyle(dash: .solid, marker: marker)),
      Series(
        name: "smallest loss", x: rates, y: sorted.map { Self.plottable($0.smallest) },
        style: SeriesStyle(dash: .dashed, marker: Marker.none)),
    ]
    let lines =
      recommendation.map {
        [
          ReferenceLine(
            .x, at: $0.learningRate,
            label: "recommended η = \(NumberText.significant($0.learningRate, 4))")
        ]
      } ?? []
    return Chart(
      title: "Loss after \(settings.epochs) epochs by learning rate",
      x: Axis(title: "learning rate η", kind: .logarithmic, automaticRange: .tight(margin: 0.03)),
      y: Axis(title: "total error", kind: .logarithmic), series: series, bands: bands,
      referenceLines: lines, legend: .bottom, note: zeroNote,
      size: Chart.Size(width: 860, height: 480), theme: theme)
  }

  /// The loss by epoch and rate as colours.
  ///
  /// - Parameter theme: The look.
  /// - Returns: The field; nil for fewer rates than ``denseCount``.
  func field(theme: Theme) -> HeatMap? {
    let order = losses.learningRates.indices.sorted {
      losses.learningRates[$0] < losses.learningRates[$1]
    }
    guard order.count >= Self.denseCount, losses.epochs > 1 else { return nil }
    // More columns and rows than the picture has pixels would only be drawn over one another.
    let columns = Self.thinned(order, to: 700)
    let epochs = Self.thinned(Array(0..<losses.epochs), to: 400)
    let values = epochs.flatMap { epoch in
      columns.map { losses[epoch, $0] }
    }
    let lines =
      recommendation.map { [ReferenceLine(.x, at: $0.learningRate, label: "recommended")] } ?? []
    return HeatMap(
      title: "Loss by epoch and learning rate",
      x: Axis(title: "learning rate η", kind: .logarithmic),
      y: Axis(title: "epoch"), xValues: columns.map { losses.learningRates[$0] },
      yValues: epochs.map { Double($0 + 1) }, values: values,
      valueAxis: Axis(title: "total error", kind: .logarithmic), referenceLines: lines,
      note: hasZero ? "Losses of exactly zero have the darkest colour." : "",
      size: Chart.Size(width: 860, height: 520), theme: theme)
  }

  /// A zone from the middle between two rates to the next, so that neighbours touch.
  private var bands: [Band] {
    let zones = zones
    return zones.indices.map { index in
      let from = index > 0 ? (zones[index - 1].to * zones[index].from).squareRoot() : zones[0].from
      let to =
        index + 1 < zones.count
        ? (zones[index].to * zones[index + 1].from).squareRoot() : zones[index].to
      return Band(
        .x, from...max(from, to), color: zones[index].verdict.color.withOpacity(0.14),
        label: zones[index].verdict.rawValue)
    }
  }

  /// Zeros have no place on a logarithmic axis and leave a gap.
  private static func plottable(_ value: Double) -> Double { value > 0 ? value : .nan }

  private var zeroNote: String {
    hasZero ? "Losses of exactly zero have no place on this axis." : ""
  }

  private var hasZero: Bool { losses.values.contains(0) }

  private static func thinned<Element>(_ elements: [Element], to limit: Int) -> [Element] {
    guard elements.count > limit else { return elements }
    return (0..<limit).map { elements[$0 * (elements.count - 1) / (limit - 1)] }
  }
}

extension Verdict {
  /// The colour of the verdict's zone; words always stand beside it.
  var color: Color {
    switch self {
    case .converging: Color(0x2A9D5C)
    case .tooSlow: Color(0x3B78C4)
    case .oscillating: Color(0xE09F1F)
    case .saturated: Color(0xC8472C)
    case .degenerate: Color(0x8E4FB0)
    case .overflowed: Color(0x444444)
    }
  }
}
