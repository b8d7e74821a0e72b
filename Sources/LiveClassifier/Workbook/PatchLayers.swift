import Charts
import Numerals
import Workbook

/// The sheet that computes the network once more where a gray patch changes it.
///
/// The grids stand below one another. Left of each row and above each column of a square stands the
/// row or column of the unchanged maps that it lies on, from which the numbers beside the square
/// come.
struct PatchLayers {
  let reading: PatchReading
  /// The sheets of the unchanged network.
  let layers: LayerSheets

  /// The first column of the grids.
  private static let left = 1
  /// The rows above a grid: its title, and the columns that it lies on.
  private static let head = 2

  private var names: [String] { layers.layers.map(\.sheet) }

  /// The squares, then the whole maps.
  private var grids: [LayerSheets.Layer] {
    var row = 3
    return (reading.squares + reading.maps).map { map in
      defer { row += map.rows + Self.head + 1 }
      return LayerSheets.Layer(
        sheet: ClassifierSheet.patch, name: "", map: map,
        origin: CellAddress(row: row + Self.head, column: Self.left))
    }
  }

  /// The last maps, from which the scores follow.
  var last: LayerSheets.Layer { grids[grids.count - 1] }

  /// The sheet.
  var sheet: Sheet {
    var sheet = Sheet(ClassifierSheet.patch)
    sheet.set(
      "A1", .text("The network once more, where the gray patch changes it"),
      style: ClassifierStyles.title)
    sheet.set(
      "A2",
      .text(
        "Framed by unchanged numbers, which INDEX takes from the layers' sheets, stands the square that "
          + "the patch reaches: 4×4 pixels, and more in each layer. Once it fills the maps, they are "
          + "computed whole."), style: ClassifierStyles.subtitle)
    let grids = grids
    let whole = layers.layers
    for (index, region) in reading.regions.enumerated() {
      addSquare(region, index, grids, over: whole[index], to: &sheet)
    }
    addMerged(grids, over: whole[reading.regions.count - 1], to: &sheet)
    for index in reading.regions.count..<layers.network.layers.count + 1 {
      let own = grids[index + 1]
      title(names[index], own, to: &sheet)
      layers.addNumbers(
        layers.network.layers[index - 1], own, reading: grids[index], to: &sheet)
    }
    for grid in grids {
      sheet.conditionalFormats.append(
        ClassifierStyles.blue(CellRange(grid.range.first, grid.range.last)))
    }
    sheet.widths[0] = .characters(7)
    let columns = grids.map(\.map.width).max() ?? 0
    for column in 0..<columns {
      sheet.widths[Self.left + column] = .characters(LayerSheets.columnWidth)
    }
    sheet.frozen = "A3"
    sheet.tab = Color(0xF2A98A)
    sheet.showsGridlines = false
    sheet.zoom = 70
    let excerpt = PrintedExcerpt(columns: columns + 2, width: LayerSheets.columnWidth)
    sheet.print = excerpt.setup(
      area: CellRange("A3", CellAddress(row: excerpt.rows, column: Self.left + columns)),
      words: "The network once more, where the gray patch changes it: the first rows of the sheet",
      title: nil)
    return sheet
  }

  private func title(_ name: String, _ grid: LayerSheets.Layer, to sheet: inout Sheet) {
    sheet.set(
      CellAddress(row: grid.origin.row - Self.head, column: 0),
      .text(
        "\(name): \(FixedText.counted(grid.map.channels, "map")) of \(grid.map.height)×\(grid.map.width)"
      ),
      style: ClassifierStyles.label)
  }

  // MARK: - Squares

  private func line(_ grid: LayerSheets.Layer, _ row: Int) -> CellAddress {
    grid.cell(row, -1)
  }

  private func place(_ grid: LayerSheets.Layer, _ column: Int) -> CellAddress {
    grid.cell(-1, column)
  }

  /// The line of a map where a line of a square lies, from 0, as a formula.
  private func start(_ region: PatchRegion, _ name: ClassifierName, plus line: Int) -> String {
    let shift = region.start(-1) + line
    return "\(region.step)*\(name.rawValue)" + (shift < 0 ? "\(shift)" : "+\(shift)")
  }

  private func addSquare(
    _ region: PatchRegion, _ index: Int, _ grids: [LayerSheets.Layer],
    over whole: LayerSheets.Layer, to sheet: inout Sheet
  ) {
    let grid = grids[index]
    title("\(names[index]), the square that changes", grid, to: &sheet)
    let channels = grid.map.channels
    let isBesides = region.before + region.after > 0
    for row in 0..<(isBesides ? grid.map.rows : 0) {
      let (y, channel) = row.quotientAndRemainder(dividingBy: channels)
      let at = start(region, .patchRow, plus: y)
      let bound = whole.map.height - 1
      sheet.set(
        line(grid, row),
        .formula(
          Formula(
            "IF(\(at)<0,0,IF(\(at)>\(bound),\(bound),\(at)))*\(channels)+\(channel + 1)",
            number: Double(
              min(max(region.start(reading.row) + y, 0), bound) * channels + channel + 1))),
        style: ClassifierStyles.small)
    }
    for column in 0..<(isBesides ? grid.map.width : 0) {
      let at = start(region, .patchColumn, plus: column)
      let bound = whole.map.width - 1
      sheet.set(
        place(grid, column),
        .formula(
          Formula(
            "IF(\(at)<0,0,IF(\(at)>\(bound),\(bound),\(at)))+1",
            number: Double(min(max(region.start(reading.column) + column, 0), bound) + 1))),
        style: ClassifierStyles.small)
    }
    let inside = region.before..<region.before + region.size
    for row in 0..<grid.map.rows {
      let (y, channel) = row.quotientAndRemainder(dividingBy: channels)
      for column in 0..<grid.map.width {
        let text: String
        if !(inside.contains(y) && inside.contains(column)) {
          text =
            "INDEX(\(whole.range.absolute),$\(line(grid, row).a1),"
            + "\(Self.rowAbsolute(place(grid, column))))"
        } else if index == 0 {
          text =
            "(\(ClassifierName.patchGray.rawValue)/255-\(ClassifierName.pixelMean.rawValue))/"
            + ClassifierName.pixelDeviation.rawValue
        } else {
          text = layers.formula(
            layers.network.layers[index - 1], (y - region.before) * channels + channel,
            column - region.before, reading: grids[index - 1])
        }
        sheet.set(
          grid.cell(row, column), .formula(Formula(text, number: grid.map[row, column])),
          style: ClassifierStyles.number)
      }
    }
  }

  /// A cell's address with its row held: `B$3`.
  private static func rowAbsolute(_ cell: CellAddress) -> String {
    "\(CellAddress.columnName(cell.column))$\(cell.row + 1)"
  }

  // MARK: - Whole maps

  /// The whole maps of a layer: the square where it lies, and the unchanged numbers elsewhere.
  private func addMerged(
    _ grids: [LayerSheets.Layer], over whole: LayerSheets.Layer, to sheet: inout Sheet
  ) {
    let last = reading.regions.count - 1
    let (square, merged) = (grids[last], grids[last + 1])
    let region = reading.regions[last]
    let channels = merged.map.channels
    title("\(names[last]), the square put into the maps", merged, to: &sheet)
    for row in 0..<merged.map.rows {
      let (y, channel) = row.quotientAndRemainder(dividingBy: channels)
      let at = "\(y)-(\(start(region, .patchRow, plus: 0)))"
      let own = y - region.start(reading.row)
      sheet.set(
        line(merged, row),
        .formula(
          Formula(
            "IF(\(at)<0,0,IF(\(at)>\(region.size - 1),0,(\(at))*\(channels)+\(channel + 1)))",
            number: (0..<region.size).contains(own) ? Double(own * channels + channel + 1) : 0)),
        style: ClassifierStyles.small)
    }
    for column in 0..<merged.map.width {
      let at = "\(column)-(\(start(region, .patchColumn, plus: 0)))"
      let own = column - region.start(reading.column)
      sheet.set(
        place(merged, column),
        .formula(
          Formula(
            "IF(\(at)<0,0,IF(\(at)>\(region.size - 1),0,\(at)+1))",
            number: (0..<region.size).contains(own) ? Double(own + 1) : 0)),
        style: ClassifierStyles.small)
    }
    for row in 0..<merged.map.rows {
      for column in 0..<merged.map.width {
        let (line, place) = (
          "$\(line(merged, row).a1)", Self.rowAbsolute(place(merged, column))
        )
        let unchanged = CellRange(sheet: whole.sheet, whole.cell(row, column)).a1
        let changed = CellRange(square.range.first, square.range.last).absolute
        sheet.set(
          merged.cell(row, column),
          .formula(
            Formula(
              "IF(\(line)*\(place)=0,\(unchanged),INDEX(\(changed),\(line),\(place)))",
              number: merged.map[row, column])), style: ClassifierStyles.number)
      }
    }
  }
}
