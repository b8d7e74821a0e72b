import Charts
import ConvNet
import Figures
import Publishing
@testable import RunRecords
import Testing
import TextFormats
import Workbook

@testable import TrainingRuns

@Suite("The layers' health in a run's files")
struct LayerHealthTests {
  /// A health whose numbers can be told apart.
  static func health(_ epoch: Int, stages: Int = 3) -> NetworkHealth {
    let base = Double(epoch)
    return NetworkHealth(
      gradientNorm: base, updateRatio: base / 1000, deadShare: 0.25,
      stages: (0..<stages).map { stage in
        .init(
          name: "conv\(stage + 1)", gradientNorm: base + Double(stage) / 10,
          updateRatio: base / 1000 + Double(stage) / 1e5, deadShare: Double(stage) / 64)
      })
  }

  private func record(_ epochs: Int = 3, stages: Int = 3) throws -> RunRecord {
    var record = try RunFixture.record(epochs: epochs)
    for index in record.history.indices {
      record.history[index].health = Self.health(index + 1, stages: stages)
    }
    return record
  }

  @Test("A record is read as it was written, to the last bit; without a health it has none")
  func roundTrip() throws {
    let record = try record()
    let read = try RunRecord(try JSON.parse(record.json.text), file: "run.json")
    #expect(read == record)
    let without = try RunFixture.record()
    #expect(!without.json.text.contains("health"))
    // Rounding once is rounding for good.
    var odd = Self.health(1)
    (odd.gradientNorm, odd.stages[0].updateRatio) = (1.0 / 3, 2.0e-7 / 3)
    #expect(odd.rounded.gradientNorm == 0.333333 && odd.rounded.rounded == odd.rounded)
    #expect(odd.rounded.stages[0].updateRatio == 6.66667e-8)
  }

  @Test("Damaged numbers are refused")
  func damaged() throws {
    let text = try record().json.text
    for (from, to) in [
      ("\"deadShare\": 0.25", "\"deadShare\": 1.5"), ("\"conv2\"", "\"a<b\""),
      ("\"conv3\"", "\"conv3\", \"conv4\""), ("\"updateRatio\": [", "\"other\": ["),
    ] {
      let changed = text.replacing(from, with: to, maxReplacements: 1)
      #expect(changed != text)
      #expect(throws: ReportError.self, "\(from)") {
        try RunRecord(try JSON.parse(changed), file: "run.json")
      }
    }
  }

  @Test("history.csv has the network's numbers, layers.csv those of every layer")
  func tables() throws {
    let record = try record(2)
    let rows = EpochRecord.csv(record.history, .test).split(separator: "\r\n").map {
      $0.split(separator: ",")
    }
    #expect(rows[0].suffix(3) == ["gradient_norm", "update_ratio", "dead_relus"])
    #expect(rows[2].suffix(3) == ["2", "0.002", "0.25"])
    let layers = try #require(EpochRecord.layersCSV(record.history))
    #expect(layers.hasPrefix("epoch,layer,metric,value\r\n1,conv1,gradient_norm,1\r\n"))
    #expect(layers.split(separator: "\r\n").count == 1 + 2 * 3 * 3)
    #expect(layers.contains("2,conv3,dead_relus,0.03125\r\n"))
    #expect(EpochRecord.layersCSV(try RunFixture.record().history) == nil)
  }

  @Test("Three plots, a line a layer, and of very many layers those that are evenly spread")
  func figure() throws {
    let figure = try #require(LayerHealthFigure(try record(4).history))
    let charts = figure.panels(theme: .plain).figures.compactMap { $0 as? Chart }
    #expect(charts.map(\.title) == ["Gradient norm", "Update-to-weight ratio", "Dead ReLUs"])
    #expect(charts.map { $0.series.map(\.name) }.allSatisfy { $0 == ["conv1", "conv2", "conv3"] })
    #expect(charts[0].series[1].y == [1.1, 2.1, 3.1, 4.1])
    #expect(charts[2].series[2].y[0] == 3.125 && charts[2].y.unit == "%")
    #expect(charts.map(\.y.kind) == [.logarithmic, .logarithmic, .linear])
    let many = try #require(LayerHealthFigure(try record(2, stages: 40).history))
    #expect(many.drawn.count == 12 && many.drawn.first == 0 && many.drawn.last == 39)
    #expect(many.chart(.deadShare).note.contains("Drawn are 12 of 40 layers."))
    #expect(LayerHealthFigure(try RunFixture.record().history) == nil)
  }

  @Test("The workbook has the numbers on the history and on a sheet of the layers")
  func workbook() throws {
    var record = try record(4)
    record.dataset.checksums = record.dataset.checksums.map { _ in
      String(repeating: "a", count: 64)
    }
    let book = try TrainingBook(record: record, images: RunFixture.images, created: 0).book()
    let history = try #require(book.sheet(named: TrainingBook.history))
    #expect(history["J5"]?.content == .text("gradient norm"))
    let sheet = try #require(book.sheet(named: TrainingBook.layers))
    #expect(sheet["B4"]?.content == .text("conv1") && sheet["D46"]?.content == .text("conv3"))
    #expect(sheet.charts.count == 3)
    #expect(sheet.charts[1].sources.map(\.y.absolute).last == "'Layers by epoch'!$D$26:$D$29")
    #expect(sheet.charts[2].chart.series[2].y[0] == 0.03125)
    _ = try book.encoded()
    let without = try TrainingBook(
      record: try RunFixture.record(), images: RunFixture.images, created: 0
    ).book()
    #expect(without.sheet(named: TrainingBook.layers) == nil)
    #expect(without.sheet(named: TrainingBook.history)?["J5"] == nil)
  }
}
