import ConvNet
import DatasetSources
import Datasets
import Figures
import RunRecords
import Workbook

/// The test images that the network took for another digit, each with its number.
struct MisclassifiedSheet {
  let record: RunRecord
  /// The images of the mistakes, in the same order; nil where they are not at hand.
  let images: LabeledImages?

  /// How many mistakes are shown with their image, the surest first.
  static let imageLimit = 200

  private static let firstRow = 4
  /// The side of an image on the sheet, in pixels (96 an inch).
  private static let side = 56.0

  /// The sheet.
  ///
  /// - Returns: A row for each mistake.
  /// - Throws: `FigureError` or `BookError` when an image cannot be made.
  func sheet() throws -> Sheet {
    var sheet = Sheet(TrainingBook.misclassified)
    let mistakes = record.mistakes
    sheet.set("A1", .text("Misclassified"), style: TrainingStyles.title)
    sheet.set("A2", .text(subtitle(mistakes.count)), style: TrainingStyles.subtitle)
    sheet.setRow(
      CellAddress(row: Self.firstRow - 1, column: 0),
      ["image", "number", "shows", "taken for", isByClass ? "confidence" : "share of batch"].map {
        .text($0)
      },
      style: TrainingStyles.head)
    sheet.heights[Self.firstRow - 1] = 24
    let order = mistakes.indices.sorted { left, right in
      (mistakes[right].confidence, mistakes[left].index)
        < (mistakes[left].confidence, mistakes[right].index)
    }
    for (place, index) in order.enumerated() {
      let row = Self.firstRow + place
      add(mistakes[index], row: row, to: &sheet)
      if place < Self.imageLimit, let images, index < images.count {
        sheet.heights[row] = 46
        sheet.images.append(
          try image(
            images.image(index), inverted: images.isLightOnDark, of: mistakes[index], row: row))
      }
    }
    for (column, width) in [11.0, 10, 9, 11, 12].enumerated() {
      sheet.widths[column] = .characters(width)
    }
    if !mistakes.isEmpty {
      sheet.filter = CellRange(
        CellAddress(row: Self.firstRow - 1, column: 1),
        CellAddress(row: Self.firstRow + mistakes.count - 1, column: 4))
    }
    sheet.frozen = CellAddress(row: Self.firstRow, column: 0)
    sheet.showsGridlines = false
    sheet.print = PrintSetup(repeatedRows: (Self.firstRow - 1)...(Self.firstRow - 1))
    return sheet
  }

  /// The label of class 0.
  private var first: Int { record.dataset.firstLabel }

  private var isByClass: Bool { record.settings.training.softmax == .classes }

  private func subtitle(_ count: Int) -> String {
    let all = record.test?.count ?? 0
    let meaning =
      isByClass
      ? "Confidence is the probability that the network gave its answer."
      : "The softmax goes over the batch: the share is the image's part of that \(record.dataset.classNoun)'s score "
        + "among those it was tested with, and no probability."
    return "\(count) of \(all) test images, the surest mistakes first. \(meaning)"
  }

  private func add(_ mistake: Mistake, row: Int, to sheet: inout Sheet) {
    let digit = TrainingStyles.given.with {
      $0.size = 14
      $0.isBold = true
      $0.horizontal = .center
    }
    sheet.set(CellAddress(row: row, column: 0), .blank, style: TrainingStyles.derived)
    sheet.set(
      CellAddress(row: row, column: 1), .number(Double(mistake.index)),
      style: TrainingStyles.given(.general))
    sheet.set(
      CellAddress(row: row, column: 2), .number(Double(mistake.truth + first)), style: digit)
    sheet.set(
      CellAddress(row: row, column: 3), .number(Double(mistake.prediction + first)), style: digit)
    sheet.set(
      CellAddress(row: row, column: 4), .number(mistake.confidence),
      style: TrainingStyles.given(.percent(decimals: 2)))
  }

  private func image(
    _ pixels: some Sequence<UInt8>, inverted: Bool, of mistake: Mistake, row: Int
  ) throws -> SheetImage {
    let text =
      "Test image \(mistake.index): a \(record.dataset.className(mistake.truth)) that was taken "
      + "for a \(record.dataset.className(mistake.prediction))."
    let size = record.dataset.size
    // Dark on light, as on paper.
    let raster = Raster(
      width: size.width, height: size.height,
      gray: pixels.map { inverted ? 255 - $0 : $0 })
    return try SheetImage(
      png: raster.png(description: text), at: CellAddress(row: row, column: 0),
      density: Double(max(size.width, size.height)) / Self.side, offsetX: 12, offsetY: 2,
      altText: text)
  }
}
