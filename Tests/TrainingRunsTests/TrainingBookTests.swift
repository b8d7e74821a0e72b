import Datasets
import Testing
import TextFormats
import Workbook

@testable import RunRecords
@testable import TrainingRuns

@Suite("The sheets of a training run's workbook")
struct TrainingBookTests {
  private func sheet(_ name: String, of record: RunRecord) throws -> Sheet {
    let images = TrainingBook.images(of: record.mistakes, in: RunFixture.images)
    let book = try TrainingBook(record: record, images: images, created: 0).book()
    return try #require(book.sheet(named: name))
  }

  private func formula(_ address: CellAddress, in sheet: Sheet) -> Formula? {
    guard case .formula(let formula)? = sheet[address]?.content else { return nil }
    return formula
  }

  @Test("Without an epoch there are layers and settings alone")
  func names() throws {
    var record = try RunFixture.record()
    let book = try TrainingBook(record: record, images: nil, created: 0).book()
    #expect(
      book.sheets.map(\.name) == [
        "Summary", "Training history", "Confusion", "Misclassified", "Settings",
      ])
    record.history = []
    let empty = try TrainingBook(record: record, images: nil, created: 0).book()
    #expect(empty.sheets.map(\.name) == ["Summary", "Settings"])
  }

  @Test("Summary: each layer's size, parameters and receptive field follow from the row above")
  func summary() throws {
    let sheet = try sheet("Summary", of: try RunFixture.record())
    // The first layer: 3 × 3 with stride 1 on 28 × 28 gives 26 × 26, 3² · 1 · 16 weights, r = 3.
    func first(_ column: Int) throws -> (formula: String, result: Double) {
      let block = try #require(sheet.blocks.first { $0.column == column })
      #expect(block.firstRow == 9)
      switch block.content {
      case .formulas(let template, let results): return (template.text(row: 9), results[0])
      case .numbers(let values): return ("", values[0])
      case .texts(let texts): return (texts[0], 0)
      }
    }
    #expect(try first(1) == ("Conv2d", 0))
    #expect(try first(7) == ("INT((H9-D10)/E10)+1", 26))
    #expect(try first(9).result == 144)
    #expect(try first(10) == ("K9+(D10-1)*L9", 3))
    #expect(try first(11).result == 1)
    // The best test accuracy of the made-up run: 6 of 8.
    #expect(
      formula("J4", in: sheet) == Formula("MAX('Training history'!$H$6:$H$8)", number: 0.75))
  }

  @Test(
    "Training history: counts as numbers, accuracies as formulas, the article beside MNIST only")
  func history() throws {
    let sheet = try sheet("Training history", of: try RunFixture.record())
    let accuracy = try #require(sheet.blocks.first { $0.column == 7 })
    guard case .formulas(let template, let results) = accuracy.content else {
      Issue.record("the test accuracy is no formula")
      return
    }
    #expect(template.text(row: 5) == "G6/G$3" && template.text(row: 7) == "G8/G$3")
    #expect(results == [0.75, 0.75, 0.75])
    #expect(sheet["G3"]?.content == .number(8))
    #expect(sheet.blocks.first { $0.column == 5 }?.content == .numbers([4, 2, 4 / 3]))
    #expect(sheet.blocks.count == 9 && sheet.charts.count == 2)
    // Files of MNIST's names are not MNIST.
    let others = try self.sheet("Training history", of: try RunFixture.record(kind: "mnist"))
    #expect(others.blocks.count == 9)
    var record = try RunFixture.record(kind: "mnist")
    record.dataset.trainingCount = 60_000
    record.dataset.testCount = 10_000
    record.dataset.checksums = MnistPart.allCases.map(\.originalSHA256)
    let beside = HistorySheet(record: record).sheet
    #expect(beside.blocks.count == 13 && beside.charts.count == 4)
    // The notebook's first epoch: 9,778 of 10,000.
    #expect(beside.blocks.first { $0.column == 11 }?.content == .numbers([9778, 9824, 9882]))
  }

  @Test("Confusion: recall, precision, F1 and accuracy of known counts")
  func confusion() throws {
    // Of ten 0s nine are found; of six 1s four; two 1s are taken for 0.
    let sheet = ConfusionSheet(
      counts: [[9, 1], [2, 4]], dataset: try RunFixture.record().dataset
    ).sheet
    #expect(sheet["B5"]?.content == .number(9) && sheet["C6"]?.content == .number(4))
    #expect(formula("D5", in: sheet) == Formula("SUM(B5:C5)", number: 10))
    #expect(formula("E5", in: sheet) == Formula("IF(D5=0,0,B5/D5)", number: 0.9))
    #expect(formula("B8", in: sheet) == Formula("IF(B7=0,0,B5/B7)", number: 9.0 / 11))
    // F1 = 2·9 / (10 + 11).
    guard case .number(let f1)? = formula("F5", in: sheet)?.result else {
      Issue.record("F1 is no number")
      return
    }
    #expect(abs(f1 - 18.0 / 21) < 1e-15)
    #expect(formula("B10", in: sheet) == Formula("B5+C6", number: 13))
    #expect(formula("B11", in: sheet) == Formula("IF(D7=0,0,B10/D7)", number: 13.0 / 16))
    // The right answers are left out of what marks the mistakes.
    #expect(
      sheet.conditionalFormats.map(\.range) == [CellRange("C5", "C5"), CellRange("B6", "B6")])
  }

  @Test("Misclassified: the surest mistake first, each with its image, dark on light")
  func misclassified() throws {
    let record = try RunFixture.record()
    let sheet = try sheet("Misclassified", of: record)
    #expect([sheet["B5"], sheet["B6"]].map(\.?.content) == [.number(7), .number(6)])
    #expect([sheet["C5"], sheet["D5"]].map(\.?.content) == [.number(7), .number(1)])
    #expect(sheet["E5"]?.content == .number(0.9))
    #expect(
      sheet.images.map(\.altText).first?.hasSuffix("7: a 7 that was taken for a 1.") == true)
    #expect(sheet.filter == CellRange("B4", "E6"))
    let without = try MisclassifiedSheet(record: record, images: nil).sheet()
    #expect(without.images.isEmpty && without["B6"]?.content == .number(6))
    // An image that is dark on light already is shown as it is.
    let inverted = LabeledImages(
      pixels: RunFixture.images.pixels.map { 255 - $0 }, labels: RunFixture.images.labels)
    let same = try MisclassifiedSheet(
      record: record, images: TrainingBook.images(of: record.mistakes, in: inverted)
    ).sheet()
    #expect(same.images.map(\.png) == sheet.images.map(\.png))
  }

  @Test("Settings: every setting under its name, then the images and the outcome")
  func settings() throws {
    let record = try RunFixture.record()
    let sheet = try sheet("Settings", of: record)
    let rows = (1...40).map { row in
      [0, 1].map { sheet[row: row, column: $0]?.content }
    }
    for (index, member) in record.settings.members.enumerated() {
      #expect(rows[2 + index][0] == .text(member.name), "\(member.name)")
    }
    #expect(rows.contains([.text("momentum"), .number(0.9)]))
    #expect(rows.contains([.text("augment"), .text("yes")]))
    #expect(rows.contains([.text("data set"), .text("drawn digits")]))
    #expect(rows.contains([.text("status"), .text("complete")]))
    #expect(rows.contains([.text("epochs finished"), .number(3)]))
  }
}
