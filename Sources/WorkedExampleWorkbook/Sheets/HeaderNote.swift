import Backprop
import Derivations
import Numerals
import Workbook
import WorkedExample

/// The note on a column's header: the text of `report explain`, kept short.
struct HeaderNote {
  let example: WorkedExample
  let table: Table

  /// The largest number of columns that notes are written for.
  private static let columnLimit = 1_000

  /// The note of a column; nil where there is nothing to explain.
  func note(_ column: Column) -> Note? {
    guard example.columns.count <= Self.columnLimit else { return nil }
    if column.role == .check { return checkNote(column) }
    let epoch = column.initial != column.recurrence && table.rows > 1 ? 2 : 1
    guard
      let explanation = try? example.description.explain(
        column.symbol, epoch: epoch, in: table, checking: example.hasChecks)
    else { return nil }
    var lines = [explanation.meaning]
    switch column.role {
    case .target, .input: break
    default:
      if column.recurrence != .previous(column.symbol) {
        lines.append("")
        if !explanation.chainRule.isEmpty {
          lines.append("\(column.symbol) = \(explanation.chainRule)")
          lines.append("= \(explanation.formula.text(ArticleNotation()))")
        } else {
          lines.append("\(column.symbol) = \(explanation.formula.text(ArticleNotation()))")
        }
        lines.append("")
        lines.append(
          "\(table.stepsPerEpoch == 1 ? "Epoch" : "Step") \(epoch), as made: \(explanation.substituted)"
        )
        lines.append("= \(NumberText.significant(explanation.value, 9))")
      }
    }
    if let check = explanation.check {
      lines.append("")
      lines.append(
        "Check: central difference \(NumberText.significant(check.centralDifference, 9)), "
          + "dual numbers \(NumberText.significant(check.dual, 9)).")
    }
    return Self.box(lines)
  }

  private func checkNote(_ column: Column) -> Note {
    let parameter = example.description.parameters.first {
      $0.differenceQuotient == column.symbol
    }
    let name = parameter?.name ?? "the parameter"
    return Self.box([
      "\(column.symbol) = (E(\(name) + h) - E(\(name) - h)) / ((\(name) + h) - (\(name) - h))",
      "",
      "The forward pass of this row, computed twice with \(name) moved by h (sheet Inputs). It "
        + "uses no gradient formula, so that it checks \(parameter?.gradient.name ?? "one").",
    ])
  }

  /// A note in a box that its lines fit into.
  private static func box(_ lines: [String]) -> Note {
    let width = 420
    let perLine = 62
    let count = lines.reduce(0) { $0 + max(1, ($1.count + perLine - 1) / perLine) }
    return Note(lines.joined(separator: "\n"), width: width, height: 18 * count + 14)
  }
}
