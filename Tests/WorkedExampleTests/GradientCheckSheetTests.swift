import Backprop
import Foundation
import NetworkFiles
import Publishing
import TestSupport
import Testing
import Workbook

@testable import WorkedExample
@testable import WorkedExampleWorkbook

/// The sheet that checks gradients for which no check column fits a cell.
@Suite("Gradients checked on a sheet of their own")
struct GradientCheckSheetTests {
  private func network(_ name: String) throws -> Network {
    try NetworkFile.read(BuiltProgram.packageRoot + "/templates/networks/\(name).yaml").0
  }

  private func example(_ network: Network, epochs: Int) throws -> WorkedExample {
    try WorkedExample(
      WorkedExampleSettings(learningRates: [0.5], epochs: epochs, network: network))
  }

  private func hasSheet(_ example: WorkedExample) throws -> Bool {
    try example.book(figures: [], created: SourceDate.standard).sheets.contains {
      $0.name == GradientCheckSheet.name
    }
  }

  @Test("It is there where check columns are missing, and only there")
  func presence() throws {
    #expect(try hasSheet(example(network("classes"), epochs: 3)))
    #expect(try hasSheet(example(network("sine"), epochs: 3)))
    #expect(try hasSheet(example(.article, epochs: 1_001)))
    #expect(try !hasSheet(example(.article, epochs: 68)))
    #expect(try !hasSheet(example(network("and"), epochs: 3)))
  }

  @Test(
    "Spreadsheet programs find the gradients of an epoch that is chosen, and of changed samples",
    .enabled(if: OutsideSpreadsheet.isExpected, "needs LibreOffice"),
    arguments: [("classes", 0), ("classes", 7), ("sine", 5)])
  func recalculated(name: String, batch: Int) throws {
    var network = try network(name)
    if batch > 0 {
      var training = network.training
      training.batchSize = batch
      network = try network.trained(by: training)
    }
    let example = try example(network, epochs: 4)
    var book = try example.book(figures: [], created: SourceDate.standard)
    for sheet in book.sheets.indices {
      for address in book.sheets[sheet].cells.keys {
        book.sheets[sheet].cells[address]?.note = nil
      }
    }
    let index = try #require(book.sheets.firstIndex { $0.name == GradientCheckSheet.name })
    book.sheets[index].cells[CellAddress(row: 3, column: 1)]?.content = .number(2)
    let samples = try #require(book.sheets.firstIndex { $0.name == ExampleLayout.samples })
    // The first input of the first sample.
    book.sheets[samples].cells["B5"]?.content = .number(0.3)
    let folder = try TemporaryFolder()
    let path = try folder.write("book.xlsx", try book.encoded())
    var results = [try OutsideSpreadsheet.recalculate(path)]
    if OutsideSpreadsheet.hasGnumeric {
      results.append(try OutsideSpreadsheet.recalculateInGnumeric(path))
    }
    // The same training without the workbook.
    var changed = network.samples
    changed[0] = .init(inputs: [0.3] + changed[0].inputs.dropFirst(), targets: changed[0].targets)
    let description = try TableDescription(
      Network(samples: changed, layers: network.layers, training: network.training))
    let table = try TableEvaluator(description).tables(learningRates: [0.5], epochs: 4)[0]
    for result in results {
      let sheet = try #require(result.sheet(GradientCheckSheet.name))
      func number(_ cell: String) throws -> Double { try #require(sheet.cells[cell]?.number) }
      for (place, parameter) in description.parameters.enumerated() {
        let check = try #require(description.check(parameter, in: table, row: 1))
        let row = 12 + place
        #expect((try number("B\(row)") - check.dual).magnitude < 1e-11)
        #expect((try number("C\(row)") - check.dual).magnitude < 1e-8)
      }
      #expect(try number("D9") < 1e-8 && number("D9") > 0)
    }
  }

  @Test("A wrong gradient is seen: the largest distance is its error")
  func wrong() throws {
    let example = try example(network("classes"), epochs: 4)
    let sheet = try #require(
      GradientCheckSheet(example: example, layout: ExampleLayout(example)))
    #expect(sheet.largestDistance < 1e-8)
    // Of a training whose gradients are the sums, read as if they were means, all but nothing fits.
    var training = example.settings.network.training
    training.reduction = .sum
    let summed = try TableEvaluator(
      TableDescription(example.settings.network.trained(by: training))
    ).tables(learningRates: [0.5], epochs: 4)[0]
    let columns = GradientCheckColumns(example.description)
    let parameter = Symbol("w1")
    let high = columns.pass(summed, row: 0, moving: parameter, by: 1e-4)
    let low = columns.pass(summed, row: 0, moving: parameter, by: -1e-4)
    let difference = (try #require(high.last) - #require(low.last)) / 2e-4
    let gradient = try #require(summed.column(parameter.gradient)?.first)
    let count = Double(example.settings.network.samples.count)
    #expect((gradient / difference - count).magnitude < 1e-5)
  }
}
