import Workbook

/// The sheets that bring a drawing to the network: the pixels, their centering, the input, samples.
struct ImageSheets {
  /// The pixels that are read, 0 … 255.
  let pixels: [Double]
  let centering: Centering
  let reading: Reading
  /// The sample digits, each 28 rows of 28 pixels from 0 to 255.
  let samples: [[Double]]

  static let side = Centering.side

  /// The cells of the image.
  static let imageRange = CellRange(
    sheet: ClassifierSheet.image, CellAddress(row: 3, column: 1),
    CellAddress(row: 2 + side, column: side))

  /// The sheet of the pixels: the drawing or a sample, as brightness.
  func imageSheet(drawing: CellAddress) -> Sheet {
    var sheet = Sheet(ClassifierSheet.image)
    sheet.set(
      "B1", .text("The image that is read: brightness from 0 to 255"), style: ClassifierStyles.label
    )
    sheet.set(
      "B2",
      .text("Your drawing or a sample, as the sheet Digit says; or type pixels over the formulas."),
      style: ClassifierStyles.subtitle)
    let sample = ClassifierName.sampleNumber.rawValue
    for (index, value) in pixels.enumerated() {
      let (row, column) = index.quotientAndRemainder(dividingBy: Self.side)
      let drawn = CellRange(
        sheet: ClassifierSheet.digit, drawing.moved(rows: row, columns: column)
      ).a1
      let letters = CellAddress.columnName(column)
      let list = "\(ClassifierSheet.samples)!\(letters)$1:\(letters)$\(Self.side * samples.count)"
      sheet.set(
        Self.imageRange.first.moved(rows: row, columns: column),
        .formula(
          Formula(
            "IF(\(sample)=0,ROUND(\(drawn)*255/9,0),INDEX(\(list),(\(sample)-1)*\(Self.side)+\(row + 1)))",
            number: value)),
        style: ClassifierStyles.pixel)
    }
    sheet.widths[0] = .characters(3)
    for column in 1...Self.side { sheet.widths[column] = .characters(3.4) }
    sheet.conditionalFormats = [
      ClassifierStyles.gray(CellRange(Self.imageRange.first, Self.imageRange.last))
    ]
    sheet.showsGridlines = false
    sheet.print = PrintSetup(landscape: true, fitsOnePageHigh: true)
    return sheet
  }

  /// The samples, one below the other.
  var sampleSheet: Sheet {
    var sheet = Sheet(ClassifierSheet.samples)
    for (number, sample) in samples.enumerated() {
      for (index, value) in sample.enumerated() {
        sheet[row: number * Self.side + index / Self.side, column: index % Self.side] = Cell(
          .number(value), style: ClassifierStyles.pixel)
      }
    }
    for column in 0..<Self.side { sheet.widths[column] = .characters(3.4) }
    sheet.conditionalFormats = [
      ClassifierStyles.gray(
        CellRange(
          "A1", CellAddress(row: Self.side * samples.count - 1, column: Self.side - 1)))
    ]
    sheet.print = PrintSetup(fitsOnePageHigh: true)
    return sheet
  }

  /// The sheet of the network's input.
  func inputSheet(_ layer: LayerSheets.Layer) -> Sheet {
    var sheet = Sheet(ClassifierSheet.input)
    sheet.set(
      "A1", .text("What the network reads: (pixel/255 − mean) / deviation"),
      style: ClassifierStyles.label)
    for row in 0..<Self.side {
      for column in 0..<Self.side {
        let pixel = CellRange(sheet: ClassifierSheet.centering, Self.centered(row, column)).a1
        sheet.set(
          layer.cell(row, column),
          .formula(
            Formula(
              "(\(pixel)/255-\(ClassifierName.pixelMean.rawValue))/\(ClassifierName.pixelDeviation.rawValue)",
              number: reading.input[row, column])), style: ClassifierStyles.number)
      }
    }
    for column in 0..<Self.side { sheet.widths[column] = .characters(4.2) }
    sheet.conditionalFormats = [
      ClassifierStyles.gray(CellRange(layer.range.first, layer.range.last))
    ]
    sheet.zoom = 70
    sheet.showsGridlines = false
    sheet.print = PrintSetup(landscape: true, fitsOnePageHigh: true)
    return sheet
  }
}
