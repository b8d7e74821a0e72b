package import Backprop
package import LearningRateAnalysis
import Numerals
package import Publishing
import TextFormats

/// What becomes of the training at every point of a grid over two of its numbers.
package struct OutcomeMap: Sendable {
  /// What a map is computed with.
  package struct Settings: Hashable, Sendable {
    /// The horizontal axis.
    package var x: MapAxis
    /// The vertical axis.
    package var y: MapAxis
    /// The learning rate where neither axis is it.
    package var learningRate: Double
    /// The number of epochs.
    package var epochs: Int
    /// The network.
    package var network: Network
    /// What the colors show.
    package var coloring: Coloring

    /// Describes a map.
    package init(
      x: MapAxis, y: MapAxis, learningRate: Double = 1, epochs: Int, network: Network = .article,
      coloring: Coloring = .outcome
    ) {
      self.x = x
      self.y = y
      self.learningRate = learningRate
      self.epochs = epochs
      self.network = network
      self.coloring = coloring
    }
  }

  /// What the colors of a map show.
  package enum Coloring: String, CaseIterable, Sendable {
    /// How fast the training converged, and what became of it elsewhere.
    case outcome
    /// The loss of the last epoch.
    case loss
  }

  /// The largest number of points: 100 MB of them.
  package static let pointLimit = 4_000_000

  /// What was computed.
  package let settings: Settings
  /// The values of the horizontal axis, ascending.
  package let xValues: [Double]
  /// The values of the vertical axis, ascending.
  package let yValues: [Double]
  /// What became of each point, row by row: `points[row * xValues.count + column]`.
  package let points: [FieldPoint]

  /// Computes a map on all processors.
  ///
  /// - Parameters:
  ///   - settings: What to compute.
  ///   - progress: Receives how far the work has come.
  /// - Throws: `ReportError` of category `usage` for numbers that the network does not have, and for
  ///   more points than ``pointLimit``; `BackpropError` for rates and epochs that cannot be computed.
  package init(_ settings: Settings, progress: @escaping ProgressHandler = { _ in }) throws {
    let total = settings.x.count * settings.y.count
    guard total <= Self.pointLimit else {
      throw ReportError(
        .usage,
        "A map of \(settings.x.count) × \(settings.y.count) has "
          + "\(FixedText.grouped(total)) points; at most \(FixedText.grouped(Self.pointLimit)) are "
          + "computed.")
    }
    self.settings = settings
    xValues = settings.x.values
    yValues = settings.y.values
    let evaluator: FieldEvaluator
    do {
      evaluator = try FieldEvaluator(
        settings.network, x: settings.x.resolved(in: settings.network),
        y: settings.y.resolved(in: settings.network))
    } catch {
      // What a person asked for does not fit the network.
      throw ReportError(.usage, ReportError(error).message)
    }
    let counter = PointCounter(total: total, progress: progress)
    points = try evaluator.points(
      xValues: xValues, yValues: yValues, learningRate: settings.learningRate,
      epochs: settings.epochs, progress: counter.add)
  }
}

extension MapAxis {
  /// The quantity with the symbol that the network has for it, whose plain form may have been given.
  func resolved(in network: Network) throws -> VariedQuantity {
    guard case .given(let symbol) = quantity else { return quantity }
    let given = NetworkNames(network).values.map(\.symbol)
    if let found = given.first(where: { $0.matches(symbol.name) }) { return .given(found) }
    let known =
      ["learning-rate"] + network.layers.indices.map { "layer-\($0 + 1)-rate" }
      + ["momentum", "scale"] + given.map(\.name)
    let nearest = Suggestion.nearest(to: symbol.name, among: known)
    throw ReportError(
      .usage,
      "A map cannot vary '\(symbol.name.prefix(40).description.plainLine)'"
        + (nearest.map { "; did you mean \($0)? It varies " } ?? "; it varies ")
        + "\(known.prefix(40).joined(separator: ", "))"
        + (known.count > 40 ? " and \(known.count - 40) more." : "."))
  }
}
