import Backprop
import Charts
import ContentPublishing
import ConvNet
import Workbook

/// The sheet that moves one parameter to both sides and shows the slope beside the gradient.
struct NudgeSheet {
  let steps: ConvolutionSteps
  let layout: StepLayout

  /// How far the parameter is moved.
  static let width = 0.0001
  private static let numberCell: CellAddress = "C5"
  private static let widthCell: CellAddress = "C6"
  private static let firstRow = 18
  /// The most parameters that a page lists at a readable size.
  private static let parametersOfPage = 60
  /// Several lines of text.
  private static let lines = StepStyles.subtitle.with {
    $0.vertical = .top
    $0.wraps = true
  }

  /// The parameters in their order.
  static func parameters(_ steps: ConvolutionSteps) -> [Symbol] {
    steps.graph.tensors.filter(\.kind.isParameter).flatMap(\.symbols)
  }

  /// The number of a parameter, from 1; nil for what is none.
  static func number(of symbol: Symbol, _ steps: ConvolutionSteps) -> Int? {
    parameters(steps).firstIndex(of: symbol).map { $0 + 1 }
  }

  /// The parameter that is moved when the workbook is made: one in the middle of the first kernel.
  static func chosen(_ steps: ConvolutionSteps) -> Int {
    let kernel = steps.settings.architecture.stages[0].kernel
    return kernel * kernel / 2 + 1
  }

  /// The numbers of the moved copy.
  static func values(_ steps: ConvolutionSteps, up: Bool) -> [Double] {
    let chosen = parameters(steps)[chosen(steps) - 1]
    return steps.computed(step: 0, before: nil, count: steps.graph.forwardCount) { tensor, index in
      let symbol = tensor.symbols[index]
      let value = steps.value(symbol, step: 0) ?? .nan
      return symbol == chosen ? value + (up ? width : -width) : value
    }
  }

  /// The names of the cells that the copies read.
  static var names: [DefinedName] {
    [
      DefinedName(
        StepName.nudgedNumber.rawValue, for: CellRange(sheet: StepLayout.nudge, numberCell)),
      DefinedName(
        StepName.nudgeWidth.rawValue, for: CellRange(sheet: StepLayout.nudge, widthCell)),
    ]
  }

  /// The cells whose digits a difference of nearly equal losses leaves open.
  static var looseCells: CellRange { CellRange(sheet: StepLayout.nudge, "C11", "C14") }

  /// The sheet.
  var sheet: Sheet {
    let parameters = Self.parameters(steps)
    let chosen = Self.chosen(steps)
    var sheet = Sheet(StepLayout.nudge)
    sheet.set("A1", .text("Is the gradient right?"), style: StepStyles.title)
    sheet.setMerged(
      CellRange("A2", "D2"),
      .text(
        "Choose a parameter by its number in the list below. The sheets Nudge up and Nudge down "
          + "compute the loss with it moved by ε to either side; their difference is the slope."),
      style: Self.lines)
    let last = Self.firstRow + parameters.count - 1
    func column(_ letter: String) -> String {
      "$\(letter)$\(Self.firstRow + 1):$\(letter)$\(last + 1)"
    }
    func look(_ letter: String) -> String {
      "INDEX(\(column(letter)),\(StepName.nudgedNumber.rawValue))"
    }
    sheet.set("A5", .text("parameter, by its number"), style: StepStyles.label)
    sheet.set(Self.numberCell, .number(Double(chosen)), style: StepStyles.editable)
    sheet.set("A6", .text("ε, how far it is moved"), style: StepStyles.label)
    sheet.set(Self.widthCell, .number(Self.width), style: StepStyles.editable)
    let symbol = parameters[chosen - 1]
    let gradient = steps.value(Symbol("grad.\(symbol.name)"), step: 0) ?? .nan
    let up = Self.values(steps, up: true)[steps.graph.place(of: "loss") ?? 0]
    let down = Self.values(steps, up: false)[steps.graph.place(of: "loss") ?? 0]
    let slope = (up - down) / (2 * Self.width)
    func loss(_ up: Bool) -> String {
      layout.place("loss", in: .moved(up: up)).map { CellRange(sheet: $0.sheet, $0.cell).a1 } ?? "0"
    }
    let rows: [(String, CellContent)] = [
      ("the parameter", .formula(Formula(look("B"), text: symbol.name))),
      ("loss with the parameter moved up", .formula(Formula(loss(true), number: up))),
      ("loss with it moved down", .formula(Formula(loss(false), number: down))),
      (
        "numeric slope: the difference / 2ε",
        .formula(Formula("(C9-C10)/(2*\(StepName.nudgeWidth.rawValue))", number: slope))
      ),
      ("gradient by the chain rule", .formula(Formula(look("D"), number: gradient))),
      ("difference", .formula(Formula("ABS(C11-C12)", number: abs(slope - gradient)))),
      (
        "as a part of the gradient",
        .formula(
          Formula(
            "C13/MAX(ABS(C12),0.000001)",
            number: abs(slope - gradient) / max(abs(gradient), 0.000001)))
      ),
    ]
    for (index, row) in rows.enumerated() {
      sheet[row: 7 + index, column: 0] = Cell(.text(row.0), style: StepStyles.label)
      sheet[row: 7 + index, column: 2] = Cell(
        row.1,
        style: StepStyles.number.with {
          $0.size = 11
          $0.horizontal = .right
          $0.numberFormat = index > 4 ? .scientific(decimals: 2) : .fixed(decimals: 9)
        })
    }
    sheet.setMerged(
      CellRange("A15", "D15"),
      .text(
        "They agree to a few parts in a million, unless the move carries a number over a ReLU's zero or "
          + "past another in a max pool: there the slope has a corner."),
      style: Self.lines)
    addTable(parameters, to: &sheet)
    sheet.validations = [
      Validation(
        CellRange(Self.numberCell), .wholeNumber(1...parameters.count), title: "Parameter",
        hint: "A number from 1 to \(parameters.count), see the list.",
        complaint: "There are \(parameters.count) parameters."),
      Validation(
        CellRange(Self.widthCell), .numberAbove(0), title: "ε",
        hint: "A small number above zero; 0.0001 is good.",
        complaint: "A number above zero is expected."),
    ]
    sheet.conditionalFormats = [
      ConditionalFormat(
        CellRange(
          CellAddress(row: Self.firstRow, column: 0), CellAddress(row: last, column: 3)),
        .formula(
          "$A\(Self.firstRow + 1)=\(Self.numberCell.absolute)", StepStyles.touched))
    ]
    sheet.widths = [
      0: .characters(12), 1: .characters(34), 2: .characters(20), 3: .characters(20),
    ]
    sheet.heights[0] = 26
    for row in [1, 14] { sheet.heights[row] = 45 }
    sheet.tab = Color(0xBFC9D9)
    sheet.showsGridlines = false
    sheet.print = PrintSetup(
      fitsOnePageHigh: parameters.count <= Self.parametersOfPage,
      repeatedRows: (Self.firstRow - 1)...(Self.firstRow - 1))
    sheet.print.margins = BookTheme.slimMargins
    return sheet
  }

  private func addTable(_ parameters: [Symbol], to sheet: inout Sheet) {
    sheet.setRow(
      CellAddress(row: Self.firstRow - 1, column: 0),
      ["number", "parameter", "value", "gradient in step 1"].map { .text($0) },
      style: StepStyles.tableHead)
    for (index, symbol) in parameters.enumerated() {
      let row = Self.firstRow + index
      let gradient = Symbol("grad.\(symbol.name)")
      sheet[row: row, column: 0] = Cell(
        .number(Double(index + 1)),
        style: StepStyles.number.with {
          $0.numberFormat = .general
          $0.horizontal = .center
        })
      sheet[row: row, column: 1] = Cell(.text(symbol.name), style: StepStyles.number)
      for (column, source) in [(2, symbol), (3, gradient)] {
        guard let place = layout.place(source, in: .step(0)) else { continue }
        sheet[row: row, column: column] = Cell(
          .formula(
            Formula(
              CellRange(sheet: place.sheet, place.cell).a1,
              number: steps.value(source, step: 0) ?? .nan)),
          style: StepStyles.number.with { $0.numberFormat = .fixed(decimals: 9) })
      }
    }
  }
}
