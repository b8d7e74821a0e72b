/// Rows of cells as lines whose columns stand below one another, for terminals.
package enum TextTable {
  /// On which side of its column a cell stands.
  package enum Side { case left, right }

  /// The lines of a table, two spaces between its columns and none at a line's end.
  ///
  /// - Parameters:
  ///   - rows: The cells; every row has as many.
  ///   - sides: For each column the side on which its cells stand.
  /// - Returns: One line a row.
  package static func lines(_ rows: [[String]], sides: [Side]) -> [String] {
    let widths = sides.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        if column > 0 { line += "  " }
        let space = String(repeating: " ", count: widths[column] - cell.count)
        line += sides[column] == .left ? cell + space : space + cell
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
