import Charts
import ContentPublishing
import Workbook

/// The sheet that shows one chosen map of every layer as an image.
struct MapsSheet {
  let layers: [LayerSheets.Layer]

  /// The most columns of a row of maps.
  private static let widest = 86

  /// The sheet.
  var sheet: Sheet {
    var sheet = Sheet(ClassifierSheet.maps)
    sheet.set("A1", .text("What each layer sees"), style: ClassifierStyles.title)
    sheet.set(
      "A2", .text("One map of every layer, from 0; type another number into its yellow cell."),
      style: ClassifierStyles.subtitle)
    var (row, column, tallest) = (3, 0, 0)
    for (index, layer) in layers.enumerated() {
      let width = max(layer.map.width, 10)
      if column > 0, column + width > Self.widest {
        row += tallest + 4
        (column, tallest) = (0, 0)
      }
      add(layer, number: index, at: CellAddress(row: row, column: column), to: &sheet)
      column += width + 2
      tallest = max(tallest, layer.map.height)
    }
    for column in 0...Self.widest { sheet.widths[column] = .characters(2.4) }
    sheet.tab = Color(0x5B9BD5)
    sheet.showsGridlines = false
    sheet.print = PrintSetup(landscape: true, fitsOnePageHigh: true)
    sheet.print.margins = BookTheme.slimMargins
    return sheet
  }

  private func add(
    _ layer: LayerSheets.Layer, number: Int, at origin: CellAddress, to sheet: inout Sheet
  ) {
    sheet.set(origin, .text(layer.sheet), style: ClassifierStyles.label)
    let chosen = origin.moved(rows: 1)
    sheet.setMerged(
      CellRange(chosen, chosen.moved(columns: 1)), .number(0), style: ClassifierStyles.editable)
    sheet.set(
      chosen.moved(columns: 3),
      .text("of 0 to \(layer.map.channels - 1), \(layer.map.height)×\(layer.map.width)"),
      style: ClassifierStyles.small)
    sheet.validations.append(
      Validation(
        CellRange(chosen), .wholeNumber(0...max(1, layer.map.channels - 1)), title: "Map",
        hint: "A number from 0 to \(layer.map.channels - 1).",
        complaint: "There are \(layer.map.channels) maps."))
    let source = layer.range.absolute
    let first = origin.moved(rows: 2)
    for y in 0..<layer.map.height {
      for x in 0..<layer.map.width {
        sheet.set(
          first.moved(rows: y, columns: x),
          .formula(
            Formula(
              "INDEX(\(source),\(y * layer.map.channels + 1)+\(chosen.absolute),\(x + 1))",
              number: layer.map[y * layer.map.channels, x])),
          style: ClassifierStyles.pixel.with { $0.numberFormat = .fixed(decimals: 1) })
      }
    }
    let range = CellRange(
      first, first.moved(rows: layer.map.height - 1, columns: layer.map.width - 1))
    sheet.conditionalFormats.append(
      number == 0 ? ClassifierStyles.gray(range) : ClassifierStyles.blue(range))
  }
}
