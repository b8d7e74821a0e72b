import Numerals
import RunRecords
import TextFormats
import Workbook

/// Everything that the run depends on.
struct SettingsSheet {
  let record: RunRecord

  var sheet: Sheet {
    var sheet = Sheet(TrainingBook.settings)
    sheet.set("A1", .text("Settings"), style: TrainingStyles.title)
    var row = 2
    func section(_ title: String, _ lines: [(name: String, value: CellContent)]) {
      sheet.set(CellAddress(row: row, column: 0), .text(title), style: TrainingStyles.heading)
      row += 1
      for line in lines {
        sheet.set(CellAddress(row: row, column: 0), .text(line.name), style: TrainingStyles.label)
        sheet.set(
          CellAddress(row: row, column: 1), line.value,
          style: TrainingStyles.text.with { $0.horizontal = .left })
        row += 1
      }
      row += 1
    }
    section("Run", record.settings.members.map { ($0.name, Self.content($0.value)) })
    let dataset = record.dataset
    section(
      "Images",
      [
        ("data set", .text(dataset.title)),
        ("to learn from", .number(Double(dataset.trainingCount))),
        ("to be tested on", .number(Double(dataset.testCount))),
      ]
        + (record.images == .validation
          ? [("of the first set aside for validation", .number(Double(record.settings.validation)))]
          : [])
        + dataset.inputs.map { ("SHA-256 of \($0.name)", Self.content($0.value)) })
    section(
      "Outcome",
      [
        ("status", .text(record.status.word)),
        ("epochs finished", .number(Double(record.history.count))),
      ]
        + (record.finalTest.map { test in
          [
            ("test accuracy, measured once", .text(FixedText.percent(test.accuracy))),
            ("test loss, measured once", .number(test.loss)),
          ]
        } ?? [])
        + [
          ("SHA-256 of the weights", .text(record.weights ?? "none")),
          ("threads, which change no result", .number(Double(record.threads))),
        ])
    section("Libraries", record.libraries.map { ($0.name, Self.content($0.value)) })
    sheet.widths = [0: .fitted(minimum: 20, maximum: 44), 1: .fitted(minimum: 20, maximum: 80)]
    sheet.showsGridlines = false
    return sheet
  }

  private static func content(_ value: JSON) -> CellContent {
    if let number = value.number { return .number(number) }
    switch value {
    case .bool(let flag): return .text(flag ? "yes" : "no")
    case .string(let text): return .text(text)
    case .null: return .text("none")
    default: return .text(value.compactText)
    }
  }
}
