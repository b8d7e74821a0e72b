import Backprop
import Charts
import ContentPublishing
import Workbook

/// The sheet with one convolution: its gradient by paths, by scatter-add and by full correlation.
struct SingleConvolutionSheet {
  let example = SingleConvolution()

  /// The upper left numbers of the grids.
  enum Grid {
    static let image: CellAddress = "A10"
    static let kernel: CellAddress = "E10"
    static let output: CellAddress = "H10"
    static let errors: CellAddress = "K10"
    static let paths: CellAddress = "A17"
    static let scattered: CellAddress = "A24"
    static let scatterTotal: CellAddress = "Q24"
    static let padded: CellAddress = "A31"
    static let rotated: CellAddress = "F31"
    static let correlation: CellAddress = "I31"
    static let matrix: CellAddress = "A39"
    static let errorVector: CellAddress = "K39"
    static let matrixResult: CellAddress = "M39"
    static let kernelGradient: CellAddress = "A47"
    static let check: CellAddress = "E52"
  }
  private static let choice: CellAddress = "E4"
  static let (kind, row, column) = ("$E$5", "$F$5", "$G$5")

  static let (image, kernel, output) = (
    SingleConvolution.imageSide, SingleConvolution.kernelSide, SingleConvolution.outputSide
  )

  /// The sheet.
  var sheet: Sheet {
    var sheet = Sheet(StepLayout.single)
    addTop(to: &sheet)
    addGivens(to: &sheet)
    addPaths(to: &sheet)
    addScattered(to: &sheet)
    addCorrelation(to: &sheet)
    addMatrix(to: &sheet)
    addKernelGradient(to: &sheet)
    addCheck(to: &sheet)
    addTouches(to: &sheet)
    for column in 0..<20 { sheet.widths[column] = .characters(7.6) }
    sheet.heights[0] = 26
    sheet.tab = Color(0xFFD966)
    sheet.showsGridlines = false
    sheet.print = PrintSetup(landscape: true, fitsOnePageHigh: true)
    sheet.print.margins = BookTheme.slimMargins
    return sheet
  }

  // MARK: - Blocks

  private func addTop(to sheet: inout Sheet) {
    sheet.set(
      "A1", .text("One convolution, and its gradient by three ways"), style: StepStyles.title)
    sheet.set(
      "A2",
      .text(
        "Y[i,j] adds up the products of the kernel W with the window of the image X that begins at "
          + "i,j. E = ∂L/∂Y is what comes back. Indices count from 0."),
      style: StepStyles.subtitle)
    sheet.set("A4", .text("show what is touched by"), style: StepStyles.label)
    sheet.set(
      Self.choice, .text("X[1,1]"), style: StepStyles.editable.with { $0.size = 11 })
    let choice = Self.choice.absolute
    let helper = StepStyles.mapLabel.with { $0.size = 8 }
    sheet.set("A5", .text("taken apart"), style: helper)
    sheet.set("E5", .formula(Formula("LEFT(\(choice),1)", text: "X")), style: helper)
    sheet.set("F5", .formula(Formula("VALUE(MID(\(choice),3,1))", number: 1)), style: helper)
    sheet.set("G5", .formula(Formula("VALUE(MID(\(choice),5,1))", number: 1)), style: helper)
    let rows = "(MIN(\(Self.row),1)-MAX(\(Self.row)-1,0)+1)"
    let columns = "(MIN(\(Self.column),1)-MAX(\(Self.column)-1,0)+1)"
    let words = " of the four outputs; its gradient adds up as many products."
    sheet.set(
      "A6",
      .formula(
        Formula(
          "\(choice)&\" is part of \"&IF(\(Self.kind)=\"X\",\(rows)*\(columns),4)&"
            + Formula.literal(words), text: "X[1,1] is part of 4\(words)")),
      style: StepStyles.text)
    let names =
      names("X", Self.image) + names("W", Self.kernel)
    sheet.validations.append(
      Validation(
        CellRange(Self.choice), .oneOf(names), title: "Pixel or weight",
        hint: "Choose one; the cells that it touches become bold and underlined.",
        complaint: "Choose one of the list."))
  }

  private func names(_ tensor: String, _ side: Int) -> [String] {
    StepTensor.indices(of: [side, side]).map { StepTensor.symbol(tensor, $0).name }
  }

  private func addGivens(to sheet: inout Sheet) {
    title("1  What is given, and the output", at: "A8", to: &sheet)
    head("X, the image", "nn.Conv2d's input", Grid.image, to: &sheet)
    head("W, the kernel", "conv.weight", Grid.kernel, to: &sheet)
    head("Y, the output", "F.conv2d(X, W)", Grid.output, to: &sheet)
    head("E = ∂L/∂Y", "Y.grad", Grid.errors, to: &sheet)
    for (numbers, side, origin) in [
      (example.image, Self.image, Grid.image), (example.kernel, Self.kernel, Grid.kernel),
      (example.errors, Self.output, Grid.errors),
    ] {
      for (index, value) in numbers.enumerated() {
        sheet.set(
          Self.cell(origin, side, index), .number(value),
          style: StepStyles.editable.with { $0.size = 11 })
      }
    }
    for (index, column) in example.output.enumerated() {
      set(column.initial, at: Self.cell(Grid.output, Self.output, index), to: &sheet)
    }
  }

  private func addPaths(to sheet: inout Sheet) {
    title(
      "2  ∂L/∂X as the list of paths: every output that reads the pixel, times the weight between",
      at: "A15", to: &sheet)
    head("∂L/∂X", "", Grid.paths, to: &sheet)
    for (index, gradient) in example.imageGradients.enumerated() {
      let cell = Self.cell(Grid.paths, Self.image, index)
      set(gradient, at: cell, to: &sheet)
      let line = CellAddress(row: Grid.paths.row + index % 3, column: [4, 8, 15][index / 3])
      let name = Symbol("X[\(index / 3),\(index % 3)]")
      let text = gradient.text(ArticleNotation())
      // Nine lines of text, three beside each row of the grid; those of the middle row are longest.
      sheet.set(
        line, .text("\(name.name): \(text)"),
        style: Self.line)
    }
  }

  private func addKernelGradient(to sheet: inout Sheet) {
    title(
      "6  ∂L/∂W: X correlated with E, because every output uses every weight", at: "A45",
      to: &sheet)
    head("∂L/∂W", "conv.weight.grad", Grid.kernelGradient, to: &sheet)
    for (index, gradient) in example.kernelGradients.enumerated() {
      set(gradient, at: Self.cell(Grid.kernelGradient, Self.kernel, index), to: &sheet)
      sheet.set(
        Grid.kernelGradient.moved(rows: index / 2, columns: 3 + index % 2 * 8),
        .text("W[\(index / 2),\(index % 2)]: \(gradient.text(ArticleNotation()))"),
        style: Self.line)
    }
  }

  /// Whether all ways lead to the same numbers.
  private func addCheck(to sheet: inout Sheet) {
    title("7  All ways compared", at: "A50", to: &sheet)
    func range(_ origin: CellAddress) -> String {
      CellRange(origin, origin.moved(rows: Self.image - 1, columns: Self.image - 1)).a1
    }
    let paths = range(Grid.paths)
    let others = [Grid.scatterTotal, Grid.correlation, Grid.matrixResult].map(range)
    let formula = others.map { "SUMXMY2(\(paths),\($0))" }.joined(separator: "+")
    sheet.set("A52", .text("squared differences"), style: StepStyles.label)
    sheet.set(Grid.check, .formula(Formula(formula, number: 0)), style: Self.number)
    let (same, other) = ("equal to the last digit", "they differ")
    sheet.set(
      "F52",
      .formula(
        Formula(
          "IF(\(Grid.check.a1)=0,\(Formula.literal(same)),\(Formula.literal(other)))", text: same)),
      style: BookTheme.goodStyle.with { $0.fill = nil })
  }

  // MARK: - Cells

  /// The sum of a gradient's paths, as text.
  private static let line = StepStyles.mapLabel.with {
    $0.size = 8
    $0.font = "Consolas"
  }

  static let number = StepStyles.number.with {
    $0.size = 11
    $0.numberFormat = .general
  }

  static func cell(_ origin: CellAddress, _ side: Int, _ index: Int) -> CellAddress {
    origin.moved(rows: index / side, columns: index % side)
  }

  func title(_ text: String, at cell: CellAddress, to sheet: inout Sheet) {
    for column in 0..<19 {
      sheet[row: cell.row, column: column] = Cell(.blank, style: StepStyles.heading)
    }
    sheet.set(cell, .text(text), style: StepStyles.heading)
  }

  func head(
    _ text: String, _ pytorch: String, _ origin: CellAddress, to sheet: inout Sheet
  ) {
    sheet.set(
      origin.moved(rows: -1), .text(text), style: StepStyles.blockTitle.with { $0.size = 11 },
      note: pytorch.isEmpty ? nil : Note("PyTorch: \(pytorch)", width: 260, height: 50))
  }

  func set(_ expression: ScalarExpression, at cell: CellAddress, to sheet: inout Sheet) {
    if case .constant(let value) = expression {
      sheet.set(cell, .number(value), style: Self.number.with { $0.color = BookTheme.quiet })
      return
    }
    let writer = CompactFormula(
      sheet: StepLayout.single, place: { symbol, _ in Self.place(symbol) }, name: \.name)
    sheet.set(
      cell, .formula(Formula(writer.text(expression), number: example.value(expression))),
      style: Self.number)
  }

  /// The cell of a pixel, weight, output or error.
  private static func place(_ symbol: Symbol) -> CompactFormula.Place? {
    for (name, origin, side) in [
      ("X", Grid.image, image), ("W", Grid.kernel, kernel), ("Y", Grid.output, output),
      ("E", Grid.errors, output),
    ] {
      let indices = StepTensor.indices(of: [side, side])
      if let index = indices.firstIndex(where: { StepTensor.symbol(name, $0) == symbol }) {
        return .init(sheet: StepLayout.single, cell: cell(origin, side, index))
      }
    }
    return nil
  }
}
