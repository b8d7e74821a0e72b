import WorkbookVerification
import Backprop
import Testing
import Workbook

@testable import WorkedExample

@Suite("The bounds that the worked example's cells are held to")
struct ToleranceTests {
  private func example(
    _ layers: [Network.Layer], rates: [Double], epochs: Int
  ) throws -> WorkedExample {
    var settings = WorkedExampleSettings()
    settings.network = try Network(inputs: [0.5, 1], targets: [1, 2], layers: layers)
    settings.learningRates = rates
    settings.epochs = epochs
    return try WorkedExample(settings)
  }

  /// The bound of a cell, as verification finds it.
  private func tolerance(
    _ sheet: String, _ address: CellAddress, in example: WorkedExample
  ) -> CellTolerance {
    WorkedExampleTolerances(example: example).all
      .first { $0.range.sheet == sheet && $0.range.contains(address) }?.tolerance ?? .standard
  }

  @Test("A rate that explodes does not loosen what is said of another one, nor its own way forward")
  func explodingNeighbour() throws {
    let example = try example(
      [
        .init(weights: [[0.1, 0.2], [0.3, 0.4]], activation: .linear),
        .init(weights: [[0.5, 0.6], [0.7, 0.8]], activation: .linear),
      ], rates: [0.1, 1], epochs: 5)
    #expect(example.diagnoses[1].summary.largest > 1e20)
    let layout = ExampleLayout(example)
    let calm = [
      layout.overviewLosses(rate: 0), try #require(layout.summaryCell(.last, rate: 0)),
    ]
    for cells in calm {
      #expect(tolerance(cells.sheet ?? "", cells.last, in: example).absolute < 1e-11)
    }
    let loud = layout.overviewLosses(rate: 1)
    #expect(tolerance(loud.sheet ?? "", loud.last, in: example).absolute > 1e8)
    // No activation is flat here, so that nothing cancels on the way.
    for column in example.description.columns.indices {
      let address = CellAddress(
        row: ExampleLayout.firstRow + 4, column: ExampleLayout.column(of: column))
      #expect(tolerance("η = 1", address, in: example) == .standard)
    }
    let check = CellAddress(
      row: ExampleLayout.firstRow, column: ExampleLayout.column(of: example.columns.count - 1))
    #expect(tolerance("η = 0.1", check, in: example).absolute <= 1e-10)
  }

  @Test("The article's tables are held to the standard, their checks to 1e-11")
  func article() throws {
    let example = try WorkedExample(WorkedExampleSettings())
    for table in example.tables {
      let sheet = ExampleLayout.sheetName(learningRate: table.learningRate)
      for column in example.columns.indices {
        let address = CellAddress(
          row: ExampleLayout.firstRow + 67, column: ExampleLayout.column(of: column))
        let isCheck = column >= example.description.columns.count
        #expect(
          tolerance(sheet, address, in: example)
            == (isCheck ? CellTolerance.differences() : .standard))
      }
    }
  }
}
