import Backprop

/// Where a sweep looks: the columns that a summary is made from.
struct SweepProbe: Sendable {
  let loss: Int
  let gradients: [Int]
  let layers: [Layer]
  let stepsPerEpoch: Int
  let accuracy: Int?
  let stability: StabilityRule
  /// The columns that a row reads from the row above and that change: the state of the training.
  let state: [Int]

  struct Layer: Sendable {
    /// The slope of the activation, as ``Activation/slopeExpression`` has it; nil where it does not
    /// matter, because the loss cancels it.
    let slope: ScalarExpression?
    let sums: [Int]
    let activations: [Int]
  }

  /// Finds the columns.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - columns: Its columns where others are computed in their places; nil for its own.
  init(_ table: TableDescription, columns: [Column]? = nil) {
    func indices(_ symbols: [Symbol]) -> [Int] { symbols.compactMap(table.index(of:)) }
    loss = table.index(of: .totalError) ?? 0
    gradients = indices(table.parameters.map(\.gradient))
    let last = table.network.layers.count - 1
    let isCancelled = table.network.training.loss.cancelsSlope
    layers = table.network.layers.enumerated().map { index, layer in
      Layer(
        slope: index == last && isCancelled ? nil : layer.activation.slopeExpression,
        sums: indices(table.names.sums(ofLayer: index)),
        activations: indices(table.names.activations(ofLayer: index)))
    }
    stepsPerEpoch = table.network.stepsPerEpoch
    accuracy = table.index(of: .accuracy)
    stability = StabilityRule(table.network.training)
    let columns = columns ?? table.columns
    let read = Set(columns.flatMap { $0.recurrence.symbols(from: .before) })
    state = columns.indices.filter { index in
      let column = columns[index]
      return read.contains(column.symbol) && column.recurrence != .previous(column.symbol)
    }
  }
}
