package import Backprop

/// What a network makes of any inputs, with the parameters of one row of its table.
///
/// Every output is one expression over the inputs and the parameters: the forward pass of the table,
/// written out. The numbers of figures and the formulas of a spreadsheet both come from it.
package struct LearnedFunction: Sendable {
  /// The names of the inputs, as they stand in ``sums`` and ``outputs``.
  package let inputs: [Symbol]
  /// The names of the parameters, fixed biases among them, in the table's order.
  package let parameters: [Symbol]
  /// The outputs, over inputs and parameters.
  package private(set) var outputs: [ScalarExpression]
  /// What the outputs are called: `a_o1`.
  package let outputNames: [String]
  /// How outputs are read as classes; nil where they are no classes.
  package let classification: Classification?

  /// The largest number of operations of an output that is written out.
  private static let operationLimit = 1_000

  /// Writes out the outputs of a network; nil for a network so deep and wide that an output has more than
  /// 1,000 operations.
  ///
  /// - Parameter description: The network's table.
  package init?(_ description: TableDescription) {
    let own = description.names.samples[0]
    let network = description.network
    var written: [Symbol: ScalarExpression] = [:]
    var sizes: [Symbol: Int] = [:]
    for column in description.columns {
      switch column.role {
      case .preactivation, .activation, .logSumExp: break
      default: continue
      }
      let read = column.recurrence.symbols(from: .same)
      // Columns of other samples read what is not written out here.
      guard Self.isOwn(column.symbol, own) else { continue }
      let size = column.recurrence.operationCount + read.reduce(0) { $0 + (sizes[$1] ?? 0) }
      guard size <= Self.operationLimit else { return nil }
      sizes[column.symbol] = size
      written[column.symbol] = column.recurrence.substituting { symbol, _ in written[symbol] }
    }
    let last = network.layers.count - 1
    outputs = own.activations[last].compactMap { written[$0] }
    guard outputs.count == own.activations[last].count else { return nil }
    outputNames = description.names.layers[last].activations.map(\.name)
    inputs = own.inputs
    parameters = description.columns.filter { $0.role == .weight || $0.role == .bias }
      .map(\.symbol)
    classification = network.classification
  }

  private static func isOwn(_ symbol: Symbol, _ own: NetworkNames.SampleNames) -> Bool {
    own.sums.contains { $0.contains(symbol) } || own.activations.contains { $0.contains(symbol) }
      || symbol == own.logSumExp
  }

  /// The parameters of a row of a table.
  ///
  /// - Parameters:
  ///   - table: A table of the network.
  ///   - row: The row, counted from zero.
  /// - Returns: The numbers by name.
  package func parameters(of table: Table, row: Int) -> [Symbol: Double] {
    parameters.reduce(into: [:]) { values, symbol in
      values[symbol] = table.symbols.firstIndex(of: symbol).map { table[row, $0] }
    }
  }

  /// The function with numbers in place of its parameters, which is faster to compute.
  ///
  /// - Parameter values: What ``parameters(of:row:)`` gave.
  /// - Returns: The function over the inputs alone.
  package func fixed(parameters values: [Symbol: Double]) -> LearnedFunction {
    var fixed = self
    fixed.outputs = outputs.map { output in
      output.substituting { symbol, _ in values[symbol].map { .constant($0) } }
    }
    return fixed
  }

  /// The outputs for some inputs.
  ///
  /// - Parameters:
  ///   - values: One number an input.
  ///   - parameters: What ``parameters(of:row:)`` gave.
  /// - Returns: One number an output.
  package func outputs(of values: [Double], parameters: [Symbol: Double]) -> [Double] {
    var numbers = parameters
    for (symbol, value) in zip(inputs, values) { numbers[symbol] = value }
    return outputs.map { $0.value { symbol, _ in numbers[symbol] ?? .nan } }
  }

  /// The class that outputs stand for, counted from zero.
  ///
  /// - Parameters:
  ///   - outputs: One number an output.
  ///   - classification: How they are read.
  /// - Returns: The class.
  package static func classOf(_ outputs: [Double], _ classification: Classification) -> Int {
    switch classification {
    case .threshold(let threshold): return outputs[0] > threshold ? 1 : 0
    case .largest:
      return outputs.indices.dropFirst().reduce(0) { outputs[$1] > outputs[$0] ? $1 : $0 }
    }
  }
}
