package import Backprop

extension Table {
  /// The table computed anew, cell by cell, with other numbers than those of the core.
  ///
  /// - Parameters:
  ///   - columns: The columns' expressions, in the order of the table's columns.
  ///   - settings: The numbers of the settings; one without a number is the learning rate.
  ///   - number: Makes a number from a value that is given, or from a cell that was computed; the
  ///     place is its row and its column, nil for a setting.
  ///   - value: What a number is in the table.
  ///   - keep: Cells that are not computed but taken from this table.
  /// - Returns: A table of the same shape.
  func computed<Number: ExpressionNumber>(
    _ columns: [Column], settings: [Symbol: Double],
    number: (Double, (row: Int, column: Int)?) -> Number, value: (Number) -> Double,
    keep: (_ row: Int, _ column: Int) -> Bool = { _, _ in false }
  ) -> Table {
    let places = Dictionary(
      symbols.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var values = values
    for row in 0..<rows {
      for (index, column) in columns.enumerated() where !keep(row, index) {
        let expression = row == 0 ? column.initial : column.recurrence
        let result = expression.value { symbol, place -> Number in
          if place == .setting {
            return number(settings[symbol] ?? learningRate, nil)
          }
          let source = place == .before ? row - 1 : row
          guard let column = places[symbol], source >= 0 else { return number(.nan, nil) }
          return number(values[column * rows + source], (source, column))
        }
        values[index * rows + row] = value(result)
      }
    }
    return Table(
      learningRate: learningRate, rows: rows, stepsPerEpoch: stepsPerEpoch, symbols: symbols,
      values: values)
  }

  /// The table as a spreadsheet program has it: what follows from a number that is not finite is not
  /// finite either.
  ///
  /// - Parameters:
  ///   - columns: The columns' expressions.
  ///   - settings: The numbers of the settings.
  /// - Returns: This table where all numbers are finite.
  func withErrorsCarried(_ columns: [Column], settings: [Symbol: Double]) -> Table {
    guard values.contains(where: { !$0.isFinite }) else { return self }
    return computed(
      columns, settings: settings, number: { value, _ in SpreadsheetNumber(value) },
      value: \.value, keep: { row, column in !self[row, column].isFinite })
  }

  /// The table of a run whose every operation is off by about what rounding may leave.
  ///
  /// - Parameters:
  ///   - columns: The columns' expressions.
  ///   - settings: The numbers of the settings.
  ///   - seed: Chooses the errors.
  /// - Returns: A table of the same shape; initial values are kept.
  package func perturbed(_ columns: [Column], settings: [Symbol: Double], seed: UInt64) -> Table {
    let run = PerturbedNumber.mixed(seed)
    return computed(
      columns, settings: settings,
      number: { value, place in
        let bits = place.map { UInt64($0.row) << 32 | UInt64($0.column) } ?? value.bitPattern
        return PerturbedNumber(value, seed: PerturbedNumber.mixed(bits ^ run))
      }, value: \.value)
  }
}
