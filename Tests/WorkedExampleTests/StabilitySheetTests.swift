import Backprop
import Publishing
import TestSupport
import Testing
import Workbook

@testable import WorkedExample
@testable import WorkedExampleWorkbook

@Suite("The sheet Stability")
struct StabilitySheetTests {
  @Test(
    "Has the rate that a schedule gives the chosen epoch",
    .enabled(if: OutsideSpreadsheet.isExpected, "needs LibreOffice"))
  func scheduledStability() throws {
    // E = ½ (1 − 2w)²: λ is 4 everywhere, so that 1.5 is above the limit and a quarter of it below.
    let network = try Network(
      inputs: [2], targets: [1], layers: [.init(weights: [[0.3]], activation: .linear)],
      training: .init(schedule: Schedule(ConfiguredMethod(.exponential, ["gamma": 0.5]))))
    let example = try WorkedExample(
      WorkedExampleSettings(learningRates: [1.5], epochs: 4, network: network))
    var book = try example.book(figures: [], created: SourceDate.standard)
    let folder = try TemporaryFolder()
    let index = try #require(book.sheets.firstIndex { $0.name == "Stability" })
    book.sheets[index].cells["B5"]?.content = .number(3)
    let sheet = try #require(
      try OutsideSpreadsheet.recalculate(try folder.write("book.xlsx", try book.encoded()))
        .sheet("Stability"))
    #expect(sheet.cells["B6"]?.number == 0.375)
    let product = try #require(sheet.cells["B11"]?.number)
    #expect(abs(product - 1.5) < 1e-12)
    #expect(sheet.cells["B12"]?.text == "A step of this size can stay here.")
  }

  @Test("Without a limit of the rate it shows none, as formulas and as values")
  func stabilityWithoutLimit() throws {
    let small = try Network(
      inputs: [2], targets: [1], layers: [.init(weights: [[0.3]], activation: .linear)],
      training: .init(optimizer: Optimizer(.adam)))
    let large = try Network(
      inputs: [0.1, 0.2, 0.3, 0.4], targets: [0.5],
      layers: [
        .init(weights: (0..<5).map { row in (0..<4).map { 0.1 * Double(row + $0) - 0.3 } }),
        .init(weights: [[0.1, -0.2, 0.3, 0.4, -0.5]]),
      ], training: .init(optimizer: Optimizer(.rmsprop)))
    func stability(_ network: Network) throws -> Sheet {
      try #require(
        try WorkedExample(
          WorkedExampleSettings(learningRates: [0.1], epochs: 3, network: network)
        ).book(figures: [], created: SourceDate.standard).sheet(named: "Stability"))
    }
    let formulas = try stability(small)
    #expect(formulas["A9"] == nil && formulas["A10"]?.content == .text("limit of η"))
    let values = try stability(large)
    #expect(values["D5"]?.content == .text("1/λ last") && values["D6"]?.content == .text("–"))
    #expect(values["E6"]?.content == .text("–"))
  }
}
