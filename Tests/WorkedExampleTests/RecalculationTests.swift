import Backprop
import Foundation
import LearningRateAnalysis
import NetworkFiles
import Numerals
import Publishing
import TestSupport
import Testing
import Workbook

@testable import LearningRateSweeps
@testable import WorkedExample
@testable import WorkedExampleWorkbook

/// LibreOffice computes every formula anew; what it says is compared with the core.
@Suite(
  "Recalculated by LibreOffice", .enabled(if: OutsideSpreadsheet.isExpected, "needs LibreOffice"))
struct RecalculationTests {
  private func recalculated(_ book: Book) throws -> OutsideWorkbook {
    let folder = try TemporaryFolder()
    return try OutsideSpreadsheet.recalculate(try folder.write("book.xlsx", try book.encoded()))
  }

  /// Compares a rate's sheet with a table of the core; the columns beyond `checked` are checks.
  private func compare(_ sheet: OutsideWorkbook.Sheet, _ table: Table, checked: Int) throws {
    for column in table.symbols.indices {
      for row in 0..<table.rows {
        let address = CellAddress(row: row + 5, column: column + 1).a1
        let found = try #require(sheet.cells[address]?.number, "\(sheet.name) \(address)")
        let value = table[row, column]
        let bound = column < checked ? 1e-12 * value.magnitude : 1e-11
        #expect((found - value).magnitude <= bound, "\(sheet.name) \(address)")
      }
    }
  }

  @Test("Every cell of the whole book comes back, and none is an error")
  func wholeBook() throws {
    let example = try WorkedExample(WorkedExampleSettings())
    let book = try example.book(figures: [], created: SourceDate.standard)
    let result = try recalculated(book)
    for (sheet, table) in zip(result.sheets[3...9], example.tables) {
      try compare(sheet, table, checked: 31)
    }
    #expect(try compareAll(book, result) > 7 * 68 * 39)
  }

  @Test(
    "Samples, batches, losses and optimizers come back from their formulas",
    arguments: [
      ("xor-binary-cross-entropy-momentum", 0.3), ("classes-softmax-adam", 0.05),
      ("classes-minibatch-nesterov-decay", 0.1), ("deep-sum-adagrad-cosine", 0.2),
    ])
  func networks(name: String, rate: Double) throws {
    let (network, _) = try NetworkFile.read(Fixture.path("networks/\(name).yaml"))
    let example = try WorkedExample(
      WorkedExampleSettings(learningRates: [rate], epochs: 40, network: network))
    let book = try example.book(figures: [], created: SourceDate.standard)
    #expect(book.sheets.map(\.name)[1...3] == ["Inputs", "Samples", "Derivation"])
    let result = try recalculated(book)
    let sheet = try #require(result.sheet("η = \(rate)"))
    for (index, symbol) in example.tables[0].symbols.enumerated() {
      for row in 0..<example.tables[0].rows {
        let address = CellAddress(row: row + 5, column: index + 1).a1
        let found = try #require(sheet.cells[address]?.number, "\(symbol) \(address)")
        let value = example.tables[0][row, index]
        // Differences of nearly equal numbers of size one keep what the rounding of those leaves.
        #expect(
          (found - value).magnitude <= max(1e-12 * value.magnitude, 1e-11), "\(symbol) \(address)")
      }
    }
    let losses = example.tables[0].epochLosses
    for epoch in 1...40 {
      let cell = try #require(result.sheet("Sweep")?.cells["B\(epoch + 4)"]?.number)
      #expect((cell - losses[epoch - 1]).magnitude <= 1e-12 * losses[epoch - 1].magnitude)
    }
  }

  /// Networks in whose training something that is squared, or raised to a power, gets too small.
  private static let tinyNumbers = [
    (
      "a target of zero that the output reaches",
      "inputs: [40]\ntargets: [0]\n"
        + "layers: [{weights: [[-10]], activation: linear}, {weights: [[1]]}]", 3, 1.0
    ),
    (
      "Adam, whose gradients vanish",
      """
      samples: [{inputs: [0.1, 0.9], targets: [1]}, {inputs: [0.8, -0.5], targets: [0]}]
      layers:
        - {weights: [[0.5, -1.3], [0.8, 1.1]], activation: tanh}
        - {weights: [[0.7, -1.1]], activation: sigmoid}
      loss: binary cross entropy
      optimizer: adam
      """, 40, 200
    ),
    (
      "means that forget at once",
      "inputs: [0.1]\ntargets: [0.5]\nlayers: [{weights: [[0.5]]}]\n"
        + "optimizer: {name: adam, beta1: 0.01, beta2: 0.02}", 200, 0.01
    ),
    (
      "a rate that falls at once",
      "inputs: [0.1]\ntargets: [0.5]\nlayers: [{weights: [[0.5]]}]\n"
        + "schedule: {name: exponential, gamma: 0.01}", 200, 1
    ),
  ]

  @Test("What is too small for a number is zero in LibreOffice, too", arguments: tinyNumbers)
  func underflow(what: String, text: String, epochs: Int, rate: Double) throws {
    let folder = try TemporaryFolder()
    let (network, source) = try NetworkFile.read(try folder.write("tiny.yaml", text))
    let settings = WorkedExampleSettings(
      learningRates: [rate], epochs: epochs, network: network, networkFile: source)
    let example = try WorkedExample(settings)
    let book = try example.book(figures: [], created: SourceDate.standard)
    let result = try recalculated(book)
    let sheet = try #require(result.sheet("η = \(NumberText.shortest(rate))"))
    let table = example.tables[0]
    for column in example.description.columns.indices {
      for row in 0..<table.rows {
        let address = CellAddress(row: row + 5, column: column + 1).a1
        let found = try #require(sheet.cells[address]?.number, "\(what): \(address)")
        #expect((found - table[row, column]).magnitude <= 1e-9, "\(what): \(address)")
      }
    }
  }

  @Test("Checks whose formulas no cell takes are left out")
  func longChecks() throws {
    let folder = try TemporaryFolder()
    let text = """
      samples:
        - {inputs: [0.1, 0.9], targets: [1, 0, 0]}
        - {inputs: [0.8, -0.5], targets: [0, 1, 0]}
        - {inputs: [-0.6, 0.4], targets: [0, 0, 1]}
        - {inputs: [0.5, 0.5], targets: [0, 1, 0]}
      loss: cross entropy
      batch: 2
      layers:
        - {weights: [[0.5, -0.3], [0.8, 0.1], [-0.7, 0.6]], biases: [0.1, 0.1, 0.1], activation: relu}
        - {neurons: 3, seed: 1, activation: softmax}
      """
    let (network, _) = try NetworkFile.read(try folder.write("long.yaml", text))
    let example = try WorkedExample(
      WorkedExampleSettings(learningRates: [0.5], epochs: 5, network: network))
    let book = try example.book(figures: [], created: SourceDate.standard)
    // A book that Excel does not take is refused here.
    _ = try book.encoded()
    #expect(try compareAll(book, try recalculated(book)) > 5 * 40)
  }

  /// Compares every cell of a book with what came back; returns the number of formulas.
  private func compareAll(_ book: Book, _ result: OutsideWorkbook) throws -> Int {
    var formulas = 0
    try book.forEachCell { record in
      let place = "\(record.sheet) \(record.address)"
      let cell = try #require(result.sheet(record.sheet)?.cells[record.address.a1], "\(place)")
      formulas += record.formula == nil ? 0 : 1
      switch record.value {
      case .number(let value):
        let found = try #require(cell.number, "\(place)")
        // Powers of a matrix carry the rounding of all multiplications on.
        let bound = record.sheet == "Stability" ? 1e-9 : 1e-11
        #expect((found - value).magnitude <= max(1e-12 * value.magnitude, bound), "\(place)")
      case .text(let text) where ["NaN", "Inf", "-Inf"].contains(text) && record.formula != nil:
        #expect(cell.number == nil && cell.text?.hasPrefix("#") == true, "\(place)")
        return
      case .text(let text): #expect(cell.text == text, "\(place)")
      case .blank, .boolean: break
      }
      #expect(cell.text?.hasPrefix("#") != true, "\(place)")
    }
    return formulas
  }

  @Test(
    "Gnumeric, a spreadsheet program of another kind, computes the same in every cell",
    .enabled(if: OutsideSpreadsheet.hasGnumeric))
  func otherEngine() throws {
    let example = try WorkedExample(WorkedExampleSettings())
    let sweep = try Sweep(
      Sweep.Settings(learningRates: [0.1, 0.5, 2, 1000, 1e6], epochs: 40))
    let network = try Network(
      inputs: [1], targets: [0], layers: [.init(weights: [[1]], activation: .linear)])
    let overflowing = try Sweep(
      Sweep.Settings(learningRates: [0.5, 1e200], epochs: 8, network: network))
    let guarded = try WorkedExample(
      WorkedExampleSettings(
        learningRates: [0.1], epochs: 20,
        network: NetworkFile.read(Fixture.path("networks/classes-softmax-adam.yaml")).0))
    for book in [
      try example.book(figures: [], created: SourceDate.standard),
      try guarded.book(figures: [], created: SourceDate.standard),
      SweepBook(sweep: sweep, created: 1).book, SweepBook(sweep: overflowing, created: 1).book,
    ] {
      let folder = try TemporaryFolder()
      var book = book
      // openpyxl does not read the notes that Gnumeric writes.
      for sheet in book.sheets.indices {
        for address in book.sheets[sheet].cells.keys {
          book.sheets[sheet].cells[address]?.note = nil
        }
      }
      let path = try folder.write("book.xlsx", try book.encoded())
      #expect(try compareAll(book, try OutsideSpreadsheet.recalculateInGnumeric(path)) > 20)
      #expect(try compareAll(book, try OutsideSpreadsheet.recalculate(path)) > 20)
    }
  }

  struct Curvature: Decodable {
    var sharpness: Double
  }

  @Test("The sheet Stability follows the table and epoch that are chosen, as PyTorch has them")
  func stability() throws {
    let rates: [Double] = [1, 75, 200]
    let example = try WorkedExample(WorkedExampleSettings(learningRates: rates))
    let made = try example.book(figures: [], created: SourceDate.standard)
    for (table, epoch) in [(1, 1), (2, 1), (2, 68), (3, 3), (3, 68)] {
      var book = made
      let index = try #require(book.sheets.firstIndex { $0.name == "Stability" })
      book.sheets[index].cells["B4"]?.content = .number(Double(table))
      book.sheets[index].cells["B5"]?.content = .number(Double(epoch))
      let result = try recalculated(book)
      let sheet = try #require(result.sheet("Stability"))
      let rate = Int(rates[table - 1])
      let expected = try JSONDecoder().decode(
        [Curvature].self, from: Data(Fixture.bytes("stability/article-\(rate).json"))
      )[epoch - 1].sharpness
      let found = try #require(sheet.cells["B7"]?.number)
      #expect(abs(found - expected) <= 1e-8 * expected, "η = \(rate), epoch \(epoch)")
      // LAPACK's eigenvalue of the same row, which no rounding of the training parts from it.
      let curvature = LearningRateAnalysis.Curvature(example.description)
      let exact = try #require(
        curvature.sharpness(at: example.tables[table - 1].row(epoch - 1)))
      #expect(abs(found - exact) <= 1e-9 * exact, "η = \(rate), epoch \(epoch)")
      #expect(sheet.cells["B6"]?.number == rates[table - 1])
      let limit = try #require(sheet.cells["B10"]?.number)
      #expect(abs(limit - 2 / found) <= 1e-9 * 2 / found)
      let product = try #require(sheet.cells["B11"]?.number)
      #expect(abs(product - rates[table - 1] * found) <= 1e-9 * product)
      let verdict = try #require(sheet.cells["B12"]?.text)
      #expect(verdict.contains("cannot stay here") == (product > 2), "\(verdict)")
    }
  }

  @Test("The Hessian of more parameters than are written out stands there in values, and says so")
  func largeStability() throws {
    let network = try Network(
      inputs: [0.1, 0.2, 0.3, 0.4], targets: [0.5],
      layers: [
        .init(weights: (0..<5).map { row in (0..<4).map { 0.1 * Double(row + $0) - 0.3 } }),
        .init(weights: [[0.1, -0.2, 0.3, 0.4, -0.5]]),
      ])
    let example = try WorkedExample(
      WorkedExampleSettings(learningRates: [1, 2], epochs: 5, network: network))
    let sheet = try #require(
      try example.book(figures: [], created: SourceDate.standard).sheet(named: "Stability"))
    guard case .text(let words)? = sheet["A3"]?.content else {
      Issue.record("A3 has no words")
      return
    }
    #expect(words.hasPrefix("Values, not formulas: the Hessian of 25 parameters"))
    let first = LearningRateAnalysis.Curvature(example.description).sharpness(
      at: example.tables[0].row(0))
    let content = sheet["B6"]?.content
    let expected = try #require(first)
    #expect(content == .number(expected))
  }

  @Test("A verdict and its reason give way once an input or its rate is another one")
  func changedBook() throws {
    let example = try WorkedExample(WorkedExampleSettings(learningRates: [1, 2], epochs: 20))
    let made = try example.book(figures: [], created: SourceDate.standard)
    let input = try #require(made.names.first { $0.name == "i_2" }?.range)
    let rate = try #require(made.names.first { $0.name == "eta_2" }?.range)
    for (cell, stale) in [(input, [true, true]), (rate, [false, true])] {
      var book = made
      let sheet = try #require(book.sheets.firstIndex { $0.name == cell.sheet })
      book.sheets[sheet].cells[cell.first]?.content = .number(0.25)
      let result = try recalculated(book)
      let overview = try #require(result.sheet("Overview"))
      let sweep = try #require(result.sheet("Sweep"))
      for (row, isStale) in zip([8, 9], stale) {
        let diagnosis = example.diagnoses[row - 8]
        let verdict = isStale ? "–" : diagnosis.outcome.rawValue
        #expect(overview.cells["F\(row)"]?.text == verdict)
        #expect((overview.cells["G\(row)"]?.text == diagnosis.reason) == !isStale)
        #expect(sweep.cells.values.contains { $0.text == verdict })
      }
      #expect(overview.cells["A11"]?.text?.hasPrefix("Inputs or rates were changed") == true)
    }
  }

  @Test("Changing η and an input in the file changes the whole book as the core says")
  func editing() throws {
    let example = try WorkedExample(WorkedExampleSettings(learningRates: [1, 2], epochs: 20))
    var book = try example.book(figures: [], created: SourceDate.standard)
    // Only the yellow cells change; the stored results of all formulas are stale.
    let inputs = try #require(book.sheets.firstIndex { $0.name == ExampleLayout.inputs })
    let first = try #require(book.sheets.firstIndex { $0.name == "η = 1" })
    let input = try #require(
      book.names.first { $0.name == "i_2" }?.range.first)
    book.sheets[inputs].cells[input]?.content = .number(-0.75)
    book.sheets[first].cells[ExampleLayout.learningRateCell]?.content = .number(3.25)
    let result = try recalculated(book)

    let network = try Network(
      inputs: [0.05, -0.75], targets: Network.article.targets, layers: Network.article.layers)
    let expected = try TableEvaluator(TableDescription(network), checks: true).tables(
      learningRates: [3.25, 2], epochs: 20)
    try compare(try #require(result.sheet("η = 1")), expected[0], checked: 31)
    try compare(try #require(result.sheet("η = 2")), expected[1], checked: 31)
    let sweep = try #require(result.sheet("Sweep"))
    let last = try #require(expected[0].losses.last)
    let found = try #require(sweep.cells["B24"]?.number)
    #expect((found - last).magnitude <= 1e-12 * last)
    #expect(sweep.cells["B4"]?.text == "η = 3.25")
  }

  @Test("Other shapes and activations, with biases, agree as well")
  func otherShapes() throws {
    let network = try Network(
      inputs: [0.5, -1, 2], targets: [0.2, -0.4],
      layers: [
        .init(
          weights: [[0.1, 0.2, -0.3], [0.4, -0.5, 0.6]], biases: .init([0.1, -0.1], trained: true),
          activation: .tanh),
        .init(
          weights: [[0.7, -0.8], [0.9, 0.3], [-0.2, 0.4]],
          biases: .init([0.2, 0, 0.1], trained: false), activation: .relu),
        .init(weights: [[0.5, 0.6, 0.7], [-0.8, 0.9, 0.1]], activation: .linear),
      ])
    let example = try WorkedExample(
      WorkedExampleSettings(learningRates: [0.05], epochs: 12, network: network))
    let result = try recalculated(try example.book(figures: [], created: 1))
    try compare(
      try #require(result.sheet("η = 0.05")), example.tables[0],
      checked: example.description.columns.count)
  }

  @Test("A sum of minus a million does not break the guarded sigmoid")
  func extremes() throws {
    let example = try WorkedExample(
      WorkedExampleSettings(learningRates: [1e7], epochs: 5))
    #expect(!example.tables[0].values.contains { !$0.isFinite })
    let result = try recalculated(try example.book(figures: [], created: 1))
    let sheet = try #require(result.sheet("η = 10000000"))
    for row in 6...10 {
      #expect(sheet.cells["X\(row)"]?.number != nil)
    }
  }
}
