import Backprop

/// The columns of a forward pass: the parameters, then what is computed from them up to the loss.
struct GradientCheckColumns {
  /// The columns, the loss last.
  let columns: [Column]
  /// What a pass reads of a table's row besides the samples: parameters, and which samples count.
  let givens: [Symbol]
  private let places: [Symbol: Int]
  private let description: TableDescription

  /// The columns of a network's table.
  init(_ description: TableDescription) {
    self.description = description
    let parameters = description.columns.filter { $0.role == .weight || $0.role == .bias }
    let computed = description.columns.filter { column in
      switch column.role {
      case .preactivation, .activation, .logSumExp, .error, .totalError: true
      default: false
      }
    }
    let steps = Set(computed.flatMap { $0.recurrence.symbols(from: .same) })
    columns = parameters + computed
    givens =
      (parameters + description.columns.filter { $0.role == .step && steps.contains($0.symbol) })
      .map(\.symbol)
    places = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1.symbol, $0) })
  }

  /// The number of columns.
  var count: Int { columns.count }

  /// The place of a quantity among the columns.
  func place(of symbol: Symbol) -> Int? { places[symbol] }

  /// Whether a column is given and not computed.
  func isParameter(_ column: Column) -> Bool { column.role == .weight || column.role == .bias }

  /// A forward pass with one parameter moved.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - row: The row whose parameters, samples and steps count, from zero.
  ///   - moved: The parameter.
  ///   - distance: How far it is moved.
  /// - Returns: A number a column.
  func pass(
    _ table: Table, row: Int, moving moved: Symbol, by distance: Double
  ) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(columns.count)
    for column in columns {
      if isParameter(column) {
        let value = description.index(of: column.symbol).map { table[row, $0] } ?? .nan
        values.append(column.symbol == moved ? value + distance : value)
      } else {
        values.append(
          column.recurrence.number { symbol, _ in
            places[symbol].map { values[$0] }
              ?? description.index(of: symbol).map { table[row, $0] } ?? .nan
          })
      }
    }
    return values
  }
}
