import Backprop
import LearningRateAnalysis
import Testing
import Workbook
import WorkbookVerification

@testable import WorkedExample
@testable import WorkedExampleWorkbook

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
    _ sheet: String, _ address: CellAddress, in example: WorkedExample,
    with all: [ExpectedWorkbook.Tolerance]? = nil
  ) -> CellTolerance {
    (all ?? WorkedExampleTolerances(example: example).all)
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
    let last = example.diagnoses[1].summary.last
    let bound = tolerance(loud.sheet ?? "", loud.last, in: example)
    #expect(bound.accepts(last * (1 + 5e-13), for: last))
    #expect(!bound.accepts(last * (1 + 1e-9), for: last))
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
    let tolerances = WorkedExampleTolerances(example: example).all
    for table in example.tables {
      let sheet = ExampleLayout.sheetName(learningRate: table.learningRate)
      for column in example.columns.indices {
        let address = CellAddress(
          row: ExampleLayout.firstRow + 67, column: ExampleLayout.column(of: column))
        let isCheck = column >= example.description.columns.count
        #expect(
          tolerance(sheet, address, in: example, with: tolerances)
            == (isCheck ? CellTolerance.differences() : .standard))
      }
    }
  }

  /// A hyperbolic tangent at rates that throw it to and fro.
  private func unstable() throws -> WorkedExample {
    var settings = WorkedExampleSettings(learningRates: [0.1, 10], epochs: 40)
    settings.network = try Network(
      inputs: [0.5, -0.3, 0.8], targets: [0.4],
      layers: [
        .init(weights: [[0.2, -0.4, 0.7], [0.5, 0.3, -0.6]], activation: .tanh),
        .init(weights: [[0.9, -0.8]], activation: .tanh),
      ])
    return try WorkedExample(settings)
  }

  @Test("An unstable training is held to what rounding becomes in it, a stable one to the standard")
  func unstableTraining() throws {
    let example = try unstable()
    let tolerances = WorkedExampleTolerances(example: example).all
    let columns = example.description.columns
    // The same training from weights that are one unit in the last place apart.
    let network = example.settings.network
    let moved = try Network(
      inputs: network.inputs, targets: network.targets,
      layers: network.layers.map { layer in
        var layer = layer
        layer.weights = layer.weights.map { $0.map(\.nextUp) }
        return layer
      })
    let tables = try TableEvaluator(TableDescription(moved)).tables(
      learningRates: [0.1, 10], epochs: 40)
    var loosened = 0
    for (rate, table) in tables.enumerated() {
      let sheet = ExampleLayout.sheetName(learningRate: table.learningRate)
      for (column, scale) in columns.indices.map({
        ($0, table.column(at: $0).map(\.magnitude).max())
      }) {
        for row in 0..<40 {
          let address = CellAddress(
            row: ExampleLayout.firstRow + row, column: ExampleLayout.column(of: column))
          let bound = tolerance(sheet, address, in: example, with: tolerances)
          let value = example.tables[rate][row, column]
          let passes =
            bound.accepts(table[row, column], for: value)
            || abs(table[row, column] - value) <= 1e-12 * (scale ?? 0)
          #expect(passes, "\(sheet) \(address)")
          if bound != .standard { loosened += 1 }
          if rate == 0 { #expect(bound == .standard, "\(sheet) \(address)") }
        }
      }
    }
    #expect(loosened > 0)
  }

  @Test("The count of steps, and what follows from it, is exact in a perturbed run")
  func wholeNumbers() throws {
    var settings = WorkedExampleSettings()
    settings.network = try Network(
      samples: [
        .init(inputs: [0.1], targets: [1]), .init(inputs: [0.8], targets: [0.2]),
        .init(inputs: [-0.6], targets: [0.7]),
      ], layers: [.init(weights: [[0.5]])],
      training: .init(batchSize: 1, optimizer: Optimizer(.adam)))
    settings.learningRates = [0.1]
    settings.epochs = 40
    let example = try WorkedExample(settings)
    let table = example.tables[0]
    let perturbed = table.perturbed(
      example.columns, settings: example.description.settingValues, seed: 1)
    for (column, description) in example.columns.enumerated() {
      for row in 0..<table.rows {
        let (own, other) = (table[row, column], perturbed[row, column])
        if [.step, .target, .input].contains(description.role) {
          #expect(own == other, "\(description.symbol), row \(row)")
        } else {
          // Every step takes the same sample, so that nothing parts by more than rounding.
          #expect((own - other).magnitude < 1e-6, "\(description.symbol), row \(row)")
        }
      }
    }
  }

  @Test("Where rounding has come to decide, numbers are free; the rows before are held as ever")
  func horizon() throws {
    // The logistic map w ↦ 3.9 w (1 − w), whose errors grow without end.
    let columns = [
      Column(
        Symbol("w1"), role: .weight, initial: 0.3,
        recurrence: 3.9 * .previous("w1") * (1 - .previous("w1")))
    ]
    var values = [0.3]
    while values.count < 200 {
      values.append(3.9 * values[values.count - 1] * (1 - values[values.count - 1]))
    }
    let table = Table(
      learningRate: 1, rows: 200, stepsPerEpoch: 1, symbols: [Symbol("w1")], values: values)
    let bounds = RoundingBounds(table, columns: columns, settings: [:], relative: 1e-12)
    let horizon = try #require(bounds.horizon)
    // Errors double in about 1.4 steps (the exponent is 0.5), from 1e-16 to 1e-5 in about 50.
    #expect(30..<80 ~= horizon)
    #expect(bounds.bound(row: 199, column: 0) > 1e300 && bounds.bound(row: 3, column: 0) < 1e-12)
    #expect(bounds.bound(row: horizon - 1, column: 0) < 1e-3)
  }

  @Test("After an overflow the core says what a spreadsheet program says: an error stays one")
  func overflow() throws {
    var settings = WorkedExampleSettings(learningRates: [1e20], epochs: 12)
    settings.network = try Network(
      inputs: [10], targets: [0.5],
      layers: [
        .init(weights: [[0]]), .init(weights: [[0.6]]),
        .init(weights: [[-0.2]], activation: .linear),
      ])
    let example = try WorkedExample(settings)
    let table = example.tables[0]
    let weights = example.description.parameters.compactMap { table.column($0) }
    let first = try #require(
      (0..<12).first { row in
        weights.contains { !$0[$0.startIndex + row].isFinite }
      })
    let losses = Array(table.losses)
    #expect(losses[first...].allSatisfy { !$0.isFinite })
    #expect(example.diagnoses[0].outcome == .overflowed)
    #expect(
      example.diagnoses[0].reason.contains(
        "epoch \((losses.firstIndex { !$0.isFinite } ?? 0) + 1) "))
  }
}
