/// The columns that check gradients by central differences.
extension TableDescription {
  /// The step by which the checks move a parameter to either side.
  ///
  /// Smaller steps would lose more digits to cancellation than they gain: at 10⁻⁴ both errors of a
  /// central difference are below about 10⁻¹⁰ for values of the article's size.
  package static let checkStep = 1e-4

  /// The largest number of operations of a check expression; one with more is left out.
  package static let checkOperationLimit = 400

  /// The largest number of characters of a check's formula, below the 8,192 of Excel by what a table
  /// puts around it.
  static let checkLengthLimit = 8_100

  /// The largest number of parameters that check columns are made for.
  package static let checkParameterLimit = 128

  /// The central difference of the loss over a parameter, as an expression over the row.
  ///
  /// It reads the row's inputs, targets, parameters and whatever does not depend on the parameter,
  /// and repeats the forward pass for the rest: `(E(w+h) - E(w-h)) / ((w+h) - (w-h))`. It can
  /// stand in a spreadsheet cell, and shares nothing with the gradient that it checks.
  ///
  /// - Parameters:
  ///   - parameter: A weight or a bias.
  ///   - step: How far to move it to either side; a number or a setting.
  ///   - limit: The number of operations that the expression may have.
  /// - Returns: Nil where the expression would have more operations, as in deep, wide networks.
  package func centralDifference(
    of parameter: Symbol, step: ScalarExpression = .constant(checkStep),
    limit: Int = checkOperationLimit
  ) -> ScalarExpression? {
    let here = ScalarExpression.current(parameter)
    let above = here + step
    let below = here - step
    guard let high = totalError(replacing: parameter, by: above, limit: limit / 2),
      let low = totalError(replacing: parameter, by: below, limit: limit / 2)
    else { return nil }
    return (high - low) / (above - below)
  }

  /// A column for each gradient that computes it by central differences over its row.
  ///
  /// The step is the setting `h`. Gradients whose expression would be longer than
  /// `checkOperationLimit`, or whose formula would be longer than a cell takes, have no column, nor has
  /// a network with more parameters than `checkParameterLimit`.
  package var checkColumns: [Column] {
    guard parameters.count <= Self.checkParameterLimit else { return [] }
    // As long as a reference can be: two or three letters, and a row of four digits.
    let reference = columns.count > 600 ? "ABC1000" : "AB1000"
    let notation = SpreadsheetNotation(guardsUnderflow: network.canUnderflow) { symbol, row in
      row == .setting ? symbol.name : reference
    }
    return parameters.compactMap { parameter in
      guard let check = centralDifference(of: parameter, step: .setting(.checkStep)),
        check.text(notation).utf8.count <= Self.checkLengthLimit
      else { return nil }
      return .computed(parameter.differenceQuotient, .check, check)
    }
  }

  /// The loss after a parameter was replaced, with all that depends on it written out.
  private func totalError(
    replacing parameter: Symbol, by replacement: ScalarExpression, limit: Int
  ) -> ScalarExpression? {
    var moved: [Symbol: ScalarExpression] = [parameter: replacement]
    var sizes: [Symbol: Int] = [parameter: 1]
    for column in columns where !column.role.isBackward {
      let read = column.recurrence.symbols(from: .same).filter { moved[$0] != nil }
      guard !read.isEmpty else { continue }
      // Every column reads each quantity at most once.
      let size = column.recurrence.operationCount + read.reduce(0) { $0 + (sizes[$1] ?? 0) }
      guard size <= limit else { return nil }
      let expression = column.recurrence.substituting { symbol, row in
        row == .same ? moved[symbol] : nil
      }
      if column.symbol == .totalError { return expression }
      moved[column.symbol] = expression
      sizes[column.symbol] = size
    }
    return 0
  }
}
