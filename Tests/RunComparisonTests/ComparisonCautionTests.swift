import Charts
import ConvNet
import Testing
import TextFormats
import Workbook

@testable import RunComparison
@testable import RunRecords

@Suite("What a comparison warns of")
struct ComparisonCautionTests {
  /// Two runs of two epochs, of which the second one's record is changed.
  func runs(_ change: (inout RunRecord) throws -> Void) throws -> Comparison {
    let first = try ComparisonFigureTests().run("a", [900, 950])
    var record = try #require(first.record)
    try change(&record)
    return Comparison([first, ComparedRun(name: "b", record: record, problem: nil)])
  }

  @Test("Runs that saw different images are told apart from runs that only differ in settings")
  func images() throws {
    let others = try runs {
      $0.dataset = try #require(
        DatasetRecord(["kind": "mnist", "trainingCount": 1000, "testCount": 1000]))
    }
    #expect(others.cautions.map { $0.prefix(30) } == ["The runs saw different images:"])
    #expect(try runs { _ in }.cautions.isEmpty)
    #expect(try runs { $0.settings.training.seed = 9 }.cautions.isEmpty)
  }

  @Test("Runs on other kernels are said to differ by rounding; a run that names none is not")
  func kernels() throws {
    func comparison(_ first: ConvolutionKernels?, _ second: ConvolutionKernels?) throws
      -> Comparison
    {
      let run = try ComparisonFigureTests().run("a", [900, 950])
      var records = [RunRecord](repeating: try #require(run.record), count: 2)
      (records[0].kernels, records[1].kernels) = (first, second)
      return Comparison(records.map { ComparedRun(name: "r", record: $0, problem: nil) })
    }
    let wide = ConvolutionKernels(instructions: "AVX-512", implementations: ["jit:avx512_core"])
    let narrow = ConvolutionKernels(instructions: "AVX2", implementations: ["jit:avx2"])
    #expect(try comparison(wide, wide).cautions.isEmpty)
    #expect(try comparison(wide, nil).cautions.isEmpty)
    let cautions = try comparison(wide, narrow).cautions
    #expect(cautions.count == 1)
    #expect(cautions[0].contains("different kernels of oneDNN for AVX-512 and AVX2"))
  }

  @Test("Losses of different softmax are said not to be comparable wherever losses are shown")
  func softmax() throws {
    let comparison = try runs { $0.settings.training.softmax = .classes }
    let caution = try #require(comparison.lossCaution)
    #expect(caution.hasSuffix("cannot be compared, only their accuracies can."))
    #expect(caution.hasPrefix("The runs differ in softmax"))
    #expect(comparison.cautions == [caution])
    #expect(comparison.text.contains(caution + "\n"))
    #expect(comparison.markdown(showsFigures: false).contains(caution))
    #expect(comparison.json["cautions"]?.array?.map(\.string) == [caution])
    for measure in Comparison.Measure.allCases {
      let isLoss = !measure.isAccuracy
      #expect(comparison.chart(measure).note.contains(caution) == isLoss, "\(measure)")
      #expect(comparison.chart(measure).altText.contains(caution) == isLoss, "\(measure)")
    }
    let book = ComparisonBook(comparison: comparison, created: 0).book
    let sheet = try #require(book.sheet(named: "Runs"))
    #expect(sheet["A3"]?.content == .text(caution))
    #expect(sheet.charts.map { $0.altText.contains(caution) } == [true, false, true, false])
    #expect(book.properties.comments.contains(caution))
  }

  @Test(
    "Over the batch the batch size makes another loss, over the classes it does not",
    arguments: [(SoftmaxAxis.batch, 64, true), (.classes, 64, false), (.batch, 2000, true)])
  func batchSize(softmax: SoftmaxAxis, size: Int, isOther: Bool) throws {
    let first = try ComparisonFigureTests().run("a", [900])
    var records = [RunRecord](repeating: try #require(first.record), count: 2)
    for index in records.indices { records[index].settings.training.softmax = softmax }
    records[1].settings.training.batchSize = size
    let comparison = Comparison(records.map { ComparedRun(name: "r", record: $0, problem: nil) })
    #expect((comparison.lossCaution != nil) == isOther)
    if isOther { #expect(comparison.cautions[0].contains("depends on the batch size")) }
    // Of 1000 images, no batch has more.
    #expect(records[1].batchSizeInEffect == min(size, 1000))
  }

  @Test("A workbook is made of however many and long cautions and names")
  func longTexts() throws {
    let name = String(repeating: "a run of many words ", count: 30)
    let first = try ComparisonFigureTests().run(name, [900, 950])
    var record = try #require(first.record)
    record.settings.training.softmax = .classes
    record.dataset = try #require(
      DatasetRecord(["kind": "mnist", "trainingCount": 1000, "testCount": 1000]))
    let comparison = Comparison([first, ComparedRun(name: "b", record: record, problem: nil)])
    #expect(comparison.cautions.count == 2)
    let book = ComparisonBook(comparison: comparison, created: 1).book
    #expect(try book.encoded().count > 1000)
    #expect(book.properties.comments.hasPrefix("The runs saw different images"))
    #expect(book.properties.comments.hasSuffix("…"))
  }

  @Test("A run without an epoch has no loss to be warned of")
  func empty() throws {
    let comparison = try runs {
      $0.settings.training.softmax = .classes
      $0.history = []
    }
    #expect(comparison.lossCaution == nil)
  }

  @Test("Settings have words for people and names for programs")
  func words() throws {
    let comparison = try runs {
      $0.settings.training.batchSize = 64
      $0.settings.training.learningRate = 1
      $0.settings.initialWeights = String(repeating: "a", count: 64)
    }
    #expect(
      comparison.head.prefix(4) == ["run", "batch size", "learning rate", "first weights"])
    #expect(
      comparison.json["differs"]?.array?.map(\.string)
        == ["batchSize", "learningRate", "initialWeights"])
    let sheet = ComparisonBook(comparison: comparison, created: 0).book.sheet(named: "Runs")
    #expect(sheet?["B4"]?.content == .text("batch size"))
    #expect(RunSettings.all.allSatisfy { $0.title == $0.title.lowercased() })
  }
}
