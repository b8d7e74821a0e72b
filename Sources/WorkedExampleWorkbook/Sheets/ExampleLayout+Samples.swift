import Backprop
import Workbook

/// The sheet Samples: a row a sample, its inputs and targets, and right of them the same as made.
extension ExampleLayout {
  /// The name of the sheet with the samples, where there are several.
  package static let samples = "Samples"

  /// The row of the first sample.
  static let firstSampleRow = 4

  /// The number of inputs and targets of a sample.
  var sampleWidth: Int { (samples.first?.inputs.count ?? 0) + (samples.first?.targets.count ?? 0) }

  /// The cells with the inputs and targets of all samples.
  var sampleValues: CellRange { sampleBlock(column: 1) }

  /// The same as the book was made with.
  var samplesAsMade: CellRange { sampleBlock(column: sampleWidth + 2) }

  private func sampleBlock(column: Int) -> CellRange {
    CellRange(
      sheet: Self.samples, CellAddress(row: Self.firstSampleRow, column: column),
      CellAddress(
        row: Self.firstSampleRow + samples.count - 1, column: column + sampleWidth - 1))
  }

  /// The cell of each input and target.
  static func sampleCells(_ samples: [NetworkNames.SampleNames]) -> [Symbol: CellRange] {
    var cells: [Symbol: CellRange] = [:]
    for (row, names) in samples.enumerated() {
      for (column, symbol) in (names.inputs + names.targets).enumerated() {
        cells[symbol] = CellRange(
          sheet: samples.isEmpty ? nil : Self.samples,
          CellAddress(row: firstSampleRow + row, column: column + 1))
      }
    }
    return cells
  }

  /// On a rate's sheet, the columns of each sample but for its error, which stands for them.
  var sampleGroups: [OutlineGroup] {
    samples.compactMap { names in
      guard let first = names.targets.first,
        let start = columns.firstIndex(where: { $0.symbol == first }),
        let end = columns.firstIndex(where: { $0.symbol == names.error }), start < end
      else { return nil }
      return OutlineGroup(Self.column(of: start)...Self.column(of: end - 1))
    }
  }
}
