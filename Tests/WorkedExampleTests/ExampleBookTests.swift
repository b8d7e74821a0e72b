import Backprop
import NetworkFiles
import Publishing
import TestSupport
import Testing
import Workbook
import WorkedExample
import WorkedExampleWorkbook

@Suite("The workbook of the worked example")
struct ExampleBookTests {
  private func written(_ settings: WorkedExampleSettings) throws -> OutsideWorkbook {
    let folder = try TemporaryFolder()
    let book = try WorkedExample(settings).book(figures: [], created: SourceDate.standard)
    let path = try folder.write("book.xlsx", try book.encoded())
    return try OutsideWorkbook(path: path)
  }

  @Test("Has its sheets in order, under a megabyte, with the same bytes each time")
  func wholeBook() throws {
    let example = try WorkedExample(WorkedExampleSettings())
    let book = try example.book(figures: [], created: SourceDate.standard)
    #expect(
      book.sheets.map(\.name) == [
        "Overview", "Inputs", "Derivation", "η = 0.1", "η = 0.2", "η = 0.5", "η = 0.8", "η = 1",
        "η = 2", "η = 1000", "Sweep", "Stability", "Errata",
      ])
    let bytes = try book.encoded()
    #expect(bytes.count < 1_000_000)
    #expect(try example.book(figures: [], created: SourceDate.standard).encoded() == bytes)
  }

  @Test("Every number of a rate's sheet is a formula with the core's result beside it")
  func rateSheet() throws {
    let settings = WorkedExampleSettings(learningRates: [0.5])
    let table = try WorkedExample(settings).tables[0]
    let sheet = try #require(try written(settings).sheet("η = 0.5"))
    for column in 0..<39 {
      for row in 0..<68 {
        let address = CellAddress(row: row + 5, column: column + 1).a1
        let cell = try #require(sheet.cells[address])
        #expect(cell.formula != nil, "\(address)")
        let stored = try #require(cell.number)
        let value = table[row, column]
        // The file keeps 16 digits.
        #expect((stored - value).magnitude <= 6e-16 * value.magnitude, "\(address)")
      }
    }
    #expect(sheet.cells["A2"]?.number == 0.5)
    #expect(sheet.cells["A2"]?.formula == nil)
    #expect(sheet.cells["F6"]?.formula == "=w_1")
    #expect(sheet.cells["F7"]?.formula == "=F6-$A$2*Y6")
    #expect(sheet.cells["K6"]?.formula == "=1/(1+EXP(MIN(-J6,700)))")
    #expect(sheet.cells["X73"]?.formula == "=V73+W73")
    #expect(
      sheet.cells["Y6"]?.formula
        == "=((S6-B6)*S6*(1-S6)*N6+(U6-C6)*U6*(1-U6)*P6)*K6*(1-K6)*D6")
    #expect(sheet.frozen == "B6")
    #expect(sheet.charts == 1)
    #expect(sheet.orientation == "landscape")
    #expect(sheet.repeatedRows == "$4:$5")
    #expect(sheet.levels.values.contains(1))
    #expect(sheet.validations == ["A2"])
    #expect(sheet.conditionals.isEmpty == false)
  }

  @Test(
    "What a column as a whole is needed for is a one-cell array formula; no name is in a formula")
  func arrayFormulas() throws {
    let example = try WorkedExample(WorkedExampleSettings(learningRates: [0.5]))
    let book = try example.book(figures: [], created: SourceDate.standard)
    var arrays: [String: String] = [:]
    book.forEachCell { record in
      guard let formula = record.formula else { return }
      if formula.hasPrefix("{=") { arrays["\(record.sheet) \(record.address)"] = formula }
      #expect(!formula.contains("eta"), "\(record.sheet) \(record.address)")
      #expect(!formula.contains("SUMPRODUCT(MAX"), "\(record.sheet) \(record.address)")
    }
    #expect(arrays.count == 8 + 2)
    #expect(arrays["η = 0.5 AG75"] == "{=IFERROR(MAX(ABS(Y6:Y73-AG6:AG73)),-1)}")
    #expect(
      arrays["Sweep B74"]
        == "{=IFERROR(IF(COUNT(Sweep!$B$5:$B$72)=68,"
        + "MATCH(TRUE,Sweep!$B$5:$B$72<=0.1*Sweep!$B$5,0),0),0)}")
    // A chart with a logarithmic axis draws no zeros.
    let chart = try #require(book.sheet(named: "Sweep")?.charts.first)
    let drawn = try #require(chart.sources.first?.y.first)
    book.sheet(named: "Sweep")?.forEachCell { record in
      guard record.address == drawn else { return }
      #expect(record.formula == "IFERROR(IF(AND(ISNUMBER(B5),B5>1E-25*B$5),B5,NA()),NA())")
    }
  }

  @Test("Headers carry a note with the explanation")
  func notes() throws {
    let sheet = try #require(
      try written(WorkedExampleSettings(learningRates: [1])).sheet("η = 1"))
    let note = try #require(sheet.cells["Y5"]?.note)
    #expect(note.contains("∂E/∂w1 = ∂E/∂a_h1 * ∂a_h1/∂h1 * ∂h1/∂w1"))
    #expect(note.contains("= 0.000316993396"))
    #expect(note.contains("dual numbers"))
    #expect(sheet.cells["AG5"]?.text == "ΔE/Δw1")
  }

  @Test("Names are valid and stand for the inputs; each rate has one of its own")
  func names() throws {
    let example = try WorkedExample(WorkedExampleSettings())
    let book = try example.book(figures: [], created: SourceDate.standard)
    for name in book.names { #expect(DefinedName.fault(in: name.name) == nil, "\(name.name)") }
    #expect(book.names.allSatisfy { $0.scope == nil })
    #expect(
      book.names.map(\.name) == [
        "t_1", "t_2", "i_1", "i_2", "w_1", "w_2", "w_3", "w_4", "w_5", "w_6", "w_7", "w_8",
        "h_step", "eta_0.1", "eta_0.2", "eta_0.5", "eta_0.8", "eta_1", "eta_2", "eta_1000",
      ])
    let rates = book.names.filter { $0.name.hasPrefix("eta_") }
    #expect(rates.map(\.range.sheet) == book.sheets[3...9].map(\.name))
    #expect(rates.allSatisfy { $0.range.absolute.hasSuffix("!$A$2") })
  }

  @Test("Text from a file's name never becomes a formula")
  func injection() throws {
    var settings = WorkedExampleSettings(learningRates: [1], epochs: 2)
    let folder = try TemporaryFolder()
    let yaml = "inputs: [1]\ntargets: [0]\nlayers:\n  - weights: [[0.5]]\n"
    let path = try folder.write("=HYPERLINK(\"x\").yaml", yaml)
    (settings.network, settings.networkFile) = try NetworkFile.read(path)
    let book = try written(settings)
    let overview = try #require(book.sheet("Overview"))
    let cells = overview.cells.values.filter { $0.text?.contains("HYPERLINK") == true }
    #expect(cells.count >= 2)
    #expect(cells.allSatisfy { $0.formula == nil })
  }

  @Test("Fits every shape: no layer, deep, wide, biased, published, long")
  func shapes() throws {
    var numbers = SeededNumbers(seed: 5)
    func layer(_ width: Int, _ inputs: Int, biased: Bool = false) -> Network.Layer {
      let rows = (0..<width).map { _ in
        (0..<inputs).map { _ in numbers.number(in: -1...1) }
      }
      return .init(
        weights: rows,
        biases: biased ? .init(Array(repeating: 0.1, count: width), trained: true) : nil)
    }
    let networks = [
      try Network(inputs: [1], targets: [0.5], layers: [layer(1, 1)]),
      try Network(
        inputs: [1, 2], targets: [0.5, 1],
        layers: [layer(3, 2, biased: true), layer(8, 3), layer(8, 8), layer(2, 8)]),
      try Network(inputs: [1, 0], targets: [0], layers: [layer(40, 2), layer(1, 40)]),
      try Network(
        inputs: [1, 0], targets: Array(repeating: 0.5, count: 12),
        layers: [layer(10, 2), layer(12, 10)]),
    ]
    for network in networks {
      let settings = WorkedExampleSettings(learningRates: [0.5, 2], epochs: 3, network: network)
      try WorkedExample(settings).book(figures: [], created: 1).check()
    }
    let published = WorkedExampleSettings(learningRates: [1], epochs: 3, gradients: .published)
    try WorkedExample(published).book(figures: [], created: 1).check()
    let long = try WorkedExample(WorkedExampleSettings(learningRates: [1], epochs: 1_001))
    #expect(!long.hasChecks)
    try long.book(figures: [], created: 1).check()
    let single = try WorkedExample(WorkedExampleSettings(learningRates: [1], epochs: 1))
    try single.book(figures: [], created: 1).check()
  }

  @Test(
    "Every printed page of a table can be read, and a sample begins a page",
    arguments: ["xor", "classes", "adam"])
  func pages(name: String) throws {
    let network = try NetworkFile.read(
      BuiltProgram.packageRoot + "/templates/networks/\(name).yaml"
    ).0
    let example = try WorkedExample(
      WorkedExampleSettings(learningRates: [0.5], epochs: 3, network: network))
    let sheet = try #require(
      example.book(figures: [], created: SourceDate.standard).sheets.first { $0.name == "η = 0.5" })
    let starts = [1] + sheet.print.columnBreaks
    #expect(sheet.print.scale >= 60)
    for (start, end) in zip(starts, starts.dropFirst()) {
      // The check columns are folded away.
      let end = min(end, example.description.columns.count + 1)
      let width = (start..<end).reduce(9.0) { sum, column in
        guard case .characters(let characters) = sheet.widths[column] else { return .infinity }
        return sum + characters
      }
      // What fits A4 at 60 %: 92 characters at full size.
      #expect(width <= 92 / 0.6, "columns \(start) to \(end - 1)")
    }
    for names in example.description.names.samples {
      let first = try #require(example.description.index(of: names.targets[0]))
      #expect(starts.contains(first + 1))
    }
  }
}
