import Backprop
import Foundation
import NetworkFiles
import Publishing
import TestSupport
import Testing
import Workbook

@testable import WorkedExample
@testable import WorkedExampleWorkbook

/// The sheets that show what a network makes of other inputs than its samples.
@Suite("Decision regions and fitted curves")
struct PredictionSheetTests {
  private func example(_ name: String, rate: Double, epochs: Int) throws -> WorkedExample {
    let path = BuiltProgram.packageRoot + "/templates/networks/\(name).yaml"
    let (network, _) = try NetworkFile.read(path)
    return try WorkedExample(
      WorkedExampleSettings(learningRates: [rate], epochs: epochs, network: network))
  }

  /// The book without notes, which openpyxl does not read where Gnumeric has written them.
  private func book(_ example: WorkedExample) throws -> Book {
    var book = try example.book(figures: [], created: SourceDate.standard)
    for sheet in book.sheets.indices {
      for address in book.sheets[sheet].cells.keys {
        book.sheets[sheet].cells[address]?.note = nil
      }
    }
    return book
  }

  private func recalculated(_ book: Book) throws -> [OutsideWorkbook] {
    let folder = try TemporaryFolder()
    let path = try folder.write("book.xlsx", try book.encoded())
    var results = [try OutsideSpreadsheet.recalculate(path)]
    if OutsideSpreadsheet.hasGnumeric {
      results.append(try OutsideSpreadsheet.recalculateInGnumeric(path))
    }
    return results
  }

  /// A forward pass of dense layers, written without the expressions.
  private func output(
    _ layers: [Network.Layer], _ inputs: [Double]
  ) -> [Double] {
    layers.reduce(inputs) { values, layer in
      let sums = layer.weights.enumerated().map { neuron, row in
        zip(row, values).reduce(layer.biases?.values[neuron] ?? 0) { $0 + $1.0 * $1.1 }
      }
      switch layer.activation {
      case .tanh: return sums.map { Foundation.tanh($0) }
      case .sigmoid: return sums.map { 1 / (1 + exp(-$0)) }
      case .softmax:
        let parts = sums.map { exp($0) }
        return parts.map { $0 / parts.reduce(0, +) }
      default: return sums
      }
    }
  }

  @Test(
    "Spreadsheet programs give every point of the plane what a plain forward pass gives",
    .enabled(if: OutsideSpreadsheet.isExpected, "needs LibreOffice"),
    arguments: [("xor", 2.0, 30), ("classes", 2.0, 10)])
  func regions(name: String, rate: Double, epochs: Int) throws {
    let example = try example(name, rate: rate, epochs: epochs)
    var book = try book(example)
    let index = try #require(book.sheets.firstIndex { $0.name == "Regions" })
    // The first epoch has the weights of the file.
    book.sheets[index].cells[CellAddress(row: 3, column: 1)]?.content = .number(1)
    let layers = example.settings.network.layers
    let isBinary = layers.last?.width == 1
    for result in try recalculated(book) {
      let sheet = try #require(result.sheet("Regions"))
      for (row, column) in [(0, 0), (0, 32), (16, 16), (7, 25), (32, 3), (32, 32)] {
        func number(_ row: Int, _ column: Int) throws -> Double {
          try #require(sheet.cells[CellAddress(row: row, column: column).a1]?.number)
        }
        let inputs = [try number(9, column + 1), try number(row + 10, 0)]
        let expected = output(layers, inputs)
        let found = try number(row + 10, column + 1)
        if isBinary {
          #expect((found - expected[0]).magnitude < 1e-12)
        } else {
          let largest = try #require(expected.max())
          #expect(Int(found) == (expected.firstIndex(of: largest) ?? 0) + 1)
        }
      }
    }
  }

  @Test(
    "The curve's cells are a plain forward pass, and the chart reads them and the samples",
    .enabled(if: OutsideSpreadsheet.isExpected, "needs LibreOffice"))
  func fit() throws {
    let example = try example("sine", rate: 0.2, epochs: 5)
    var book = try book(example)
    let index = try #require(book.sheets.firstIndex { $0.name == "Fit" })
    #expect(book.sheets[index].charts.first?.sources.map(\.x.sheet) == ["Fit", "Samples"])
    book.sheets[index].cells[CellAddress(row: 3, column: 1)]?.content = .number(1)
    let layers = example.settings.network.layers
    for result in try recalculated(book) {
      let sheet = try #require(result.sheet("Fit"))
      for row in [10, 35, 60, 110] {
        let input = try #require(sheet.cells["A\(row)"]?.number)
        let found = try #require(sheet.cells["B\(row)"]?.number)
        #expect((found - output(layers, [input])[0]).magnitude < 1e-12)
      }
    }
  }

  @Test("Networks without classes or with more inputs have neither sheet")
  func others() throws {
    let names = try book(try WorkedExample(WorkedExampleSettings(learningRates: [1], epochs: 3)))
      .sheets.map(\.name)
    #expect(!names.contains("Regions") && !names.contains("Fit") && names.contains("Errata"))
    let xor = try book(try example("xor", rate: 1, epochs: 3)).sheets.map(\.name)
    #expect(xor.contains("Regions") && !xor.contains("Errata"))
  }

  @Test("Tables that no sheet holds are refused before any work, with what to reduce")
  func limits() async throws {
    let folder = try TemporaryFolder()
    func message(_ network: Network, epochs: Int = 2) async -> String {
      do {
        _ = try await WorkedExamplePublication.publish(
          WorkedExampleSettings(learningRates: [1], epochs: epochs, network: network),
          to: folder.path, provenance: Provenance(), progress: { _ in })
        return "accepted"
      } catch {
        #expect((error as? ReportError)?.category == .usage)
        return (error as? ReportError)?.message ?? "\(error)"
      }
    }
    func network(samples: Int, hidden: Int) throws -> Network {
      let first = Initialization.xavier.draw(neurons: hidden, inputs: 1, seed: 1, layer: 0)
      let second = Initialization.xavier.draw(neurons: 1, inputs: hidden, seed: 1, layer: 1)
      return try Network(
        samples: (0..<samples).map { .init(inputs: [Double($0)], targets: [0.3]) },
        layers: [.init(weights: first.weights), .init(weights: second.weights)])
    }
    let wide = await message(try network(samples: 500, hidden: 20))
    #expect(wide.contains("columns, and a sheet holds 16384; give the network fewer samples"))
    let long = await message(try network(samples: 1000, hidden: 1))
    #expect(long.contains("characters, and a cell holds 8192; give the network fewer samples"))
    let many = await message(try network(samples: 100, hidden: 2), epochs: 50_000)
    #expect(
      many.contains("cells; at most 20000000 fit one workbook. Ask for fewer epochs or rates."))
    let scheduled = try network(samples: 2, hidden: 2).trained(
      by: .init(schedule: Schedule(ConfiguredMethod(.cosine, ["epochs": 200]))))
    #expect(
      await message(scheduled, epochs: 50)
        == "The schedule cosine (epochs 200, minimum 0) needs 200 epochs, and --epochs is 50; compute "
        + "more epochs or shorten the schedule.")
    #expect(folder.allFiles.isEmpty)
  }
}
