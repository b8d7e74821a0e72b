import Charts
import ContentPublishing
import Figures
import Testing
import TextFormats
import Workbook

@testable import RunComparison
@testable import RunRecords

@Suite("The figures of a comparison")
struct ComparisonFigureTests {
  /// A run whose test finds so many of a thousand images, epoch after epoch.
  func run(_ name: String, _ correct: [Int], status: RunStatus = .complete) throws -> ComparedRun {
    let dataset = try #require(
      DatasetRecord(["kind": "digits", "trainingCount": 1000, "testCount": 1000]))
    var record = RunRecord(settings: RunSettings(), dataset: dataset, threads: 1)
    record.history = correct.enumerated().map { index, correct in
      EpochRecord(
        epoch: index + 1, learningRate: 0.01, trainLoss: 4 / Double(index + 1), trainCorrect: 900,
        trainCount: 1000,
        heldOut: TestResult(loss: 1 / Double(index + 1), correct: correct, count: 1000),
        seconds: 1)
    }
    record.status = status
    return ComparedRun(name: name, record: record, problem: nil)
  }

  @Test("Words and legend are those of what was measured, in per cent")
  func measured() throws {
    let comparison = Comparison([try run("a", [900, 950, 990]), try run("b", [800, 800, 900])])
    let chart = comparison.chart(.heldOutAccuracy)
    #expect(chart.title == "Test error (100 % − accuracy)")
    #expect(chart.altText.contains("Test error falls from 10 % to 1 % over 3 epochs (a)"))
    #expect(chart.altText.contains("falls from 20 % to 10 % over 3 epochs (b)"))
    #expect(chart.series.filter(\.isInLegend).map(\.name) == ["a", "b"])
    let named = chart.series.indices.filter { chart.series[$0].isInLegend }
    let styles = named.map { chart.style(at: $0) }
    #expect(Set(styles.map(\.marker)).count == 2 && !styles.map(\.marker).contains(.none))
    #expect(Set(styles.map(\.dash)).count == 2)
    #expect(comparison.chart(.trainLoss).title == "Train loss")
  }

  @Test("From ten epochs on a faint average stands beside the bold values, of fewer there is none")
  func averages() throws {
    let short = Comparison([try run("a", Array(repeating: 900, count: 9))])
    #expect(short.chart(.heldOutLoss).series.count == 1)
    #expect(!short.chart(.heldOutLoss).note.contains("average"))
    #expect(!short.markdown(showsFigures: true).contains("average"))
    // s₁ = 10, s₂ = 0.6 · 10 + 0.4 · 20, and so on.
    let long = Comparison([try run("a", [900, 800] + Array(repeating: 900, count: 8))])
    let series = long.chart(.heldOutAccuracy).series
    #expect(series.count == 2)
    #expect((series[0].style.lineWidth ?? 0) > 2 && series[1].style.lineWidth == 1)
    #expect(series[0].isInLegend && series[0].isDescribed)
    #expect(!series[1].isInLegend && !series[1].isDescribed)
    // The bold line ends where the table says.
    #expect(series[0].y.last == 10)
    #expect(abs(series[1].y[1] - 14) < 1e-12 && abs(series[1].y[2] - 12.4) < 1e-12)
    #expect(long.chart(.heldOutAccuracy).note.hasPrefix("Bold: the values; faint:"))
    let rows = short.csv.split(separator: "\r\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(rows[0][2] == "a train_loss_smoothed" && rows[1][1] == "4" && rows[1][2].isEmpty)
  }

  @Test(
    "No chart of the workbook has more than twelve series, and it says which runs they are",
    arguments: [(6, 12, ""), (7, 7, "a chart has at most 12 curves"), (300, 12, "12 runs of 300")])
  func manyRuns(count: Int, series: Int, words: String) throws {
    let runs = try (0..<count).map { index in
      // The later ones are better, but for the last, which broke off.
      try run(
        "r\(index)", Array(repeating: 500 + index, count: 10),
        status: index == count - 1 && count > 100 ? .interrupted : .complete)
    }
    let book = ComparisonBook(comparison: Comparison(runs), created: 0).book
    let charts = try #require(book.sheet(named: "Runs")?.charts)
    #expect(charts.map(\.chart.series.count) == [series, series, series, series])
    #expect(charts[0].sources.count == series)
    #expect(charts.allSatisfy { $0.altText.contains(words) || words.isEmpty })
    if count == 300 {
      #expect(charts[0].chart.series.map(\.name) == (287...298).map { "r\($0)" })
      #expect(charts[0].altText.contains("r287, r288, "))
    }
    // The tables have all runs.
    #expect(book.sheet(named: "test loss")?["A1"] != nil)
    let last = CellAddress(row: 0, column: count)
    #expect(book.sheet(named: "test loss")?[last]?.content == .text("r\(count - 1)"))
  }

  @Test("A run that broke off ends in a × that the note explains; others do not")
  func brokenOff() throws {
    let chart = Comparison([
      try run("a", [900, 950, 990]), try run("b", [800, 900], status: .interrupted),
    ]).chart(.heldOutLoss)
    #expect(chart.series.filter(\.breaksOff).map(\.name).count == 1)
    #expect(chart.note.contains("×: the run broke off or diverged."))
    #expect(chart.altText.contains("(b (broke off after epoch 2 of "))
    let whole = Comparison([try run("a", [900])]).chart(.heldOutLoss)
    #expect(!whole.note.contains("×"))
    #expect(whole.resolvedX.labels == ["1"])
  }

  @Test(
    "The × of a run that broke off is no run's ordinary symbol",
    arguments: FigureTheme.allCases.map(\.theme))
  func crossIsFree(theme: Theme) throws {
    let names = ["a", "b", "c", "d", "e", "f", "g", "h"]
    var runs = try names.map { try run($0, [800, 900, 950]) }
    runs.append(try run("i", [800, 900], status: .interrupted))
    let chart = Comparison(runs).chart(.heldOutLoss, theme: theme)
    let markers = chart.series.indices.map { chart.style(at: $0).marker }
    #expect(theme.palette.contains { $0.marker == .cross })
    #expect(!markers.contains(.cross) && markers.contains(.ring))
  }

  @Test("Runs without an epoch are named with their end in notes, words and workbook")
  func withoutCurve() throws {
    let ended = try run(
      "c", [], status: .diverged(epoch: 1, batch: 2, learningRate: 1e5))
    let lost = ComparedRun(name: "d", record: nil, problem: "d is damaged.")
    let comparison = Comparison([try run("a", [900, 950]), ended, lost, try run("e", [900])])
    let note = "Without a curve: c (diverged in epoch 1, batch 2), d (unreadable)."
    for measure in Comparison.Measure.allCases {
      let chart = comparison.chart(measure)
      #expect(chart.note.contains(note) && chart.altText.contains(note))
    }
    // The spreadsheet's charts begin at two epochs.
    let inBook = "\(note.dropLast()), e (1 epoch)."
    let sheet = try #require(
      ComparisonBook(comparison: comparison, created: 0).book.sheet(named: "Runs"))
    #expect(sheet["A10"]?.content == .text(inBook))
    #expect(sheet.charts.count == 4)
    for native in sheet.charts {
      #expect(native.altText.contains(inBook) && native.anchor.row > 9)
    }
    #expect(!Comparison([try run("a", [900])]).chart(.heldOutLoss).note.contains("Without"))
  }

  @Test("A run that ends far above the loss of guessing has diverged, though it was finished")
  func exploded() throws {
    // 512 images a batch: log 512 = 6.24.
    let losses = [12.4, 12.5]
    let runs = try losses.map { loss in
      var record = try #require(try run("\(loss)", [100, 100]).record)
      record.history[1].trainLoss = loss
      return ComparedRun(name: "\(loss)", record: record, problem: nil)
    }
    #expect(runs[0].status == "complete" && runs[0].isSound)
    #expect(runs[1].status == "diverged: train loss 12.5, and guessing has 6.24")
    let chart = Comparison(runs).chart(.trainLoss)
    #expect(chart.series.filter(\.breaksOff).count == 1)
    #expect(chart.altText.contains("(12.5 (diverged))"))
  }

  @Test("The spreadsheet's charts have values and averages, and a legend of the runs alone")
  func nativeCharts() throws {
    let ten = Array(repeating: 900, count: 7)
    let runs = [
      try run("a", [900, 950, 990] + ten), try run("b", [800, 800, 900] + ten), try run("c", [1]),
    ]
    let book = ComparisonBook(comparison: Comparison(runs), created: 0).book
    let charts = try #require(book.sheet(named: "Runs")?.charts)
    #expect(
      charts.map(\.chart.title) == [
        "Train loss", "Train accuracy", "Test loss", "Test accuracy",
      ])
    for native in charts {
      #expect(native.chart.series.count == 4 && native.sources.count == 4)
      #expect(native.chart.series.filter(\.isInLegend).map(\.name) == ["a", "b"])
    }
    let sources = charts[2].sources.map(\.y.absolute)
    #expect(sources == ["B", "E", "C", "F"].map { "'test loss'!$\($0)$2:$\($0)$11" })
    _ = try book.encoded()
  }

  @Test("A test without a mistake is an error of zero, which has its mark")
  func perfect() throws {
    let chart = Comparison([try run("a", [900, 1000])]).chart(.heldOutAccuracy)
    #expect(chart.altText.contains("falls from 10 % to 0 %"))
    #expect(chart.note.contains("exactly zero"))
  }

  @Test("Figures come in the look that is asked for")
  func look() throws {
    let comparison = Comparison([try run("a", [900, 950])])
    let names = comparison.figures(theme: .article).map(\.name)
    #expect(names == ["train-loss", "train-error", "test-loss", "test-error"])
    #expect(comparison.chart(.heldOutLoss, theme: .article).theme == .article)
    #expect(FigureSettings(theme: .article).theme.theme == .article)
    #expect(FigureSettings(writesPDF: true).formats == [.png, .svg, .darkSVG, .pdf])
  }
}
