package import Backprop
package import LearningRateAnalysis
import Numerals
import Publishing

/// The computed worked example: the value that the workbook, the figures and the documents show.
package struct WorkedExample: Sendable {
  /// What it was computed with.
  package let settings: WorkedExampleSettings
  /// The table's columns and their expressions.
  package let description: TableDescription
  /// The columns of the tables: the description's, then the check columns.
  package let columns: [Column]
  /// The computed tables, one a learning rate, with the check columns at the right.
  package let tables: [Table]
  /// What became of each learning rate.
  package let diagnoses: [LearningRateDiagnosis]
  /// The learning rate to use.
  package let recommendation: Recommendation?
  /// The recommended rate with its reason, or what to do instead.
  package var conclusion: String { Recommendation.conclusion(of: diagnoses) }

  /// Computes the tables, summaries and verdicts.
  ///
  /// - Parameter settings: What to compute.
  /// - Throws: `ReportError` for settings out of range, `BackpropError` for published gradients of
  ///   another network than the article's shape.
  package init(_ settings: WorkedExampleSettings) throws {
    try settings.check()
    try Self.check(settings.network.training.schedule, epochs: settings.epochs)
    let description = try TableDescription(settings.network, gradients: settings.gradients)
    let steps = settings.network.stepsPerEpoch
    let cells =
      description.columns.count * settings.epochs * steps * settings.learningRates.count
    guard cells <= WorkedExampleSettings.cellLimit else {
      throw ReportError(
        .usage,
        "\(settings.learningRates.count) learning rates of \(settings.epochs) epochs with "
          + "\(description.columns.count) columns are \(cells) cells; at most "
          + "\(WorkedExampleSettings.cellLimit) fit one workbook. Ask for fewer epochs or rates.")
    }
    let evaluator = TableEvaluator(
      description, checks: settings.epochs * steps <= Self.checkedEpochLimit)
    self.settings = settings
    self.description = description
    columns = evaluator.columns
    let runs = try evaluator.runs(
      learningRates: settings.learningRates, epochs: settings.epochs)
    let tables = runs.map { [columns, settings = description.settingValues] in
      $0.table.withErrorsCarried(columns, settings: settings)
    }
    self.tables = tables.map { $0.withoutLostChecks(description) }
    diagnoses = try evaluator.diagnose(
      zip(runs, tables).map { run, table in run.summary.losing(table.epochLosses) })
    recommendation = Recommendation.best(of: diagnoses)
  }

  /// Refuses a schedule whose end a run does not reach.
  private static func check(_ schedule: Schedule, epochs: Int) throws(ReportError) {
    guard let complaint = schedule.complaint(aboutEpochs: epochs) else { return }
    throw ReportError(.usage, "The schedule \(complaint).")
  }

  /// Up to how many rows the check columns are computed and written.
  ///
  /// Their formulas are long: with thousands of rows they would be most of the workbook.
  package static let checkedEpochLimit = 1_000

  /// Up to which magnitude of a weight its check is computed; beyond it the check says NaN.
  ///
  /// The step is lost in larger ones, and LibreOffice takes a difference that is 2⁻⁴⁸ of its
  /// operands for zero.
  package static let checkedMagnitude = 1e8

  /// Whether the tables have check columns.
  package var hasChecks: Bool { columns.count > description.columns.count }

  /// The table of a learning rate; nil where it was not computed.
  package func table(learningRate: Double) -> Table? {
    tables.first { $0.learningRate == learningRate }
  }

  /// The table whose loss is shown first: η = 1 as in the article, else the recommended rate's,
  /// else the first.
  package var leadingTable: Table? {
    table(learningRate: 1) ?? recommendation.flatMap { table(learningRate: $0.learningRate) }
      ?? tables.first
  }

  /// The check columns, each with the column of the gradient that it checks, counted from 0.
  package var checks: [(check: Int, gradient: Int)] {
    (description.columns.count..<columns.count).compactMap { check in
      description.parameters.first { $0.differenceQuotient == columns[check].symbol }
        .flatMap { description.index(of: $0.gradient) }
        .map { (check, $0) }
    }
  }

  /// The largest distance of a gradient from its check column; nil where one of them is not finite.
  package func largestDifference(ofCheck check: Int, from gradient: Int, in table: Table) -> Double?
  {
    var largest = 0.0
    for (first, second) in zip(table.column(at: gradient), table.column(at: check)) {
      let difference = (first - second).magnitude
      guard difference.isFinite else { return nil }
      largest = max(largest, difference)
    }
    return largest
  }

  /// Whether every check of a table has a value: a weight can be too large for one.
  package func isCheckedThroughout(_ table: Table) -> Bool {
    checks.allSatisfy { largestDifference(ofCheck: $0.check, from: $0.gradient, in: table) != nil }
  }

  /// The largest distance of a gradient from its check column in one table; zero without checks.
  package func largestDisagreement(in table: Table) -> Double {
    checks.compactMap { largestDifference(ofCheck: $0.check, from: $0.gradient, in: table) }
      .reduce(0, max)
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
      for row in 0..<rows where !(self[row, weight].magnitude <= WorkedExample.checkedMagnitude) {
        values[check * rows + row] = .nan
      }
    }
    return Table(
      learningRate: learningRate, rows: rows, stepsPerEpoch: stepsPerEpoch, symbols: symbols,
      values: values)
  }
}
