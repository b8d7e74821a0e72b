import Backprop
import ContentPublishing
import ConvNet
import Figures
import Workbook

/// The first sheet: what the book is, its settings, where everything stands, and what came out.
struct StepOverviewSheet {
  let steps: ConvolutionSteps
  let layout: StepLayout
  let figures: [RenderedFigure]

  private static let firstSetting = 5
  /// The widths of the columns in characters.
  private static let widths = [20.0, 4, 14, 16, 42]
  /// Little less than the pixels of all columns, as Excel counts them: an image beyond them would print
  /// a page more.
  private static let imageWidth = widths.reduce(-4) { $0 + 7 * $1 + 5 }

  /// A setting's line: its name in the book, what it is, its number or formula.
  private struct Setting {
    let name: StepName?
    let title: String
    let content: CellContent
    let words: String
    var isEditable = true
    var format = CellFormat.general
  }

  private var settings: [Setting] {
    let settings = steps.settings
    let values = steps.graph.settingValues
    let isBatch = settings.softmax == .batch
    return [
      Setting(
        name: nil, title: "softmax over", content: .text(settings.softmax.rawValue),
        words: "batch (dim=0), as in the article's code, or class (dim=1)"),
      Setting(
        name: .softmaxOverBatch, title: "… as a number",
        content: .formula(
          Formula("IF(\(Self.cell(0).a1)=\"batch\",1,0)", number: isBatch ? 1 : 0)),
        words: "1 over the batch, 0 over the classes", isEditable: false),
      Setting(
        name: .learningRate, title: "learning rate η", content: .number(settings.learningRate),
        words: "of the first steps"),
      Setting(
        name: .momentum, title: "momentum μ", content: .number(settings.momentum),
        words: "the part of the velocity that is kept"),
      Setting(
        name: .stepSize, title: "step size", content: .number(Double(settings.stepSize)),
        words: "StepLR: the rate falls after so many steps; 1 shows it at once"),
      Setting(
        name: .gamma, title: "γ of the schedule", content: .number(settings.gamma),
        words: "what the learning rate is multiplied by then"),
      Setting(
        name: .dropout, title: "dropout p", content: .number(settings.dropout),
        words: settings.dropout > 0
          ? "kept numbers are divided by 1 − p; the forward sheets say which"
          : "no dropout in this book", isEditable: settings.dropout > 0),
      Setting(
        name: .epsilon, title: "ε of the batch norms",
        content: .number(Architecture.batchNormEpsilon), words: "added to the variance",
        format: .scientific(decimals: 0)),
      Setting(
        name: .batchNormMomentum, title: "their momentum",
        content: .number(Architecture.batchNormMomentum),
        words: "the part of a batch's statistics that enters the running ones"),
      Setting(
        name: .pixelMean, title: "pixel mean",
        content: .number(values[StepSymbol.pixelMean] ?? .nan),
        words: "subtracted from a pixel, white being 1"),
      Setting(
        name: .pixelDeviation, title: "pixel deviation",
        content: .number(values[StepSymbol.pixelDeviation] ?? .nan),
        words: "the difference is divided by it"),
    ]
  }

  private static func cell(_ setting: Int) -> CellAddress {
    CellAddress(row: firstSetting + setting, column: 2)
  }

  /// The names of the settings' cells.
  var names: [DefinedName] {
    settings.enumerated().compactMap { index, setting in
      setting.name.map {
        DefinedName(
          $0.rawValue, for: CellRange(sheet: StepLayout.overview, Self.cell(index)))
      }
    }
  }

  /// The sheet.
  ///
  /// - Throws: `BookError` when a figure is no PNG file.
  func sheet() throws(BookError) -> Sheet {
    var sheet = Sheet(StepLayout.overview)
    sheet.set(
      "A1", .text("A convolutional network's training step, cell by cell"),
      style: StepStyles.title.with { $0.size = 16 })
    let lines = StepStyles.subtitle.with {
      $0.vertical = .top
      $0.wraps = true
    }
    sheet.setMerged(CellRange("A2", "E2"), .text(steps.words), style: lines)
    let rest =
      "Every number is a formula: change a pixel, a weight, a label or a setting, and "
      + "everything follows. Yellow cells may be changed."
    sheet.setMerged(CellRange("A3", "E3"), .text(rest), style: lines)
    for row in [1, 2] { sheet.heights[row] = 30 }
    addHeading("Settings", row: Self.firstSetting - 1, to: &sheet)
    for (index, setting) in settings.enumerated() {
      let cell = Self.cell(index)
      sheet[row: cell.row, column: 0] = Cell(.text(setting.title), style: StepStyles.label)
      sheet.set(
        cell, setting.content,
        style: (setting.isEditable ? StepStyles.editable : StepStyles.number).with {
          $0.size = 11
          $0.numberFormat = setting.format
          $0.horizontal = .right
        })
      sheet[row: cell.row, column: 3] = Cell(
        .text(setting.words),
        style: StepStyles.subtitle.with {
          $0.size = 10
          $0.indent = 1
        })
    }
    sheet.validations = [
      Validation(
        CellRange(Self.cell(0)), .oneOf(SoftmaxAxis.allCases.map(\.rawValue)), title: "Softmax",
        hint: "batch: over the images, as in the article. class: over the classes.",
        complaint: "Only batch or class is possible.")
    ]
    var row = Self.firstSetting + settings.count + 1
    row = addLosses(to: &sheet, row: row)
    row = addSheets(to: &sheet, row: row)
    sheet.print = PrintSetup(fitsOnePageWide: false)
    sheet.print.margins = BookTheme.slimMargins
    // At which the columns are as wide as a page, whatever the font.
    sheet.print.scale = 74
    try addFigures(to: &sheet, row: row + 1)
    for (column, width) in Self.widths.enumerated() { sheet.widths[column] = .characters(width) }
    sheet.heights[0] = 30
    sheet.tab = BookTheme.heading
    sheet.showsGridlines = false
    return sheet
  }

  private func addHeading(_ text: String, row: Int, to sheet: inout Sheet) {
    for column in 0..<5 {
      sheet[row: row, column: column] = Cell(.blank, style: StepStyles.heading)
    }
    sheet[row: row, column: 0] = Cell(.text(text), style: StepStyles.heading)
  }

  /// The loss of each step; returns the row below.
  private func addLosses(to sheet: inout Sheet, row: Int) -> Int {
    addHeading("What came out", row: row, to: &sheet)
    for step in steps.values.indices {
      guard let place = layout.place("loss", in: .step(step)) else { continue }
      sheet[row: row + 1 + step, column: 0] = Cell(
        .text("loss of step \(step + 1)"), style: StepStyles.label)
      sheet[row: row + 1 + step, column: 2] = Cell(
        .formula(
          Formula(
            CellRange(sheet: place.sheet, place.cell).a1,
            number: steps.value("loss", step: step) ?? .nan)),
        style: StepStyles.number.with {
          $0.size = 11
          $0.numberFormat = .fixed(decimals: 9)
        })
    }
    return row + steps.values.count + 2
  }

  /// The list of sheets; returns the row below.
  private func addSheets(to sheet: inout Sheet, row: Int) -> Int {
    addHeading("Sheets", row: row, to: &sheet)
    var lines = [
      (StepLayout.single, "one 3×3 image and one 2×2 kernel: the gradient by three ways")
    ]
    for page in layout.pages {
      switch page.phase {
      case .forward: lines.append((page.sheet, "from the pixels to the last batch norm"))
      case .loss: lines.append((page.sheet, "average pool, log-softmax, loss"))
      case .backward: lines.append((page.sheet, "the derivative of the loss by every number"))
      case .update: lines.append((page.sheet, "velocities, new parameters, running statistics"))
      case nil: continue
      }
    }
    lines.append((StepLayout.nudge, "any parameter moved by ±ε: the slope beside the gradient"))
    for (index, line) in lines.enumerated() {
      sheet[row: row + 1 + index, column: 0] = Cell(
        .link(Link(to: CellRange(sheet: line.0, "A1"), text: line.0)), style: .link)
      sheet[row: row + 1 + index, column: 1] = Cell(.text(line.1), style: StepStyles.text)
    }
    return row + lines.count + 1
  }

  private func addFigures(to sheet: inout Sheet, row: Int) throws(BookError) {
    var row = row
    for figure in figures {
      // Each on a page of its own.
      sheet.print.rowBreaks.append(row)
      var image = try SheetImage(
        png: figure.png2x, at: CellAddress(row: row, column: 0), density: 2, altText: figure.altText
      )
      let scale = min(1, Self.imageWidth / image.width, 1_300 / image.height)
      image.width *= scale
      image.height *= scale
      sheet.images.append(image)
      // A row is 20 pixels high.
      let rows = Int(image.height / 20) + 2
      for covered in row..<row + rows { sheet.heights[covered] = 15 }
      row += rows
    }
  }
}
