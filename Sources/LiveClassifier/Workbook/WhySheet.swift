import Charts
import ContentPublishing
import Glibc
import Numerals
import Workbook

/// The sheet that grays out one patch of the image and says what becomes of the scores.
struct WhySheet {
  /// What the network makes of the image.
  let reading: Reading
  /// The image, centered.
  let centered: [Double]
  let network: FoldedNetwork
  /// What it makes of the image without the patch that is shown as made.
  let patch: PatchReading
  /// The change of the read class's score for every patch.
  let changes: [Double]
  /// Where the scores of the whole image stand, on the sheet Digit.
  let scores: CellRange
  /// The class that is read, as a formula.
  let answer: String
  let labels: ClassifierLabels
  /// The names of the classes.
  let words: [String]
  /// The last maps without the patch.
  let last: LayerSheets.Layer

  private static let side = Centering.side
  private static let patches = PatchRegion.patchCount
  private static let imageCell: CellAddress = "B6"
  private static let firstColumn = 31
  private static let settingCells = (0..<3).map {
    CellAddress(row: 3 + $0, column: firstColumn + 1)
  }
  private static let tableRow = 9
  private var sentenceRow: Int { Self.tableRow + words.count + 1 }
  private var gridRow: Int { sentenceRow + 4 }

  /// The settings' names.
  static var names: [DefinedName] {
    zip([ClassifierName.patchRow, .patchColumn, .patchGray], settingCells).map { name, cell in
      DefinedName(name.rawValue, for: CellRange(sheet: ClassifierSheet.why, cell))
    }
  }

  /// The sheet.
  var sheet: Sheet {
    var sheet = Sheet(ClassifierSheet.why)
    sheet.set(
      "B1",
      .formula(
        Formula(
          "\"What made it say \"&\(answer)",
          text: "What made it say \(labels.number(reading.prediction))")),
      style: ClassifierStyles.title)
    sheet.set(
      "B2",
      .text(
        "One patch of 4×4 pixels is grayed out, and the whole network computed again, on the sheet "
          + "Patch. Where a score falls, the patch spoke for its class."),
      style: ClassifierStyles.subtitle)
    addImage(to: &sheet)
    addSettings(to: &sheet)
    addTable(to: &sheet)
    addChanges(to: &sheet)
    sheet.widths[0] = .characters(2)
    for column in 1...Self.side { sheet.widths[column] = .characters(2.4) }
    sheet.widths[Self.side + 1] = .characters(2)
    sheet.widths[Self.firstColumn - 1] = .characters(2)
    for column in 0..<Self.patches {
      sheet.widths[Self.firstColumn + column] = .characters(column == 0 ? 20 : 12)
    }
    for row in 5..<5 + Self.side { sheet.heights[row] = 15 }
    sheet.heights[0] = 30
    sheet.tab = Color(0xF2A98A)
    sheet.showsGridlines = false
    sheet.print = PrintSetup(landscape: true, fitsOnePageHigh: true)
    sheet.print.margins = BookTheme.slimMargins
    return sheet
  }

  // MARK: - Image

  private func addImage(to sheet: inout Sheet) {
    let (row, column) = (ClassifierName.patchRow.rawValue, ClassifierName.patchColumn.rawValue)
    for index in centered.indices {
      let (y, x) = index.quotientAndRemainder(dividingBy: Self.side)
      let (own, across) = (y / PatchRegion.patchSide, x / PatchRegion.patchSide)
      let pixel = CellRange(
        sheet: ClassifierSheet.centering, ImageSheets.centered(y, x)
      ).a1
      let isGray = own == patch.row && across == patch.column
      sheet.set(
        Self.imageCell.moved(rows: y, columns: x),
        .formula(
          Formula(
            "IF(\(row)=\(own + 1),IF(\(column)=\(across + 1),\(ClassifierName.patchGray.rawValue),"
              + "\(pixel)),\(pixel))", number: isGray ? patch.gray : centered[index])),
        style: ClassifierStyles.pixel.with { $0.numberFormat = .fixed(decimals: 0) })
    }
    let image = CellRange(
      Self.imageCell, Self.imageCell.moved(rows: Self.side - 1, columns: Self.side - 1))
    let side = PatchRegion.patchSide
    sheet.conditionalFormats = [
      ConditionalFormat(
        image,
        .formula(
          "AND(ROW()>=\(side)*\(row)+\(Self.imageCell.row + 1 - side),"
            + "ROW()<\(side)*\(row)+\(Self.imageCell.row + 1),"
            + "COLUMN()>=\(side)*\(column)+\(Self.imageCell.column + 1 - side),"
            + "COLUMN()<\(side)*\(column)+\(Self.imageCell.column + 1))",
          CellStyle(bold: true, color: Color(0x7F3F00), fill: Color(0xFFC58A)))),
      ClassifierStyles.gray(image),
    ]
  }

  // MARK: - Settings

  private func addSettings(to sheet: inout Sheet) {
    let contents: [(String, Double, Validation.Rule, String)] = [
      (
        "row of the patch", Double(patch.row + 1), .wholeNumber(1...Self.patches),
        "A whole number from 1 (top) to \(Self.patches)."
      ),
      (
        "column of the patch", Double(patch.column + 1), .wholeNumber(1...Self.patches),
        "A whole number from 1 (left) to \(Self.patches)."
      ),
      (
        "gray", patch.gray, .number(0...255),
        "0 rubs the patch out, \(Int(PatchReading.usualGray)) is the mean of all pixels, 255 is black."
      ),
    ]
    for (cell, content) in zip(Self.settingCells, contents) {
      sheet[row: cell.row, column: Self.firstColumn] = Cell(
        .text(content.0), style: ClassifierStyles.label)
      sheet.set(cell, .number(content.1), style: ClassifierStyles.editable)
      sheet[row: cell.row, column: cell.column + 1] = Cell(
        .text(content.3), style: ClassifierStyles.small)
      sheet.validations.append(
        Validation(
          CellRange(cell), content.2, title: content.0, hint: content.3, complaint: content.3))
    }
  }

  // MARK: - Scores

  private func addTable(to sheet: inout Sheet) {
    sheet.setRow(
      CellAddress(row: Self.tableRow - 1, column: Self.firstColumn),
      ["class", "score", "without it", "change", "probability", "without it"]
        .map { .text($0) }, style: BookTheme.tableHeadStyle)
    func column(_ column: Int) -> CellRange {
      CellRange(
        CellAddress(row: Self.tableRow, column: Self.firstColumn + column),
        CellAddress(row: Self.tableRow + words.count - 1, column: Self.firstColumn + column))
    }
    let (whole, other) = (column(1).absolute, column(2).absolute)
    func share(_ cell: CellAddress, _ all: String) -> String {
      "EXP(\(cell.a1)-MAX(\(all)))/SUMPRODUCT(EXP(\(all)-MAX(\(all))))"
    }
    let without = patch.classes
    for (index, word) in words.enumerated() {
      func at(_ column: Int) -> CellAddress {
        CellAddress(row: Self.tableRow + index, column: Self.firstColumn + column)
      }
      let score = CellRange(sheet: scores.sheet, scores.first.moved(rows: index)).a1
      let contents: [(String, Double, CellFormat)] = [
        (score, reading.scores[index], .fixed(decimals: 4)),
        (
          last.scoreFormula(index, network.scale[index], network.shift[index]),
          without.scores[index], .fixed(decimals: 4)
        ),
        (
          "\(at(2).a1)-\(at(1).a1)", without.scores[index] - reading.scores[index],
          .fixed(decimals: 4)
        ),
        (share(at(1), whole), exp(reading.logProbabilities[index]), .percent(decimals: 2)),
        (share(at(2), other), exp(without.logProbabilities[index]), .percent(decimals: 2)),
      ]
      sheet.set(at(0), .text(word), style: ClassifierStyles.label)
      for (place, content) in contents.enumerated() {
        sheet.set(
          at(place + 1), .formula(Formula(content.0, number: content.1)),
          style: ClassifierStyles.result.with { $0.numberFormat = content.2 })
      }
    }
    for place in [4, 5] {
      sheet.conditionalFormats.append(
        ConditionalFormat(column(place), .bar(Color(place == 4 ? 0x5B9BD5 : 0xF2A98A))))
    }
    sheet.conditionalFormats.append(
      ConditionalFormat(
        CellRange(column(0).first, column(3).last),
        .formula(
          "ROW()-\(Self.tableRow + 1 - labels.first)=\(answer)",
          CellStyle(bold: true, fill: BookTheme.given))))
    let names = column(0).absolute
    sheet.set(
      CellAddress(row: sentenceRow, column: Self.firstColumn),
      .formula(
        Formula(
          "IF(\(labels.label(ofPlace: "MATCH(MAX(\(other)),\(other),0)"))=\(answer),"
            + "\"Without the patch it still reads \","
            + "\"Without the patch it reads \")&INDEX(\(names),MATCH(MAX(\(other)),\(other),0))",
          text: "Without the patch it "
            + (without.prediction == reading.prediction ? "still " : "")
            + "reads \(words[without.prediction])")), style: ClassifierStyles.label)
  }

  // MARK: - All patches

  /// The changes for the drawing as made: a sheet that computed all 49 anew would have 273,320
  /// formulas for the article's network, six times as many as the network itself.
  private func addChanges(to sheet: inout Sheet) {
    let prediction = reading.prediction
    let flag = CellAddress(row: gridRow - 2, column: Self.firstColumn + Self.patches - 1)
    let made = ClassifierStyles.text(reading.scores[prediction])
    let own = CellRange(sheet: scores.sheet, scores.first.moved(rows: prediction)).a1
    let gray = ClassifierName.patchGray.rawValue
    sheet.set(
      CellAddress(row: gridRow - 2, column: Self.firstColumn),
      .text(
        "Every patch of the drawing as made: by how much the score of \(words[prediction]) changes"),
      style: ClassifierStyles.label)
    sheet.set(
      CellAddress(row: gridRow - 1, column: Self.firstColumn),
      .text(
        "Numbers, and for this drawing only: for one of yours the grid is empty; choose patches above."
      ),
      style: BookTheme.remarkStyle)
    sheet.set(
      flag,
      .formula(
        Formula(
          "IF(MAX(\(own)-\(made),\(made)-\(own))<0.000001,IF(\(gray)=\(Int(patch.gray)),1,0),0)",
          number: 1)),
      style: ClassifierStyles.small,
      note: Note(
        "1 while the drawing and the gray are as made, else 0.", width: 240, height: 50))
    for (index, change) in changes.enumerated() {
      let (row, column) = index.quotientAndRemainder(dividingBy: Self.patches)
      sheet.set(
        CellAddress(row: gridRow + row, column: Self.firstColumn + column),
        .formula(
          Formula(
            "IF(\(flag.absolute)=1,\(FixedText.decimals(change, 6)),\"\")",
            number: Double(FixedText.decimals(change, 6)) ?? change)),
        style: ClassifierStyles.result.with { $0.numberFormat = .fixed(decimals: 3) })
    }
    let grid = CellRange(
      CellAddress(row: gridRow, column: Self.firstColumn),
      CellAddress(
        row: gridRow + Self.patches - 1, column: Self.firstColumn + Self.patches - 1))
    let greatest = max(changes.map(\.magnitude).max() ?? 0, .leastNormalMagnitude)
    sheet.conditionalFormats += [
      ConditionalFormat(
        grid,
        .formula(
          "AND(ROW()-\(gridRow)=\(ClassifierName.patchRow.rawValue),"
            + "COLUMN()-\(Self.firstColumn)=\(ClassifierName.patchColumn.rawValue))",
          CellStyle(bold: true, underlined: true, color: Color(0x7F3F00)))),
      ConditionalFormat(
        grid,
        .fixedScale(
          low: .init(-greatest, Color(0xF2A98A)), middle: .init(0, .white),
          high: .init(greatest, Color(0x92B7DE)))),
    ]
  }
}
