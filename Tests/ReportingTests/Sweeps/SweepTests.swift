import Backprop
import Charts
import TestSupport
import Testing
import Workbook

@testable import Reporting

@Suite("Comparing learning rates")
struct SweepTests {
  private static let rates: [Double] = [1, 0.1, 1000, 1e6, 2]

  private func sweep(_ rates: [Double] = rates, epochs: Int = 68) throws -> Sweep {
    try Sweep(Sweep.Settings(learningRates: rates, epochs: epochs))
  }

  @Test("The wide table holds the core's numbers to the last bit, a column a rate")
  func wideTable() throws {
    let text = String(decoding: try sweep().lossesCSV, as: UTF8.self)
    let lines = text.split(separator: "\r\n")
    #expect(lines[0] == "epoch,1,0.1,1000,1000000,2")
    #expect(lines.count == 69)
    let tables = try Evaluator(.article()).tables(learningRates: Self.rates, epochs: 68)
    for (epoch, line) in lines.dropFirst().enumerated() {
      let cells = line.split(separator: ",")
      #expect(cells[0] == "\(epoch + 1)")
      for (table, cell) in zip(tables, cells.dropFirst()) {
        let loss = table.losses[table.losses.startIndex + epoch]
        #expect(Double(cell)?.bitPattern == loss.bitPattern)
      }
    }
  }

  @Test("A loss of exactly zero by accident is called degenerate and never recommended")
  func degenerate() throws {
    let sweep = try sweep()
    #expect(
      sweep.judgements.map(\.verdict)
        == [.converging, .tooSlow, .saturated, .degenerate, .converging])
    #expect(sweep.judgements[3].summary.last == 0)
    #expect(sweep.recommendation?.learningRate == 2)
    #expect(try self.sweep([1000, 1e6]).recommendation == nil)
    #expect(
      try self.sweep([1000, 1e6]).recommendationSentence.hasPrefix("No rate is recommended"))
  }

  @Test("Neighbouring rates of one verdict make a zone, in rising order whatever the list's")
  func zones() throws {
    let zones = try sweep().zones
    #expect(zones.map(\.verdict) == [.tooSlow, .converging, .saturated, .degenerate])
    #expect(zones.map(\.from) == [0.1, 1, 1000, 1e6])
    #expect(zones.map(\.to) == [0.1, 2, 1000, 1e6])
  }

  @Test("The summary has a row a rate, with the evidence in quotes where it has commas")
  func summary() throws {
    let lines = try sweep([2, 1000]).summaryCSV.split(separator: "\r\n")
    #expect(lines.count == 3)
    #expect(lines[1].hasPrefix("2,0.014181377937891659,2.09"))
    #expect(lines[1].contains(",68,20,37,0,converging,"))
    #expect(lines[2].contains(",1,,,"))
    #expect(lines[2].contains(",saturated,\""))
  }

  @Test("Numbers that are not finite are null in JSON and words in CSV")
  func overflow() throws {
    // A linear output grows without bound when the step is too large.
    let network = try Network(
      inputs: [1], targets: [0],
      layers: [.init(weights: [[1]], activation: .linear)])
    let sweep = try Sweep(
      .init(learningRates: [1e200], epochs: 8, network: network, gradients: .derived))
    #expect(sweep.judgements[0].verdict == .overflowed)
    #expect(String(decoding: sweep.lossesCSV, as: UTF8.self).contains(",Inf\r\n"))
    let last = sweep.json["rates"]?.array?.first?["last"]?.number
    #expect(last.map { !$0.isFinite } == true)
    #expect(sweep.json.text.contains("\"last\": null"))
    #expect(SweepBook(sweep: sweep, created: 0).book.cellCount > 0)
  }

  @Test("More losses than fit are a usage error before anything is computed")
  func limits() {
    let error = #expect(throws: ReportError.self) {
      try Sweep(.init(learningRates: [1, 2], epochs: 10_000_001))
    }
    #expect(error?.category == .usage)
    #expect(throws: BackpropError.self) { try sweep(epochs: 0) }
  }

  @Test("A chart without zeros says so, and the field appears from sixteen rates on")
  func figures() throws {
    let few = try sweep()
    #expect(few.field(theme: .plain) == nil)
    #expect(few.overlay(theme: .plain).note.contains("zero"))
    #expect(few.overlay(theme: .plain).series.map(\.name).first == "η = 0.1")
    #expect(
      few.byRate(theme: .plain)?.bands.map(\.label)
        == ["too slow", "converging", "saturated", "degenerate"])
    let dense = try Sweep(
      .init(learningRates: LearningRates.parse("log:0.01:100:1000"), epochs: 500))
    let field = try #require(dense.field(theme: .plain))
    #expect(field.xValues.count == 700)
    #expect(field.yValues.count == 400)
    #expect(field.xValues.last == 100)
    #expect(dense.overlay(theme: .plain).series.count <= Sweep.curveLimit)
  }

  @Test("The workbook's summary is made of formulas over the losses, with the core's results")
  func workbook() throws {
    let sweep = try sweep([1, 2])
    let sheet = try #require(SweepBook(sweep: sweep, created: 0).book.sheet(named: "Summary"))
    guard case .formula(let smallest)? = sheet["D6"]?.content else {
      Issue.record("D6 is no formula")
      return
    }
    #expect(smallest.text == "MIN(Losses!$C$2:$C$69)")
    #expect(smallest.result == .number(sweep.judgements[1].summary.smallest))
    #expect(sheet.charts.count == 1)
  }

  @Test("Publishing twice leaves the files as they are")
  func publishing() throws {
    let folder = try TemporaryFolder()
    let first = try sweep().publish(to: Publisher(folder: folder.path))
    let names = first.map(\.name)
    for name in [
      "summary.csv", "sweep.cells.tsv", "sweep.csv", "sweep.json", "sweep.md", "sweep.xlsx",
      "figures/overlay.svg", "figures/loss-by-rate.png",
    ] {
      #expect(names.contains("sweep/" + name), "\(name)")
    }
    let second = try sweep().publish(to: Publisher(folder: folder.path))
    #expect(second.allSatisfy { !$0.changed })
  }
}
