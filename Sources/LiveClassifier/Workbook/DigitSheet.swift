import Charts
import ContentPublishing
import Glibc
import Workbook

/// The first sheet: a grid to draw in, and what the network reads.
struct DigitSheet {
  let drawing: GridDrawing
  let reading: Reading
  let network: FoldedNetwork
  /// Where the averages of the last maps come from.
  let last: LayerSheets.Layer
  /// The number of samples.
  let sampleCount: Int
  /// Which network it is, in a line.
  let source: String
  /// Whether the sheet Why is there.
  let hasPatches: Bool
  let labels: ClassifierLabels

  private static let side = Centering.side
  /// The first cell of the drawing.
  static let drawingCell: CellAddress = "B6"
  private static let firstColumn = 31
  private static let centerCell = CellAddress(row: 3, column: firstColumn + 1)
  private static let sampleCell = CellAddress(row: 4, column: firstColumn + 1)
  private static let sampleNumberCell = CellAddress(row: 4, column: firstColumn + 2)
  static let answerCell = CellAddress(row: 6, column: firstColumn + 1)
  private static let wordCell = CellAddress(row: 6, column: firstColumn + 2)
  private static let tableRow = 10
  /// Below the table and the remarks, where there are ten classes or more.
  private var meanCells: [CellAddress] {
    let row = Self.tableRow + max(10, classes) + 5
    return [0, 1].map { CellAddress(row: row + $0, column: Self.firstColumn + 1) }
  }
  private static let drawn = "my drawing"

  private var classes: Int { reading.scores.count }

  /// The cells that other sheets and programs know by name.
  var names: [DefinedName] {
    func own(_ name: ClassifierName, _ first: CellAddress, _ last: CellAddress? = nil)
      -> DefinedName
    {
      DefinedName(
        name.rawValue, for: CellRange(sheet: ClassifierSheet.digit, first, last ?? first))
    }
    let table = CellAddress(row: Self.tableRow, column: Self.firstColumn + 3)
    return [
      DefinedName(ClassifierName.image.rawValue, for: ImageSheets.imageRange),
      own(.logProbabilities, table, table.moved(rows: classes - 1)),
      own(.prediction, Self.answerCell), own(.centerDrawing, Self.centerCell),
      own(.sampleNumber, Self.sampleNumberCell), own(.pixelMean, meanCells[0]),
      own(.pixelDeviation, meanCells[1]),
    ]
  }

  /// The sheet.
  var sheet: Sheet {
    var sheet = Sheet(ClassifierSheet.digit)
    sheet.set(
      "B1", .text(labels.areDigits ? "Draw a digit" : "Draw in the grid"),
      style: ClassifierStyles.title)
    sheet.set(
      "B2",
      .text(
        "Type numbers from 1 (faint) to 9 (black) into the grid; delete them to rub out. Every layer of "
          + "the trained network follows as formulas."), style: ClassifierStyles.subtitle)
    sheet.set("B3", .text(source), style: ClassifierStyles.subtitle)
    for index in drawing.cells.indices {
      let value = drawing.cells[index]
      sheet.set(
        Self.drawingCell.moved(rows: index / Self.side, columns: index % Self.side),
        value > 0 ? .number(value) : .blank, style: ClassifierStyles.pixel)
    }
    let grid = CellRange(
      Self.drawingCell, Self.drawingCell.moved(rows: Self.side - 1, columns: Self.side - 1))
    sheet.conditionalFormats = ClassifierStyles.strokes(grid)
    sheet.validations = [
      Validation(
        grid, .number(0...9), title: "Pixel", hint: "0 is empty, 9 is black.",
        complaint: "A number from 0 to 9 is expected.")
    ]
    addSettings(to: &sheet)
    addAnswer(to: &sheet)
    addTable(to: &sheet)
    addNormalization(to: &sheet)
    sheet.widths[0] = .characters(2)
    for column in 1...Self.side { sheet.widths[column] = .characters(2.4) }
    sheet.widths[Self.side + 1] = .characters(2)
    sheet.widths[Self.firstColumn - 1] = .characters(2)
    for (offset, width) in [24.0, 14, 14, 16, 16].enumerated() {
      sheet.widths[Self.firstColumn + offset] = .characters(width)
    }
    for row in 5..<5 + Self.side { sheet.heights[row] = 15 }
    sheet.heights[0] = 30
    sheet.tab = BookTheme.heading
    sheet.showsGridlines = false
    sheet.print = PrintSetup(landscape: true, fitsOnePageHigh: true)
    sheet.print.margins = BookTheme.slimMargins
    return sheet
  }

  private func label(_ text: String, _ row: Int, in sheet: inout Sheet) {
    sheet[row: row, column: Self.firstColumn] = Cell(.text(text), style: ClassifierStyles.label)
  }

  private func addSettings(to sheet: inout Sheet) {
    label("center the drawing", Self.centerCell.row, in: &sheet)
    sheet.set(
      Self.centerCell, .number(1), style: ClassifierStyles.editable,
      note: Note(
        "1: the drawing is brought to the size and place that MNIST's digits have, which the network "
          + "was trained on. 0: it is taken as it is.", width: 320, height: 90))
    label("show", Self.sampleCell.row, in: &sheet)
    let choices = [Self.drawn] + (0..<sampleCount).map { "sample \($0)" }
    sheet.set(Self.sampleCell, .text(Self.drawn), style: ClassifierStyles.editable)
    let cell = Self.sampleCell.a1
    sheet.set(
      Self.sampleNumberCell,
      .formula(
        Formula(
          "MATCH(\(cell),{\(choices.map(Formula.literal).joined(separator: ","))},0)-1", number: 0)),
      style: ClassifierStyles.small,
      note: Note("The number of the sample, from 1; 0 is the drawing.", width: 240, height: 50))
    sheet.validations += [
      Validation(
        CellRange(Self.centerCell), .wholeNumber(0...1), title: "Center the drawing",
        hint: "1: moved and scaled as MNIST's digits are. 0: taken as it is.",
        complaint: "1 or 0 is expected."),
      Validation(
        CellRange(Self.sampleCell), .oneOf(choices), title: "What is read",
        hint: "Your drawing, or a digit that the program drew.", complaint: "Choose from the list."),
    ]
  }

  /// The names of the classes.
  var words: [String] { labels.words(classes) }

  /// The cells of the scores.
  var scoreCells: CellRange {
    let own = cells(2)
    return CellRange(sheet: ClassifierSheet.digit, own.first, own.last)
  }

  private func cells(_ column: Int) -> CellRange {
    CellRange(
      CellAddress(row: Self.tableRow, column: Self.firstColumn + column),
      CellAddress(row: Self.tableRow + classes - 1, column: Self.firstColumn + column))
  }

  private func addAnswer(to sheet: inout Sheet) {
    label("The network reads", Self.answerCell.row, in: &sheet)
    let scores = cells(2).absolute
    sheet.setMerged(
      CellRange(Self.answerCell, Self.answerCell.moved(rows: 1)),
      .formula(
        Formula(
          labels.label(ofPlace: "MATCH(MAX(\(scores)),\(scores),0)"),
          number: Double(labels.number(reading.prediction)))),
      style: ClassifierStyles.answer)
    sheet.setMerged(
      CellRange(Self.wordCell, Self.wordCell.moved(rows: 1, columns: 1)),
      .formula(
        Formula(
          "INDEX(\(cells(0).absolute),\(Self.answerCell.a1)+\(1 - labels.first))",
          text: words[reading.prediction])),
      style: ClassifierStyles.answer)
  }

  private func addTable(to sheet: inout Sheet) {
    sheet.setRow(
      CellAddress(row: Self.tableRow - 1, column: Self.firstColumn),
      ["class", "mean of map", "score", "log-probability", "probability"].map { .text($0) },
      style: BookTheme.tableHeadStyle)
    let scores = cells(2).absolute
    let greatest = "MAX(\(scores))"
    for (index, word) in words.enumerated() {
      let row = Self.tableRow + index
      func at(_ column: Int) -> CellAddress {
        CellAddress(row: row, column: Self.firstColumn + column)
      }
      let (scale, shift) = (network.scale[index], network.shift[index])
      let exponentials = (0..<classes).map {
        let score = CellAddress(row: Self.tableRow + $0, column: Self.firstColumn + 2).absolute
        return "EXP(\(score)-\(greatest))"
      }
      sheet.set(at(0), .text(word), style: ClassifierStyles.label)
      sheet.set(
        at(1),
        .formula(
          Formula(last.averageFormula(index), number: reading.averages[index])),
        style: Self.number)
      sheet.set(
        at(2),
        .formula(
          Formula(
            "\(at(1).a1)*\(ClassifierStyles.text(scale))+\(ClassifierStyles.text(shift))",
            number: reading.scores[index])),
        style: Self.number)
      sheet.set(
        at(3),
        .formula(
          Formula(
            "\(at(2).a1)-\(greatest)-LN(\(exponentials.joined(separator: "+")))",
            number: reading.logProbabilities[index])), style: Self.number)
      sheet.set(
        at(4),
        .formula(Formula("EXP(\(at(3).a1))", number: exp(reading.logProbabilities[index]))),
        style: Self.number.with { $0.numberFormat = .percent(decimals: 2) })
    }
    sheet.conditionalFormats += [
      ConditionalFormat(cells(4), .bar(Color(0x5B9BD5))),
      ConditionalFormat(
        CellRange(cells(0).first, cells(3).last),
        .formula(
          "ROW()-\(Self.tableRow + 1 - labels.first)=\(Self.answerCell.absolute)",
          CellStyle(bold: true, fill: BookTheme.given))),
    ]
    sheet[row: Self.tableRow + classes + 1, column: Self.firstColumn] = Cell(
      .text(
        "Softmax over the classes: the article's is over the batch, and one image has no batch."),
      style: BookTheme.remarkStyle)
    sheet[row: Self.tableRow + classes + 2, column: Self.firstColumn] = Cell(
      .text("Batch norms take their running statistics, folded into the kernels."),
      style: BookTheme.remarkStyle)
    guard hasPatches else { return }
    sheet[row: Self.tableRow + classes + 3, column: Self.firstColumn] = Cell(
      .text("The sheet Why grays out a patch of the drawing, and says what that changes."),
      style: BookTheme.remarkStyle)
  }

  private func addNormalization(to sheet: inout Sheet) {
    for (cell, content) in zip(
      meanCells,
      [("pixel mean", Reading.mean), ("pixel deviation", Reading.deviation)])
    {
      label(content.0, cell.row, in: &sheet)
      sheet.set(cell, .number(content.1), style: ClassifierStyles.editable)
    }
    sheet[row: meanCells[1].row + 1, column: Self.firstColumn] = Cell(
      .text("with which the article normalizes test images"), style: BookTheme.remarkStyle)
  }

  private static let number = ClassifierStyles.result.with {
    $0.numberFormat = .fixed(decimals: 4)
  }
}
