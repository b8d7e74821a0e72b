import Backprop
import Publishing
import WorkedExample

/// Refuses tables that no workbook holds, before anything is computed.
enum WorkbookLimits {
  /// Checks the columns of a table.
  ///
  /// - Parameter settings: What is to be computed.
  /// - Throws: `ReportError` of category `usage` that names the limit and what to reduce.
  static func check(_ settings: WorkedExampleSettings) throws {
    let description = try TableDescription(settings.network, gradients: settings.gradients)
    var count = ExampleLayout.column(of: description.columns.count)
    // Check columns stand at the right of the others; they take a while to find.
    if count + TableDescription.checkParameterLimit > columnLimit, count <= columnLimit,
      settings.epochs * settings.network.stepsPerEpoch <= WorkedExample.checkedEpochLimit
    {
      count += description.checkColumns.count
    }
    guard count <= columnLimit else {
      throw ReportError(
        .usage,
        "The table has \(count) columns, and a sheet holds \(columnLimit); give the network "
          + "\(advice(settings)), or ask for --format csv.")
    }
    // No reference is longer than this one.
    let notation = SpreadsheetNotation(guardsUnderflow: settings.network.canUnderflow) { _, _ in
      "$XFD100004"
    }
    for column in description.columns {
      let length = column.recurrence.text(notation).count
      guard length > formulaLimit else { continue }
      throw ReportError(
        .usage,
        "The formula of \(column.symbol) can have \(length) characters, and a cell holds "
          + "\(formulaLimit); give the network \(advice(settings)), or ask for --format csv.")
    }
  }

  /// The number of columns of a sheet.
  private static let columnLimit = 16_384
  /// The number of characters of a formula.
  private static let formulaLimit = 8_192

  private static func advice(_ settings: WorkedExampleSettings) -> String {
    settings.network.samples.count > 1 ? "fewer samples" : "fewer neurons"
  }
}
