import Charts
import ConvNet
import Datasets
import Testing

@testable import Reporting

@Suite("The figures of a comparison")
struct ComparisonFigureTests {
  /// A run whose test finds so many of a thousand pictures, epoch after epoch.
  func run(_ name: String, _ correct: [Int], status: RunStatus = .complete) throws -> ComparedRun {
    let dataset = try #require(
      DatasetRecord(["kind": "digits", "trainingCount": 1000, "testCount": 1000]))
    var record = RunRecord(settings: RunSettings(), dataset: dataset, threads: 1)
    record.history = correct.enumerated().map { index, correct in
      EpochRecord(
        epoch: index + 1, learningRate: 0.01, trainLoss: 4 / Double(index + 1), trainCorrect: 900,
        trainCount: 1000, testLoss: 1 / Double(index + 1), testCorrect: correct, testCount: 1000,
        seconds: 1)
    }
    record.status = status
    return ComparedRun(name: name, record: record, problem: nil)
  }

  @Test("The words describe what was measured, in per cent; the legend names the smoothed curves")
  func measured() throws {
    let comparison = Comparison([try run("a", [900, 950, 990]), try run("b", [800, 800, 900])])
    let chart = comparison.chart(.testAccuracy)
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

  @Test("A run that broke off ends in a × that the note explains; others do not")
  func brokenOff() throws {
    let chart = Comparison([
      try run("a", [900, 950, 990]), try run("b", [800, 900], status: .interrupted),
    ]).chart(.testLoss)
    #expect(chart.series.filter(\.breaksOff).map(\.name).count == 1)
    #expect(chart.note.contains("×: the run broke off."))
    #expect(chart.altText.contains("(b (broke off after epoch 2 of "))
    let whole = Comparison([try run("a", [900])]).chart(.testLoss)
    #expect(!whole.note.contains("×"))
    #expect(whole.resolvedX.labels == ["1"])
  }

  @Test("A test without a mistake is an error of zero, which has its mark")
  func perfect() throws {
    let chart = Comparison([try run("a", [900, 1000])]).chart(.testAccuracy)
    #expect(chart.altText.contains("falls from 10 % to 0 %"))
    #expect(chart.note.contains("exactly zero"))
  }

  @Test("Figures come in the look that is asked for")
  func look() throws {
    let comparison = Comparison([try run("a", [900, 950])])
    let names = comparison.figures(theme: .article).map(\.name)
    #expect(names == ["train-loss", "train-accuracy", "test-loss", "test-accuracy"])
    #expect(comparison.chart(.testLoss, theme: .article).theme == .article)
    #expect(FigureSettings(theme: "article").look == .article)
    #expect(FigureSettings(writesPDF: true).formats == [.png, .svg, .pdf])
  }
}
