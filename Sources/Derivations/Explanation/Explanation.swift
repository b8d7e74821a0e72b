package import Backprop
import Glibc

/// How one number of a table comes about: formula, chain rule, numbers, result, check.
package struct Explanation: Sendable {
  /// The quantity.
  package let symbol: Symbol
  /// What kind of quantity it is.
  package let role: Column.Role
  /// The epoch, counted from 1.
  package let epoch: Int
  /// Which of the epoch's steps the row is, counted from 1; nil where an epoch has one.
  package let step: Int?
  /// The learning rate.
  package let learningRate: Double
  /// What the quantity is, in a sentence.
  package let meaning: String
  /// The column's expression in this epoch: a number for a first weight, else a formula.
  package let formula: ScalarExpression
  /// For a gradient, the factors of the chain rule with their values; else empty.
  package let factors: [Factor]
  /// The formula with numbers in place of names.
  package let substituted: String
  /// The same in LaTeX, without dollar signs.
  package let substitutedLatex: String
  /// The result.
  package let value: Double
  /// For a gradient, the same by other means.
  package let check: NumericCheck?

  /// One factor with its value.
  package struct Factor: Hashable, Sendable {
    /// The derivative's name: `∂a_h1/∂h1`.
    package let symbol: Symbol
    /// The derivative itself.
    package let expression: ScalarExpression
    /// The factor with numbers in place of names.
    package let substituted: String
    /// The same in LaTeX, without dollar signs.
    package let substitutedLatex: String
    /// Its value in this epoch.
    package let value: Double
  }

  /// The chain-rule product by name: `∂E/∂a_h1 * ∂a_h1/∂h1 * ∂h1/∂w1`; empty where there is none.
  package var chainRule: String {
    factors.map(\.symbol.name).joined(separator: ArticleNotation().times)
  }
}

extension TableDescription {
  /// Explains one number of a computed table.
  ///
  /// - Parameters:
  ///   - symbol: A column of the table.
  ///   - epoch: The row, counted from 1: the epoch, where an epoch is one step.
  ///   - table: The computed table, or its rows from some epoch on.
  ///   - firstEpoch: The epoch of the table's first row.
  ///   - checking: Whether to check a gradient by other means.
  /// - Returns: The formula, the chain rule, the numbers and the check.
  /// - Throws: `BackpropError.unknownSymbol`, or `.unusableEpochs` for an epoch that the table does
  ///   not have.
  package func explain(
    _ symbol: Symbol, epoch: Int, in table: Table, from firstEpoch: Int = 1,
    checking: Bool = true
  ) throws(BackpropError) -> Explanation {
    let column = try column(named: symbol.name)
    let row = try self.row(of: epoch, in: table, from: firstEpoch)
    let number = numbers(row: row, of: table)
    let formula = epoch == 1 ? column.initial : column.recurrence
    let parameter =
      column.role == .gradient ? parameters.first { $0.gradient == column.symbol } : nil
    let factors = parameter.map(chain(for:)) ?? []
    let texts = formula.substituted(number)
    return Explanation(
      symbol: column.symbol, role: column.role, epoch: (epoch - 1) / network.stepsPerEpoch + 1,
      step: stepNumber(ofRow: epoch), learningRate: table.learningRate,
      meaning: meaning(of: column), formula: formula,
      factors: factors.map { Explanation.Factor($0, number) },
      substituted: texts.plain, substitutedLatex: texts.latex,
      value: formula.value { number($0, $1) ?? .nan },
      check: checking ? parameter.flatMap { check($0, in: table, row: row) } : nil)
  }

  /// Explains a factor of a chain-rule product that has no column of its own.
  ///
  /// - Parameters:
  ///   - factor: The factor.
  ///   - epoch: The row, counted from 1: the epoch, where an epoch is one step.
  ///   - table: The computed table, or its rows from some epoch on.
  ///   - firstEpoch: The epoch of the table's first row.
  /// - Returns: The formula and the numbers.
  /// - Throws: `BackpropError.unusableEpochs` for an epoch that the table does not have.
  package func explain(
    _ factor: ChainFactor, epoch: Int, in table: Table, from firstEpoch: Int = 1
  ) throws(BackpropError) -> Explanation {
    let row = try self.row(of: epoch, in: table, from: firstEpoch)
    let link = Explanation.Factor(factor, numbers(row: row, of: table))
    return Explanation(
      symbol: link.symbol, role: .sensitivity, epoch: (epoch - 1) / network.stepsPerEpoch + 1,
      step: stepNumber(ofRow: epoch), learningRate: table.learningRate,
      meaning: "\(link.symbol) is a factor in the chain rule of this network's gradients.",
      formula: link.expression, factors: [], substituted: link.substituted,
      substitutedLatex: link.substitutedLatex, value: link.value, check: nil)
  }

  /// Which of its epoch's steps a row is, both counted from 1; nil where an epoch has one.
  private func stepNumber(ofRow row: Int) -> Int? {
    network.stepsPerEpoch > 1 ? (row - 1) % network.stepsPerEpoch + 1 : nil
  }

  private func row(
    of epoch: Int, in table: Table, from firstEpoch: Int
  ) throws(BackpropError) -> Int {
    let row = epoch - firstEpoch
    guard (0..<table.rows).contains(row) else {
      throw .unusableEpochs(epoch, limit: firstEpoch + table.rows - 1)
    }
    return row
  }

  /// What comes back to a hidden activation, with the numbers of an epoch.
  ///
  /// - Parameters:
  ///   - activation: A hidden activation.
  ///   - epoch: The row, counted from 1: the epoch, where an epoch is one step.
  ///   - table: The computed table.
  /// - Returns: The summands of the error's derivative by it, one for each neuron that reads it;
  ///   empty for another quantity and for an epoch that the table does not have.
  package func explainedBranches(
    into activation: Symbol, epoch: Int, in table: Table
  ) -> [Explanation.Factor] {
    guard (1...table.rows).contains(epoch) else { return [] }
    let number = numbers(row: epoch - 1, of: table)
    return branches(into: activation).map { Explanation.Factor($0, number) }
  }

  /// Gives the number of a quantity as a row of a table sees it.
  private func numbers(
    row: Int, of table: Table
  ) -> (Symbol, ScalarExpression.Row) -> Double? {
    let settings = settingValues
    return { symbol, place in
      switch place {
      case .setting: settings[symbol] ?? table.learningRate
      case .before: row > 0 ? index(of: symbol).map { table[row - 1, $0] } : nil
      case .same: index(of: symbol).map { table[row, $0] }
      }
    }
  }
}

extension ScalarExpression {
  /// The text with numbers in place of names, plain and in LaTeX, with so many of their digits that a
  /// reader who calculates with them comes to the result: all where nearly equal ones are subtracted.
  fileprivate func substituted(
    _ number: @escaping (Symbol, Row) -> Double?
  ) -> (plain: String, latex: String) {
    let exact = value { number($0, $1) ?? .nan }
    let digits = [9, 13].first { digits in
      let shown = value { number($0, $1)?.rounded(toDigits: digits) ?? .nan }
      return !((shown - exact).magnitude > 1e-5 * exact.magnitude)
    }
    func text(_ base: any Notation) -> String {
      self.text(SubstitutedNotation(base, significantDigits: digits ?? 17, value: number))
    }
    return (text(ArticleNotation()), text(LatexNotation()))
  }
}

extension Double {
  /// The number with so many significant digits, up to the rounding of the scale.
  fileprivate func rounded(toDigits digits: Int) -> Double {
    guard self != 0, isFinite else { return self }
    let scale = pow(10, Double(digits - 1) - log10(magnitude).rounded(.down))
    return scale.isNormal ? (self * scale).rounded() / scale : self
  }
}

extension Explanation.Factor {
  /// A factor with its value.
  fileprivate init(
    _ factor: ChainFactor, _ number: @escaping (Symbol, ScalarExpression.Row) -> Double?
  ) {
    symbol = factor.symbol
    expression = factor.expression
    (substituted, substitutedLatex) = expression.substituted(number)
    value = expression.value { number($0, $1) ?? .nan }
  }
}
