import Workbook

extension SingleConvolutionSheet {
  /// Marks what the chosen pixel or weight touches: bold and underlined as well as filled.
  func addTouches(to sheet: inout Sheet) {
    func rule(_ origin: CellAddress, _ rows: Int, _ columns: Int, _ formula: String) {
      sheet.conditionalFormats.append(
        ConditionalFormat(
          CellRange(origin, origin.moved(rows: rows - 1, columns: columns - 1)),
          .formula(formula, StepStyles.touched)))
    }
    /// The distances of the chosen index from that of a cell of a grid.
    func away(_ origin: CellAddress) -> (row: String, column: String) {
      (
        "\(Self.row)-(ROW()-\(origin.row + 1))", "\(Self.column)-(COLUMN()-\(origin.column + 1))"
      )
    }
    let (image, kernel) = (Self.image, Self.kernel)
    for origin in [Grid.output, Grid.errors] {
      let away = away(origin)
      rule(
        origin, kernel, kernel,
        "OR(\(Self.kind)=\"W\",AND(\(away.row)>=0,\(away.row)<=1,\(away.column)>=0,\(away.column)<=1))"
      )
    }
    for origin in [Grid.image, Grid.paths, Grid.scatterTotal, Grid.correlation, Grid.matrixResult] {
      let away = away(origin)
      let own = "AND(\(Self.kind)=\"X\",\(away.row)=0,\(away.column)=0)"
      guard origin == Grid.image else {
        rule(origin, image, image, own)
        continue
      }
      // A weight reads the window of pixels that begins at its own index.
      rule(
        origin, image, image,
        "OR(\(own),AND(\(Self.kind)=\"W\",\(away.row)<=0,\(away.row)>=-1,\(away.column)<=0,\(away.column)>=-1))"
      )
    }
    for origin in [Grid.kernel, Grid.kernelGradient] {
      let away = away(origin)
      let own = "AND(\(Self.kind)=\"W\",\(away.row)=0,\(away.column)=0)"
      guard origin == Grid.kernel else {
        rule(origin, kernel, kernel, own)
        continue
      }
      rule(
        origin, kernel, kernel,
        "OR(\(own),AND(\(Self.kind)=\"X\",\(away.row)>=0,\(away.row)<=1,\(away.column)>=0,\(away.column)<=1))"
      )
    }
    for place in 0..<4 {
      let origin = Grid.scattered.moved(columns: place * (image + 1))
      let away = away(origin)
      let (i, j) = (place / 2, place % 2)
      let tapRow = "ROW()-\(origin.row + 1 + i)"
      let tapColumn = "COLUMN()-\(origin.column + 1 + j)"
      rule(
        origin, image, image,
        "OR(AND(\(Self.kind)=\"X\",\(away.row)=0,\(away.column)=0),"
          + "AND(\(Self.kind)=\"W\",\(tapRow)=\(Self.row),\(tapColumn)=\(Self.column)))")
    }
    let pixel = "\(Self.row)*3+\(Self.column)=COLUMN()-\(Grid.matrix.column + 1)"
    let (column, row) = ("(COLUMN()-\(Grid.matrix.column + 1))", "(ROW()-\(Grid.matrix.row + 1))")
    let weight =
      "INT(\(column)/3)-INT(\(row)/2)=\(Self.row),MOD(\(column),3)-MOD(\(row),2)=\(Self.column)"
    rule(
      Grid.matrix, 4, 9,
      "OR(AND(\(Self.kind)=\"X\",\(pixel)),AND(\(Self.kind)=\"W\",\(weight)))")
  }
}
