import Backprop
import ConvNet
import Publishing
import TestSupport
import Testing
import Workbook

@testable import LiveConvolution

@Suite("The workbook of a training step")
struct StepBookTests {
  private static func book(_ steps: ConvolutionSteps) throws -> Book {
    try StepBook(steps: steps, figures: [], created: SourceDate.standard).book()
  }

  @Test("Formulas use only functions that every spreadsheet program has")
  func functions() throws {
    var settings = ConvolutionSettings()
    settings.steps = 3
    let book = try Self.book(ConvolutionSteps(settings))
    let known: Set = [
      "SUM", "SUMPRODUCT", "SUMXMY2", "MAX", "MIN", "ABS", "EXP", "LN", "SQRT", "INT", "IF",
      "INDEX", "LEFT", "MID", "VALUE",
    ]
    var found: Set<String> = []
    var formulas = 0
    book.forEachCell { record in
      guard let formula = record.formula else { return }
      formulas += 1
      for match in formula.matches(of: #/([A-Z][A-Z0-9.]*)\(/#) { found.insert(String(match.1)) }
    }
    #expect(found.subtracting(known) == [])
    #expect(formulas > 5_000)
  }

  @Test("Sums over neighboring cells are written as ranges")
  func ranges() throws {
    let steps = try ConvolutionSteps(ConvolutionSettings())
    let layout = StepLayout(steps)
    let book = try Self.book(steps)
    func formula(_ name: String, step: Int = 0) throws -> String {
      let place = try #require(layout.place(Symbol(name), in: .step(step)), "\(name)")
      let cell = try #require(book.sheet(named: place.sheet)?[place.cell], "\(name)")
      guard case .formula(let formula) = cell.content else { return "" }
      return formula.text
    }
    func range(_ first: String, _ last: String) throws -> String {
      let places = try [first, last].map { name in
        try #require(layout.place(Symbol(name), in: .step(0)))
      }
      return CellRange(places[0].cell, places[1].cell).a1
    }
    let weights = try range("conv1.weight[1,0,0,0]", "conv1.weight[1,0,2,2]")
    let window = try range("input[0,0,1,0]", "input[0,0,3,2]")
    #expect(try formula("conv1[0,1,1,0]") == "SUMPRODUCT(\(weights),\(window))")
    let square = try range("point_1.relu[0,0,0,2]", "point_1.relu[0,0,1,3]")
    #expect(try formula("point_1.pool[0,0,0,1]") == "MAX(\(square))")
    let first = try range("conv1.dropout[0,1,0,0]", "conv1.dropout[0,1,3,3]")
    let second = try range("conv1.dropout[1,1,0,0]", "conv1.dropout[1,1,3,3]")
    #expect(try formula("batch_norm1.mean[1]") == "(SUM(\(first))+SUM(\(second)))/32")
    #expect(try formula("learning_rate").contains("initial_learning_rate*gamma^INT("))
    #expect(
      try formula("momentum.conv1.weight[0,0,0,0]", step: 1).hasPrefix("momentum*'Update 1'!"))
  }

  @Test("A step without anything to drop or with a schedule of its own is a workbook, too")
  func otherSettings() throws {
    var settings = ConvolutionSettings()
    settings.dropout = 0
    settings.steps = 1
    settings.batch = 3
    settings.softmax = .classes
    try Self.book(ConvolutionSteps(settings)).check()
    settings.architecture.stages[0].kernel = 5
    settings.architecture.stages[0].isPooled = true
    settings.architecture.stages[1].isPooled = false
    settings.architecture.height = 7
    settings.architecture.width = 9
    try Self.book(ConvolutionSteps(settings)).check()
  }

  @Test("Equal settings give equal bytes, the moved copies included")
  func bytes() throws {
    let steps = try ConvolutionSteps(ConvolutionSettings())
    let first = try Self.book(steps).encoded()
    #expect(try Self.book(ConvolutionSteps(ConvolutionSettings())).encoded() == first)
  }
}

/// LibreOffice and Gnumeric compute every formula anew.
@Suite(
  "A training step recalculated by other programs",
  .enabled(if: OutsideSpreadsheet.isExpected, "needs LibreOffice"))
struct StepRecalculationTests {
  private func recalculated(_ book: Book) throws -> OutsideWorkbook {
    let folder = try TemporaryFolder()
    return try OutsideSpreadsheet.recalculate(try folder.write("book.xlsx", try book.encoded()))
  }

  private func book(_ steps: ConvolutionSteps) throws -> Book {
    try StepBook(steps: steps, figures: [], created: SourceDate.standard).book()
  }

  /// Compares every number of the steps' sheets with given ones, to 1e-10.
  private func compare(
    _ result: OutsideWorkbook, _ steps: ConvolutionSteps, _ values: [[Double]]
  ) throws {
    let layout = StepLayout(steps)
    for (step, numbers) in values.enumerated() {
      for symbol in steps.graph.tensors.flatMap(\.symbols) {
        let place = try #require(layout.place(symbol, in: .step(step)))
        let cell = try #require(
          result.sheet(place.sheet)?.cells[place.cell.a1]?.number, "\(symbol)")
        let expected = numbers[try #require(steps.graph.place(of: symbol))]
        #expect(
          abs(cell - expected) <= 1e-10 * max(1, abs(expected)), "\(symbol) in step \(step + 1)")
      }
    }
  }

  private func change(
    _ symbol: String, to value: Double, in book: inout Book, _ steps: ConvolutionSteps
  ) throws {
    let place = try #require(StepLayout(steps).place(Symbol(symbol), in: .step(0)))
    let sheet = try #require(book.sheets.firstIndex { $0.name == place.sheet })
    book.sheets[sheet].cells[place.cell]?.content = .number(value)
  }

  @Test("LibreOffice has every number of both steps, and agrees that the gradient is right")
  func whole() throws {
    let steps = try ConvolutionSteps(ConvolutionSettings())
    let result = try recalculated(book(steps))
    try compare(result, steps, steps.values)
    let nudge = try #require(result.sheet(StepLayout.nudge))
    let numeric = try #require(nudge.cells["C11"]?.number)
    let gradient = try #require(nudge.cells["C12"]?.number)
    #expect(abs(numeric - gradient) < 1e-6)
    #expect(abs(gradient) > 1e-3)
    #expect(result.sheet(StepLayout.single)?.cells["F52"]?.text == "equal to the last digit")
  }

  @Test("Gnumeric has every number of both steps", .enabled(if: OutsideSpreadsheet.hasGnumeric))
  func gnumeric() throws {
    let steps = try ConvolutionSteps(ConvolutionSettings())
    var book = try book(steps)
    // openpyxl does not read the notes that Gnumeric writes.
    for sheet in book.sheets.indices {
      for address in book.sheets[sheet].cells.keys {
        book.sheets[sheet].cells[address]?.note = nil
      }
    }
    let folder = try TemporaryFolder()
    let path = try folder.write("book.xlsx", try book.encoded())
    try compare(try OutsideSpreadsheet.recalculateInGnumeric(path), steps, steps.values)
  }

  @Test("The switch of the softmax does what --softmax does")
  func softmax() throws {
    let steps = try ConvolutionSteps(ConvolutionSettings())
    var book = try book(steps)
    let place = try #require(
      book.names.first { $0.name == StepName.softmaxOverBatch.rawValue }?.range.first)
    book.sheets[0].cells[place.moved(rows: -1)]?.content = .text("class")
    var settings = ConvolutionSettings()
    settings.softmax = .classes
    let other = try ConvolutionSteps(settings)
    #expect(other.values[0] != steps.values[0])
    try compare(try recalculated(book), steps, other.values)
  }

  @Test("A pixel, a weight, a label and what is dropped change both steps as the core says")
  func changes() throws {
    let steps = try ConvolutionSteps(ConvolutionSettings())
    var book = try book(steps)
    let changes: [String: Double] = [
      "pixels[1,2,3]": 255, "conv1.weight[0,0,1,2]": -0.75, "labels[1]": 0,
      "kept.point_1[0,1,0,1]": 0,
      "batch_norm_point2.bias[1]": 0.5,
    ]
    for (symbol, value) in changes { try change(symbol, to: value, in: &book, steps) }
    var values: [[Double]] = []
    for step in 0..<2 {
      values.append(
        steps.computed(step: step, before: values.last) { tensor, index in
          let symbol = tensor.symbols[index]
          let change = step == 0 ? changes[symbol.name] : nil
          return change ?? steps.value(symbol, step: step) ?? .nan
        })
    }
    #expect(values[0] != steps.values[0])
    try compare(try recalculated(book), steps, values)
  }

  @Test("The nudge sheet moves whichever parameter is named", arguments: [1, 19, 23, 30, 38])
  func nudge(number: Int) throws {
    let steps = try ConvolutionSteps(ConvolutionSettings())
    var book = try book(steps)
    let sheet = try #require(book.sheets.firstIndex { $0.name == StepLayout.nudge })
    book.sheets[sheet].cells["C5"]?.content = .number(Double(number))
    let result = try #require(try recalculated(book).sheet(StepLayout.nudge))
    let symbol = NudgeSheet.parameters(steps)[number - 1]
    #expect(result.cells["C8"]?.text == symbol.name)
    let gradient = try #require(steps.value(Symbol("grad.\(symbol.name)"), step: 0))
    let numeric = try #require(result.cells["C11"]?.number)
    #expect(abs(numeric - gradient) <= 1e-6 * max(1, abs(gradient)), "\(symbol)")
  }

  @Test("The ways through one convolution agree for other numbers, too")
  func single() throws {
    let steps = try ConvolutionSteps(ConvolutionSettings())
    var book = try book(steps)
    let sheet = try #require(book.sheets.firstIndex { $0.name == StepLayout.single })
    for (address, value) in [
      ("A10", 0.1), ("B11", -0.7), ("C12", 1 / 3), ("E10", 0.3), ("F11", -1.1), ("K10", 0.7),
      ("L11", -1 / 7),
    ] as [(CellAddress, Double)] {
      book.sheets[sheet].cells[address]?.content = .number(value)
    }
    book.sheets[sheet].cells["E4"]?.content = .text("W[1,0]")
    let result = try #require(try recalculated(book).sheet(StepLayout.single))
    #expect(result.cells["F52"]?.text == "equal to the last digit")
    #expect(result.cells["A6"]?.text?.hasPrefix("W[1,0] is part of 4 of the four outputs") == true)
    // ∂L/∂X[0,0] is E[0,0]·W[0,0].
    let corner = try #require(result.cells["A17"]?.number)
    #expect(abs(corner - 0.21) < 1e-15)
  }
}
