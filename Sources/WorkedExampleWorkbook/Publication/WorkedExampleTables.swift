package import Backprop
import LearningRateAnalysis
import Numerals
package import TextFormats
package import WorkedExample

extension WorkedExample {
  /// The names of the table files, in the order of the learning rates: `table-lr-0.1.csv`.
  package static func tableName(learningRate: Double) -> String {
    "table-lr-\(NumberText.shortest(learningRate)).csv"
  }

  /// The table of one learning rate as CSV (RFC 4180): a header with the column names, an `epoch`
  /// column first, numbers that read back to the same bits.
  ///
  /// Check columns are not part of it.
  package func csv(_ table: Table) -> String {
    var text = CSV.row(leadingNames + description.columns.map(\.symbol.name))
    text.reserveCapacity(table.rows * description.columns.count * 18)
    for row in 0..<table.rows { text += CSV.row(cells(table, row)) }
    return text
  }

  /// What stands before the columns of the description: the epoch, unless it is one of them.
  private var leadingNames: [String] { description[.epoch] == nil ? ["epoch"] : [] }

  /// The numbers of a row as text.
  private func cells(_ table: Table, _ row: Int) -> [String] {
    (description[.epoch] == nil ? [String(row + 1)] : [])
      + description.columns.indices.map { CSV.number(table[row, $0]) }
  }

  /// The loss of every learning rate by epoch as CSV: a row an epoch, a column a rate.
  package var sweepCSV: String {
    var text = CSV.row(["epoch"] + tables.map { "η=\(NumberText.shortest($0.learningRate))" })
    let losses = tables.map(\.epochLosses)
    for epoch in 0..<settings.epochs {
      text += CSV.row([String(epoch + 1)] + losses.map { CSV.number($0[epoch]) })
    }
    return text
  }

  /// All tables as one CSV text, with the learning rate as the first column.
  package var combinedCSV: String {
    var text = CSV.row(
      ["learning_rate"] + leadingNames + description.columns.map(\.symbol.name))
    for table in tables {
      for row in 0..<table.rows {
        text += CSV.row([CSV.number(table.learningRate)] + cells(table, row))
      }
    }
    return text
  }

  /// Everything that was computed as JSON; numbers that are not finite are `null`.
  package var json: JSON {
    let count = description.columns.count
    let head: [JSON.Member] = [
      .init("schemaVersion", 1),
      .init("network", .string(settings.network.summary)),
      .init("gradients", .string(settings.gradients.rawValue)),
      .init("epochs", .integer(settings.epochs)),
      .init("columns", .array(description.columns.map { .string($0.symbol.name) })),
      .init(
        "roles", .array(description.columns.map { .string($0.role.rawValue) })),
    ]
    let runs: [JSON.Member] = [
      .init(
        "runs",
        .array(
          zip(tables, diagnoses).map { table, diagnosis in
            .object([
              .init("learningRate", .number(table.learningRate)),
              .init("verdict", .string(diagnosis.outcome.rawValue)),
              .init("evidence", .string(diagnosis.reason)),
              .init(
                "rows",
                .array(
                  (0..<table.rows).map { row in
                    .array((0..<count).map { .number(table[row, $0]) })
                  })),
            ])
          }))
    ]
    return .object(head + Recommendation.members(recommendation) + runs)
  }

  /// The losses and verdicts as a table for a terminal.
  package var terminalTable: String {
    let lines = RateTable.lines(diagnoses, of: settings.network)
    let heading =
      "Network \(settings.network.summary), \(FixedText.counted(settings.epochs, "epoch")), "
      + "\(settings.gradients.rawValue) gradients"
    return ([heading, ""] + lines + [""] + RateTable.failures(diagnoses) + [conclusion]).joined(
      separator: "\n") + "\n"
  }
}
