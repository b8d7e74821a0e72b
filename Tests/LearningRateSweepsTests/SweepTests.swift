import Backprop
import Charts
import LearningRateAnalysis
import NetworkFiles
import NetworkPublishing
import Publishing
import SettingsFiles
import TestSupport
import Testing
import TextFormats
import Workbook

@testable import LearningRateSweeps
@testable import WorkedExample

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
    let tables = try TableEvaluator(.article()).tables(learningRates: Self.rates, epochs: 68)
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
      sweep.diagnoses.map(\.outcome)
        == [.converging, .tooSlow, .saturated, .degenerate, .converging])
    #expect(sweep.diagnoses[3].summary.last == 0)
    #expect(sweep.recommendation?.learningRate == 2)
    #expect(try self.sweep([1000, 1e6]).recommendation == nil)
    #expect(
      try self.sweep([1000, 1e6]).conclusion
        == "None of the rates lowers the loss for good. Try lower ones.")
  }

  @Test("Neighbouring rates of one verdict make a zone, in rising order whatever the list's")
  func zones() throws {
    let zones = try sweep().zones
    #expect(zones.map(\.outcome) == [.tooSlow, .converging, .saturated, .degenerate])
    #expect(zones.map(\.from) == [0.1, 1, 1000, 1e6])
    #expect(zones.map(\.to) == [0.1, 2, 1000, 1e6])
  }

  @Test("The summary has a row a rate, with the evidence in quotes where it has commas")
  func summary() throws {
    let lines = try sweep([2, 1000]).summaryCSV.split(separator: "\r\n")
    #expect(lines.count == 3)
    #expect(lines[1].hasPrefix("2,0.014181377937891659,2.09"))
    #expect(lines[1].contains(",68,20,37,0.014181377937891659,0,0.02675"))
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
    #expect(sweep.diagnoses[0].outcome == .overflowed)
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
    #expect(try #require(few.byRate(theme: .plain)).altText.contains("saturated at 1000"))
    let dense = try Sweep(
      .init(learningRates: LearningRates.parse("log:0.01:100:1000"), epochs: 500))
    let field = try #require(dense.field(theme: .plain))
    #expect(field.xValues.count == 700)
    #expect(field.yValues.count == 400)
    #expect(field.xValues.last == 100)
    #expect(dense.overlay(theme: .plain).series.count <= Sweep.curveLimit)
  }

  @Test("An overlay of many rates has the first, the last and the recommended one, and says so")
  func overlayOfMany() throws {
    let sweep = try sweep(LearningRates.parse("log:0.01:1e6:60"))
    let chart = sweep.overlay(theme: .plain)
    let names = chart.series.map(\.name)
    #expect(names.count == 12)
    #expect(names.first == "η = 0.01" && names.last == "η = 1000000")
    #expect(names.contains("η = 33.53 (recommended)"))
    let widths = chart.series.indices.map { chart.style(at: $0).lineWidth }
    #expect(widths.filter { $0 == 4 }.count == 1 && widths.filter { $0 == 2 }.count == 11)
    #expect(chart.note.contains("12 of 60 rates") && chart.altText.contains("12 of 60 rates"))
    let styles = chart.series.indices.map { chart.style(at: $0) }
    #expect(Set(styles.map(\.dash)).count > 3 && Set(styles.map(\.marker)).count > 3)
  }

  @Test("Zeros stay zeros in the figures and become gaps in the spreadsheet's own chart")
  func zerosInFigures() throws {
    let sweep = try sweep()
    let chart = sweep.overlay(theme: .plain)
    #expect(chart.altText.contains("exactly 0 from epoch 2 on"))
    #expect(!chart.altText.contains("not finite"))
    let native = try #require(
      SweepBook(sweep: sweep, created: 0).book.sheet(named: "Summary")?.charts.first)
    #expect(chart.series[4].y[1] == 0 && native.chart.series[4].y[1].isNaN)
    #expect(native.altText == chart.altText)
  }

  @Test("Of many curves that end early the first three are named")
  func manyNotFinite() throws {
    let network = try Network(
      inputs: [1], targets: [0.5], layers: [.init(weights: [[1]], activation: .linear)])
    let sweep = try Sweep(
      .init(learningRates: [0.5, 1e80, 1e81, 1e82, 1e83], epochs: 8, network: network))
    #expect(sweep.overlay(theme: .plain).note.hasSuffix(" on and 1 more."))
  }

  @Test("Where no rate converges, the marked one is called the one that came furthest")
  func cameFurthest() throws {
    let sweep = try sweep([0.1, 1], epochs: 2)
    let chart = try #require(sweep.byRate(theme: .plain))
    #expect(chart.referenceLines.map(\.label) == ["came furthest: η = 1"])
    #expect(chart.annotations.map(\.x) == [1])
    let words = chart.altText + sweep.overlay(theme: .plain).altText
    #expect(words.contains("came furthest") && !words.contains("recommended"))
    #expect(
      try self.sweep([0.1, 1], epochs: 1).byRate(theme: .plain)?.title.contains("1 epoch ") == true)
  }

  @Test("Zones too narrow to be read keep their color, and their neighbors are named once")
  func narrowZones() throws {
    // A hyperbolic tangent saturates in narrow stretches of rates.
    let network = try Network(
      inputs: [0.05, 0.1, 0.5], targets: [0.01, 0.99],
      layers: [
        .init(
          weights: [[0.15, 0.2, 0.3], [0.25, 0.3, -0.2], [0.4, 0.1, 0.2]], activation: .tanh),
        .init(weights: [[0.4, 0.45, 0.1], [0.5, 0.55, -0.3]]),
      ])
    let rates = try LearningRates.parse("log:0.1:1e6:500")
    let sweep = try Sweep(.init(learningRates: rates, network: network))
    let bands = try #require(sweep.byRate(theme: .plain)).bands
    let named = bands.filter { !$0.label.isEmpty }
    #expect(sweep.zones.count > 10 && named.count < sweep.zones.count)
    #expect(named.allSatisfy { $0.range.upperBound / $0.range.lowerBound >= 1.38 })
    #expect(zip(named, named.dropFirst()).allSatisfy { $0.label != $1.label })
    #expect(bands.count { $0.color.alpha > 0 } == sweep.zones.count)
  }

  @Test("The workbook's summary is made of formulas over the losses, with the core's results")
  func workbook() throws {
    let sweep = try sweep([1, 2])
    let sheet = try #require(SweepBook(sweep: sweep, created: 0).book.sheet(named: "Summary"))
    guard case .formula(let smallest)? = sheet["D6"]?.content else {
      Issue.record("D6 is no formula")
      return
    }
    #expect(
      smallest.text
        == "IF(COUNT(Losses!$C$2:$C$69)=68,MIN(Losses!$C$2:$C$69),\"not finite\")")
    #expect(smallest.result == .number(sweep.diagnoses[1].summary.smallest))
    #expect(
      sheet.charts.map(\.chart.title) == [
        "Loss by epoch", "Loss after 68 epochs by learning rate",
      ])
  }

  @Test("Many rates have their charts on a sheet of their own; rates in any order have no line")
  func manyRates() throws {
    let rates = try LearningRates.parse("log:0.02:50:40")
    let book = SweepBook(sweep: try sweep(rates), created: 0).book
    #expect(book.sheets.map(\.name) == ["Summary", "Charts", "Losses"])
    #expect(book.sheet(named: "Summary")?.charts.isEmpty == true)
    let charts = try #require(book.sheet(named: "Charts")?.charts)
    #expect(charts.count == 2)
    #expect(charts[0].sources.count == Sweep.curveLimit)
    #expect(charts[1].sources.map(\.y.absolute) == ["Summary!$R$5:$R$44", "Summary!$S$5:$S$44"])
    #expect(charts[1].chart.x.range == 0.01...100)
    #expect(charts[0].anchor.row + 24 <= charts[1].anchor.row)
    let mixed = SweepBook(sweep: try sweep([2, 0.5, 1]), created: 0).book
    #expect(mixed.sheet(named: "Summary")?.charts.map(\.chart.title) == ["Loss by epoch"])
  }

  @Test("The text defines each verdict that it gives, and has reasons for the ends of each zone")
  func definitions() throws {
    let text = try sweep(LearningRates.parse("log:0.01:1e6:60")).markdown
    #expect(text.contains("- **degenerate**: In a hidden layer no slope reaches"))
    #expect(text.contains("\n  - η = 1000000, **degenerate**. A hidden layer is dead:"))
    #expect(text.contains("**converging**: The last loss is at most 10 % of the first."))
    #expect(!text.contains("**overflowed**"))
    #expect(try sweep([1, 2]).markdown.contains("- η = 2, **converging**. In 68 epochs"))
  }

  @Test("Evenly spaced rates stand on a linear axis, others on a logarithmic one")
  func axes() throws {
    let even = try sweep(LearningRates.parse("lin:0.5:8:16"))
    #expect(even.byRate(theme: .plain)?.x.kind == .linear)
    #expect(even.field(theme: .plain)?.x.kind == .linear)
    #expect(try sweep([0.1, 1, 10]).byRate(theme: .plain)?.x.kind == .logarithmic)
  }

  @Test("Another network's results are not replaced unless that is asked for")
  func heldNetwork() throws {
    let folder = try TemporaryFolder()
    let own = Sweep.Settings(
      learningRates: [1, 2], epochs: 3,
      network: try Network(inputs: [1], targets: [0], layers: [.init(weights: [[1]])]))
    try Sweep(own).publish(
      to: Publisher(folder: folder.path),
      networkFile: NetworkSource(
        file: SettingsFile.Source(name: "mine.yaml", sha256: String(repeating: "a", count: 64)))
    )
    let before = try FileSystem.read(folder.file("sweep/sweep.csv"))
    let error = #expect(throws: ReportError.self) {
      try sweep([1, 2], epochs: 3).publish(to: Publisher(folder: folder.path))
    }
    #expect(error?.message.contains("mine.yaml") == true)
    #expect(
      error?.message.contains("--output") == true && error?.message.contains("--replace") == true)
    #expect(try FileSystem.read(folder.file("sweep/sweep.csv")) == before)
    try Sweep(own).publish(to: Publisher(folder: folder.path))
    try sweep([1, 2], epochs: 3).publish(to: Publisher(folder: folder.path), replacing: true)
    #expect(try FileSystem.read(folder.file("sweep/sweep.csv")) != before)
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

  @Test("Where a network tells classes apart, every form of a sweep has the accuracy")
  func accuracy() throws {
    let network = try NetworkFile.read(
      BuiltProgram.packageRoot + "/templates/networks/xor.yaml"
    ).0
    let sweep = try Sweep(
      Sweep.Settings(learningRates: [50, 2], epochs: 300, network: network))
    // Counted from the outputs of the last epoch.
    let description = try TableDescription(network)
    let tables = try TableEvaluator(description).tables(learningRates: [50, 2], epochs: 300)
    let counted = tables.map { table in
      Double(
        description.names.samples.indices.count { index in
          let own = description.names.samples[index]
          let output = table.column(own.activations[1][0])?.last ?? .nan
          return (output > 0.5) == (network.samples[index].targets[0] > 0.5)
        }) / 4
    }
    #expect(counted[1] == 1 && counted[0] < 1)
    let lines = sweep.summaryCSV.split(separator: "\r\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let column = try #require(lines[0].firstIndex(of: "accuracy"))
    #expect(lines.dropFirst().map { Double($0[column]) } == counted)
    #expect(sweep.json["rates"]?.array?.map { $0["accuracy"]?.number } == counted)
    #expect(sweep.text.contains("100 %") && sweep.markdown.contains("| accuracy |"))
    let summary = try #require(
      SweepBook(sweep: sweep, created: SourceDate.standard).book.sheets.first {
        $0.name == SweepLayout.summary
      })
    let head = try #require(
      (0..<30).first {
        summary.cells[CellAddress(row: 3, column: $0)]?.content == .text("accuracy")
      })
    #expect(
      (0..<2).map { summary.cells[CellAddress(row: 4 + $0, column: head)]?.content }
        == counted.map { .number($0) })
    let article = try self.sweep()
    #expect(!article.summaryCSV.contains("accuracy") && !article.text.contains("accuracy"))
  }

  @Test("A rate that failed says at which step, on the terminal and in the list of reasons")
  func story() throws {
    let sweep = try sweep([1, 1000])
    let words = "The first step overshot: w5 = 0.4 − 1000 · 0.01288 = −12.48."
    #expect(sweep.text.contains("η = 1000, saturated: \(words)"))
    #expect(sweep.markdown.contains("- η = 1000, **saturated**. \(words)"))
    #expect(sweep.summaryCSV.contains(words) && sweep.json.text.contains(words))
  }
}
