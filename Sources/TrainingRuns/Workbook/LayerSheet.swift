import ConvNet
import NetworkSummaries
import RunRecords
import Workbook

/// The layer table: what a person would reckon by hand, as formulas from kernel, stride and channels.
struct LayerSheet {
  let record: RunRecord

  /// The row of the image, before the first layer; rows count from 0.
  static let imageRow = 8

  /// The columns of the table.
  private enum Column: Int, CaseIterable {
    case number, kind, name, kernel, stride, inputs, outputs, height, width, parameters, field, jump
    case multiplyAdds

    var head: String {
      switch self {
      case .number: "#"
      case .kind: "Layer"
      case .name: "Name"
      case .kernel: "Kernel k"
      case .stride: "Stride s"
      case .inputs: "Channels in"
      case .outputs: "Channels out"
      case .height: "Height"
      case .width: "Width"
      case .parameters: "Parameters"
      case .field: "Receptive field r"
      case .jump: "Jump j"
      case .multiplyAdds: "Multiply-adds"
      }
    }
  }

  func sheet() throws(ConvNetError) -> Sheet {
    let table = try NetworkSummary(record.settings.architecture)
    var sheet = Sheet(TrainingBook.summary)
    let last = Self.imageRow + table.layers.count
    addTop(to: &sheet, table, last: last)
    for column in Column.allCases {
      sheet.set(
        CellAddress(row: Self.imageRow - 1, column: column.rawValue), .text(column.head),
        style: TrainingStyles.head)
      sheet.widths[column.rawValue] = .fitted(minimum: 8.5, maximum: 18)
    }
    sheet.heights[Self.imageRow - 1] = 32
    sheet.heights[3] = 24
    addImage(to: &sheet, table.architecture)
    addLayers(to: &sheet, table.layers)
    addTotals(to: &sheet, table, row: last + 1)
    sheet.frozen = CellAddress(row: Self.imageRow, column: 3)
    sheet.showsGridlines = false
    sheet.print = PrintSetup(
      landscape: true, repeatedRows: (Self.imageRow - 1)...(Self.imageRow - 1))
    return sheet
  }

  // MARK: - Above the table

  private func addTop(to sheet: inout Sheet, _ table: NetworkSummary, last: Int) {
    sheet.set(
      "A1", .text("The network and what it learned from \(record.dataset.title)"),
      style: TrainingStyles.title)
    sheet.set(
      "A2",
      .text(
        "Blue cells are given; every other number of the table is a formula: change a kernel and see "
          + "what becomes of the rest."), style: TrainingStyles.subtitle)
    let field = address(.field, last).a1
    let results: [(String, CellContent)] = [
      ("parameters", .formula(Formula(sum(.parameters, last), number: Double(table.parameters)))),
      ("receptive field", .formula(Formula(field, number: Double(table.receptiveField)))),
      (
        "multiply-adds",
        .formula(Formula(sum(.multiplyAdds, last), number: Double(table.multiplyAdds)))
      ),
    ]
    for (index, (name, content)) in results.enumerated() {
      let column = 3 * index
      let range = CellRange(
        CellAddress(row: 3, column: column), CellAddress(row: 3, column: column + 2))
      sheet.setMerged(range, content, style: TrainingStyles.result)
      sheet.set(CellAddress(row: 4, column: column), .text(name), style: TrainingStyles.remark)
    }
    if let best = record.best {
      let rows = "\(HistorySheet.firstRow + 1):$"
      let column = HistorySheet.columnName(.heldOutAccuracy)
      let end = HistorySheet.firstRow + record.history.count
      let range = "\(SheetName.quoted(TrainingBook.history))!$\(column)$\(rows)\(column)$\(end)"
      sheet.setMerged(
        CellRange("J4", "L4"),
        .formula(Formula("MAX(\(range))", number: best.heldOut.accuracy / 100)),
        style: TrainingStyles.result.with { $0.numberFormat = .percent(decimals: 2) })
      sheet.set(
        "J5", .text("best \(record.images.rawValue) accuracy"), style: TrainingStyles.remark)
    }
    sheet.set(
      "A7",
      .text(
        "r and j are 1 at the image; each layer makes r + (k − 1)·j of r and then j·s of j. "
          + "H becomes ⌊(H − k)/s⌋ + 1."), style: TrainingStyles.remark)
  }

  // MARK: - The table

  private func addImage(to sheet: inout Sheet, _ architecture: Architecture) {
    let row = Self.imageRow
    let channels = architecture.stages.first?.inputChannels ?? 1
    let given: [(Column, CellContent)] = [
      (.number, .number(0)), (.kind, .text("Image")), (.name, .blank), (.kernel, .blank),
      (.stride, .blank), (.inputs, .blank),
      (.outputs, .number(Double(channels))),
      (.height, .number(Double(architecture.height))),
      (.width, .number(Double(architecture.width))), (.parameters, .blank), (.field, .number(1)),
      (.jump, .number(1)), (.multiplyAdds, .blank),
    ]
    for (column, content) in given {
      sheet.set(address(column, row), content, style: TrainingStyles.given)
    }
  }

  private func addLayers(to sheet: inout Sheet, _ layers: [LayerSummary]) {
    let first = Self.imageRow + 1
    func column(_ column: Column, _ values: [Int]) {
      sheet.blocks.append(
        ColumnBlock(
          column: column.rawValue, firstRow: first, .numbers(values.map(Double.init)),
          style: TrainingStyles.given))
    }
    func column(_ column: Column, _ formula: String, _ values: [Int]) {
      sheet.blocks.append(
        ColumnBlock(
          column: column.rawValue, firstRow: first,
          .formulas(
            FormulaTemplate(formula, writtenForRow: first), results: values.map(Double.init)),
          style: TrainingStyles.derived))
    }
    func words(_ column: Column, _ texts: [String]) {
      sheet.blocks.append(
        ColumnBlock(
          column: column.rawValue, firstRow: first, .texts(texts), style: TrainingStyles.given))
    }
    let (here, before) = (first + 1, first)
    words(.kind, layers.map(\.kind.rawValue))
    words(.name, layers.map(\.name))
    column(.number, layers.map(\.number))
    column(.kernel, layers.map(\.kernel))
    column(.stride, layers.map(\.stride))
    column(.inputs, "G\(before)", layers.map(\.inputChannels))
    // Only a convolution changes the number of channels; the others hand on what comes in.
    for (index, layer) in layers.enumerated() {
      let place = CellAddress(row: first + index, column: Column.outputs.rawValue)
      if layer.kind == .convolution {
        sheet.set(place, .number(Double(layer.channels)), style: TrainingStyles.given)
      } else {
        let source = address(.inputs, first + index).a1
        sheet.set(
          place, .formula(Formula(source, number: Double(layer.channels))),
          style: TrainingStyles.derived)
      }
    }
    column(.height, "INT((H\(before)-D\(here))/E\(here))+1", layers.map(\.height))
    column(.width, "INT((I\(before)-D\(here))/E\(here))+1", layers.map(\.width))
    column(
      .parameters,
      "IF(B\(here)=\"Conv2d\",D\(here)^2*F\(here)*G\(here),"
        + "IF(B\(here)=\"BatchNorm2d\",2*G\(here),0))", layers.map(\.parameters))
    column(.field, "K\(before)+(D\(here)-1)*L\(before)", layers.map(\.receptiveField))
    column(.jump, "L\(before)*E\(here)", layers.map(\.jump))
    column(
      .multiplyAdds,
      "IF(B\(here)=\"Conv2d\",J\(here)*H\(here)*I\(here),"
        + "IF(B\(here)=\"BatchNorm2d\",G\(here)*H\(here)*I\(here),0))", layers.map(\.multiplyAdds))
  }

  private func addTotals(to sheet: inout Sheet, _ table: NetworkSummary, row: Int) {
    for column in Column.allCases {
      sheet.set(address(column, row), .blank, style: TrainingStyles.total)
    }
    sheet.set(address(.kind, row), .text("Total"), style: TrainingStyles.total)
    let last = row - 1
    let totals: [(Column, String, Int)] = [
      (.parameters, sum(.parameters, last), table.parameters),
      (.field, address(.field, last).a1, table.receptiveField),
      (.multiplyAdds, sum(.multiplyAdds, last), table.multiplyAdds),
    ]
    for (column, formula, value) in totals {
      sheet.set(
        address(column, row), .formula(Formula(formula, number: Double(value))),
        style: TrainingStyles.total)
    }
  }

  private func address(_ column: Column, _ row: Int) -> CellAddress {
    CellAddress(row: row, column: column.rawValue)
  }

  private func sum(_ column: Column, _ last: Int) -> String {
    "SUM(\(CellRange(address(column, Self.imageRow + 1), address(column, last)).a1))"
  }
}
