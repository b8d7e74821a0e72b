import Charts
import ConvNet
import Datasets
import Figures
import Publishing
import TestSupport
import Testing
import TextFormats

@testable import RunRecords
@testable import TrainingRuns

@Suite("The figures of training runs")
struct TrainingFiguresTests {
  func history(_ count: Int) -> [EpochRecord] {
    (1...count).map { epoch in
      EpochRecord(
        epoch: epoch, learningRate: 0.01, trainLoss: 5 / Double(epoch), trainCorrect: 90,
        trainCount: 100,
        heldOut: TestResult(loss: 4 / Double(epoch), correct: 80 + epoch, count: 100),
        seconds: 1)
    }
  }

  /// A run over eight drawn images with two mistakes, made up without training.
  func run(
    softmax: SoftmaxAxis = .classes,
    mistakes: [Mistake] = [
      Mistake(index: 2, truth: 2, prediction: 7, confidence: 0.4),
      Mistake(index: 5, truth: 5, prediction: 3, confidence: 0.9),
    ]
  ) throws -> TrainingRun {
    let pixels = (0..<8 * LabeledImages.pixelCount).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let images = LabeledImages(pixels: pixels, labels: [0, 1, 2, 3, 4, 5, 6, 7])
    let data = DigitDataset(kind: .digits, training: images, test: images)
    var settings = RunSettings()
    settings.training.softmax = softmax
    settings.training.batchSize = 8
    let dataset = try #require(
      DatasetRecord(["kind": "digits", "trainingCount": 8, "testCount": 8]))
    var record = RunRecord(settings: settings, dataset: dataset, threads: 1)
    record.history = history(3)
    record.confusion = (0..<10).map { row in (0..<10).map { row == $0 && row < 8 ? 1 : 0 } }
    record.mistakes = mistakes
    return TrainingRun(record: record, network: NetworkState(seed: 1), data: data)
  }

  @Test("A damaged record is an error, or a run whose figures can be drawn; never a crash")
  func damagedRecords() throws {
    let sound = Array(try run().record.json.text.utf8)
    let images = LabeledImages(
      pixels: [UInt8](repeating: 9, count: 8 * LabeledImages.pixelCount),
      labels: [0, 1, 2, 3, 4, 5, 6, 7])
    let data = DigitDataset(kind: .digits, training: images, test: images)
    var generator = SeededNumbers(seed: 12)
    var read = 0
    for _ in 0..<400 {
      let bytes = mutated(sound, using: &generator)
      do throws(ReportError) {
        guard let json = try? JSON.parse(bytes) else { continue }
        let record = try RunRecord(json, file: "run.json")
        guard record.dataset.testCount == 8 else { continue }
        read += 1
        let damaged = TrainingRun(
          record: record, network: NetworkState(seed: 1), data: data)
        #expect(!damaged.figures().isEmpty)
      } catch {
        #expect(error.message.hasSuffix(".") || error.message.contains("run.json"))
      }
    }
    #expect(read > 5)
  }

  @Test("A run has samples, history, confusion, wrong predictions and kernels")
  func names() throws {
    let figures = try run().figures()
    #expect(
      figures.map(\.name) == ["samples", "history", "confusion", "misclassified", "kernels"])
    for figure in try FigureRendering.render(figures) {
      #expect(!figure.png.isEmpty && !figure.altText.isEmpty, "\(figure.name)")
    }
  }

  @Test("Wrong predictions are shown with truth, prediction and confidence, the surest first")
  func mistakes() throws {
    let grid = try run().mistakeGrid(theme: .article)
    #expect(grid.cells.map(\.caption) == [["5 → 3", "90.0% sure"], ["2 → 7", "40.0% sure"]])
    #expect(grid.title == "2 of 8 test images taken for another digit")
    #expect(grid.altText.contains("5 taken for 3 and 2 taken for 7"))
    let byBatch = try run(softmax: .batch).mistakeGrid(theme: .article)
    #expect(byBatch.cells[0].caption[1] == "90.0% of batch")
    #expect(grid.note.hasPrefix("label → prediction"))
    #expect(byBatch.note.contains("softmax over the batch"))
    let words = grid.drawn(with: try Typography.system()).commands.map { command in
      if case .text(let run) = command { run.text } else { "" }
    }
    #expect(words.contains(grid.note), "the key stands in the figure")
  }

  @Test("The words of wrong predictions count each pair once, the most frequent first")
  func mistakesInWords() throws {
    let pairs = [(2, 7), (9, 8), (9, 8), (2, 7), (9, 8), (5, 3)]
    let mistakes = pairs.enumerated().map {
      Mistake(index: $0, truth: $1.0, prediction: $1.1, confidence: 0.5)
    }
    #expect(
      try run(mistakes: mistakes).mistakeGrid(theme: .article).altText.contains(
        "9 taken for 8: 3 times, 2 taken for 7: 2 times and 5 taken for 3."))
  }

  @Test("Accuracies are described in per cent")
  func percent() {
    let panels = TrainingHistoryFigure(history: history(3), showsArticle: false).panels
    #expect(panels.altText.contains("Test accuracy rises from 81 % to 83 % over 3 epochs"))
    #expect(panels.altText.contains("Test loss falls from 4 to 1.333 over 3 epochs"))
  }

  @Test("The first layer has sixteen kernels of 3 × 3, the largest weight in full color")
  func kernels() throws {
    let run = try run()
    let grid = run.kernelGrid(theme: .article)
    #expect(grid.cells.count == 16)
    #expect(grid.cells.allSatisfy { $0.image.width == 3 && $0.image.height == 3 })
    let weights = run.kernels.joined()
    let largest = try #require(weights.max { $0.magnitude < $1.magnitude })
    let end = largest > 0 ? ColorMap.diverging.stops.last : ColorMap.diverging.stops.first
    let pixels = grid.cells.flatMap(\.image.pixels)
    let place = try #require(Array(weights).firstIndex(of: largest))
    #expect(pixels[place] & 0xFFFFFF == end?.rgb)
  }

  @Test("The history shows the article's 20 epochs beside ours, on the same axis of epochs")
  func historyBesideArticle() throws {
    let panels = TrainingHistoryFigure(history: history(20), showsArticle: true).panels
    #expect(panels.size == Chart.Size(width: 826, height: 836))
    let charts = panels.figures.compactMap { $0 as? Chart }
    #expect(
      charts.map(\.title) == ["Training Loss", "Test Loss", "Training Accuracy", "Test Accuracy"])
    #expect(charts.map(\.series.count) == [1, 2, 2, 2])
    #expect(charts[3].series[1].y.last == 99.57)
    #expect(charts[1].series[1].y.last == 3.9562)
    #expect(Set(charts.map { $0.resolvedX.range }).count == 1)
    #expect(charts[1].resolvedX.labels == ["5", "10", "15", "20"])
    let alone = TrainingHistoryFigure(history: history(1), showsArticle: false).panels
    #expect(alone.figures.compactMap { $0 as? Chart }.allSatisfy { $0.series.count == 1 })
  }
}
