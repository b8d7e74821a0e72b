public import Backprop

/// The computed worked example: the value that the workbook, the figures and the documents show.
public struct WorkedExample: Sendable {
  /// What it was computed with.
  public let settings: WorkedExampleSettings
  /// The table's columns and their expressions.
  public let description: TableDescription
  /// The columns of the tables: the description's, then the check columns.
  public let columns: [Column]
  /// The computed tables, one a learning rate, with the check columns at the right.
  public let tables: [Table]
  /// What became of each learning rate.
  public let judgements: [Judgement]
  /// The learning rate to use.
  public let recommendation: Recommendation?
  /// The recommended rate with its reason, or what to do instead.
  public var conclusion: String { Judge.conclusion(judgements) }

  /// Computes the tables, summaries and verdicts.
  ///
  /// - Parameter settings: what to compute.
  /// - Throws: `ReportError` for settings out of range, `BackpropError` for published gradients of
  ///   another network than the article's shape.
  public init(_ settings: WorkedExampleSettings) throws {
    try settings.check()
    let description = try TableDescription(settings.network, gradients: settings.gradients)
    let cells = description.columns.count * settings.epochs * settings.learningRates.count
    guard cells <= WorkedExampleSettings.cellLimit else {
      throw ReportError(
        .usage,
        "\(settings.learningRates.count) learning rates of \(settings.epochs) epochs with "
          + "\(description.columns.count) columns are \(cells) cells; at most "
          + "\(WorkedExampleSettings.cellLimit) fit one workbook. Ask for fewer epochs or rates.")
    }
    let evaluator = Evaluator(
      description, checks: settings.epochs <= Self.checkedEpochLimit)
    self.settings = settings
    self.description = description
    columns = evaluator.columns
    tables = try evaluator.tables(
      learningRates: settings.learningRates, epochs: settings.epochs
    ).map { $0.withoutLostChecks(description) }
    judgements = Judge.judge(
      try evaluator.sweep(learningRates: settings.learningRates, epochs: settings.epochs))
    recommendation = Judge.recommend(judgements)
  }

  /// Up to how many epochs the check columns are computed and written.
  ///
  /// Their formulas are long: with thousands of rows they would be most of the workbook.
  public static let checkedEpochLimit = 1_000

  /// Up to which magnitude of a weight its check is computed; beyond it the check says NaN.
  ///
  /// The step is lost in larger ones, and LibreOffice takes a difference that is 2⁻⁴⁸ of its
  /// operands for zero.
  public static let checkedMagnitude = 1e8

  /// Whether the tables have check columns.
  public var hasChecks: Bool { columns.count > description.columns.count }

  /// The table of a learning rate; nil where it was not computed.
  public func table(learningRate: Double) -> Table? {
    tables.first { $0.learningRate == learningRate }
  }

  /// The table whose loss is shown first: η = 1 as in the article, else the recommended rate's,
  /// else the first.
  public var leadingTable: Table? {
    table(learningRate: 1) ?? recommendation.flatMap { table(learningRate: $0.learningRate) }
      ?? tables.first
  }

  /// The largest distance of a gradient from its check column, over all tables.
  public var largestDisagreement: Double {
    tables.map { largestDisagreement(in: $0) }.reduce(0, max)
  }

  /// Whether every check of a table has a value: a weight can be too large for one.
  public func isCheckedThroughout(_ table: Table) -> Bool {
    description.parameters.allSatisfy { parameter in
      [parameter.differenceQuotient, parameter.gradient].allSatisfy {
        table.column($0)?.allSatisfy(\.isFinite) ?? true
      }
    }
  }

  /// The largest distance of a gradient from its check column in one table; zero without checks.
  public func largestDisagreement(in table: Table) -> Double {
    var largest = 0.0
    for parameter in description.parameters {
      guard let check = table.column(parameter.differenceQuotient),
        let gradient = table.column(parameter.gradient)
      else { continue }
      for (first, second) in zip(gradient, check) {
        largest = max(largest, (first - second).magnitude)
      }
    }
    return largest
  }
}

extension Table {
  /// The table with NaN for the checks of weights beyond `WorkedExample.checkedMagnitude`.
  fileprivate func withoutLostChecks(_ description: TableDescription) -> Table {
    var values = values
    for parameter in description.parameters {
      guard let check = symbols.firstIndex(of: parameter.differenceQuotient),
        let weight = symbols.firstIndex(of: parameter)
      else { continue }
      for row in 0..<epochs where !(self[row, weight].magnitude <= WorkedExample.checkedMagnitude) {
        values[check * epochs + row] = .nan
      }
    }
    return Table(learningRate: learningRate, epochs: epochs, symbols: symbols, values: values)
  }
}
