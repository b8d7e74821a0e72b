import Charts
import Figures
import TestSupport
import Testing

@testable import RunRecords
@testable import Studies

@Suite("What a study says")
struct StudyReadingTests {
  /// A study whose trials have these accuracies after every epoch, by learning rate and seed.
  private func results(_ accuracies: [[Int]], epochs: Int = 1) throws -> StudyResults {
    let rates = accuracies.indices.map { "0.\($0 + 1)" }.joined(separator: ", ")
    let seeds = accuracies[0].indices.map { "\($0 + 1)" }.joined(separator: ", ")
    let plan = try StudyFixture.plan(
      """
      dataset: {kind: digits, drawn: [16, 16]}
      epochs: \(epochs)
      batch size: 16
      softmax: class
      grid: {learning rate: [\(rates)], seed: [\(seeds)]}
      """)
    let folder = try TemporaryFolder()
    try plan.write(in: folder.path)
    let store = TrialStore(folder: folder.path, plan: plan)
    for (trial, correct) in zip(plan.trials, accuracies.joined()) {
      var record = RunRecord(settings: trial.settings, dataset: plan.images, threads: 1)
      record.history = (1...epochs).map { epoch in
        EpochRecord(
          epoch: epoch, learningRate: 0.1, trainLoss: 1, trainCorrect: correct, trainCount: 1000,
          heldOut: TestResult(loss: 2, correct: correct, count: 1000), seconds: 1)
      }
      record.status = .complete
      try TrialResult(
        number: trial.number, fingerprint: trial.fingerprint, record: record, problem: nil
      ).write(in: store.path(of: trial))
    }
    return try StudyResults(folder.path)
  }

  @Test("Mean, deviation, standard error and t-interval, as numpy and the table have them")
  func statistics() {
    // numpy: mean 27.1333…, std(ddof=1) 7.2258…; t(2) = 4.303.
    let summary = Summary([30.6, 32, 18.8])
    #expect(abs(summary.mean - 27.133_333_333) < 1e-8)
    #expect(abs(summary.deviation - 7.250_747_088) < 1e-8)
    #expect(abs(summary.reach(.error) - 4.186_220_783) < 1e-8)
    #expect(abs(summary.reach(.interval) - 4.186_220_783 * 4.303) < 1e-6)
    #expect(Summary([5]).reach(.interval).isNaN && Summary([]).mean.isNaN)
    // Student's table.
    for (freedom, value) in [
      (1, 12.706), (10, 2.228), (30, 2.042), (40, 2.021), (60, 2.0), (120, 1.98),
    ] {
      #expect(abs(Summary.quantile(freedom: freedom) - value) < 6e-4, "\(freedom)")
    }
  }

  @Test("The winner has the best mean, with the spread named and its N")
  func winner() throws {
    let summary = StudySummary(try results([[900, 902, 898], [950, 952, 948], [100, 100, 100]]))
    #expect(summary.groups.ranked.map(\.values) == [["0.2"], ["0.1"], ["0.3"]])
    let text = summary.text
    #expect(
      text.contains(
        "Best by test accuracy after the last epoch: learning rate 0.2, with 95.00 % on average of 3"
          + " trials."))
    #expect(
      text.contains("Ahead of learning rate 0.1 by 5.00 ± 0.00 percentage points on 3 shared seeds")
    )
    #expect(text.contains("± is the 95 % t-interval of the mean, N = 3."))
    #expect(text.contains("stuck at guessing"))
  }

  @Test("Learning curves of few settings have a spread that the legend names; those of many do not")
  func spreadOfCurves() throws {
    func curves(_ settings: Int) throws -> Chart {
      let summary = StudySummary(
        try results(Array(repeating: [900, 910, 890], count: settings), epochs: 2))
      let figure = try #require(summary.figures().first { $0.name == "test-error" })
      return try #require(figure.figure as? Chart)
    }
    let few = try curves(2)
    let ends = few.series.filter { $0.name == "95 % t-interval of the mean, N = 3" }
    #expect(ends.count == 4 && ends.filter(\.isInLegend).count == 1)
    // Errors of 10, 9 and 11 %: mean 10, deviation 1, t(2) = 4.303.
    let reach = 4.303 / 3.0.squareRoot()
    for (end, sign) in zip(ends, [-1.0, 1, -1, 1]) {
      #expect(end.y.allSatisfy { abs($0 - (10 + sign * reach)) < 1e-3 }, "\(end.y)")
    }
    #expect(try curves(5).series.allSatisfy { !$0.name.contains("interval") })
  }

  @Test("What these seeds cannot tell apart is said so; pairs count, not means")
  func paired() throws {
    // Differences of 3, 1 and −1 points: mean 1, standard error 2/√3, t(2) = 4.303.
    let noisy = StudySummary(try results([[900, 850, 950], [930, 860, 940]]))
    #expect(
      noisy.text.contains(
        "Not distinguishable from learning rate 0.1 with these seeds: 1.00 ± 4.97 percentage points"
          + " on 3 shared seeds"))
    // The same means, but each seed gains one point.
    let even = StudySummary(try results([[900, 850, 950], [910, 860, 960]]))
    #expect(even.text.contains("Ahead of learning rate 0.1 by 1.00 ± 0.00"))
    let single = StudySummary(try results([[900], [910]]))
    #expect(single.text.contains("one seed cannot tell how much of it is chance"))
  }

  @Test("Groups by a setting of one's own")
  func groups() throws {
    let results = try results([[900, 800], [700, 600]])
    let keys = try results.keys(named: "seed")
    let groups = StudyGroups(results, by: keys)
    #expect(groups.groups.map(\.accuracies) == [[90, 70], [80, 60]])
    #expect(throws: (any Error).self) { try results.keys(named: "momentum") }
  }

  @Test("Figures: curves with every trial behind the mean, by rate with the named band")
  func figures() throws {
    let summary = StudySummary(
      try results([[900, 902, 898], [950, 952, 948]]), spread: .deviation)
    let figures = summary.figures()
    #expect(
      figures.map(\.name) == ["test-error", "error-by-learning-rate", "loss-by-learning-rate"])
  }

  @Test("Two settings make a grid of means, words among them; many numbers a field")
  func heatMap() throws {
    func figure(_ grid: String) throws -> NamedFigure? {
      let plan = try StudyFixture.plan(
        "dataset: {kind: digits, drawn: [16, 16]}\nepochs: 1\nbatch size: 16\nsoftmax: class\n"
          + "grid: {\(grid)}")
      let folder = try TemporaryFolder()
      try plan.write(in: folder.path)
      let store = TrialStore(folder: folder.path, plan: plan)
      for trial in plan.trials {
        var record = RunRecord(settings: trial.settings, dataset: plan.images, threads: 1)
        record.history = [
          EpochRecord(
            epoch: 1, learningRate: 0.1, trainLoss: 1, trainCorrect: 5, trainCount: 10,
            heldOut: TestResult(loss: 2, correct: 500 + trial.number, count: 1000), seconds: 1)
        ]
        record.status = .complete
        try TrialResult(
          number: trial.number, fingerprint: trial.fingerprint, record: record, problem: nil
        ).write(in: store.path(of: trial))
      }
      return StudySummary(try StudyResults(folder.path)).figures().first { $0.name == "heat-map" }
    }
    // Trials 1 to 8: rates 0.1 and 0.2, each with two optimizers of two seeds.
    let few = try #require(
      try figure("learning rate: [0.1, 0.02], optimizer: [sgd, adam], seed: [1, 2]")?.figure
        as? ValueGrid)
    #expect(few.columns == ["0.02", "0.1"] && few.rows == ["sgd", "adam"])
    // 100 − the mean of 50.5 and 50.6, of 50.1 and 50.2, and so on.
    let expected = [[49.45, 49.85], [49.25, 49.65]]
    for (row, values) in few.values.enumerated() {
      for (column, value) in values.enumerated() {
        #expect(abs(value - expected[row][column]) < 1e-9)
      }
    }
    #expect(few.note == "Means of N = 2.")
    #expect(
      few.altText.contains(
        "Smallest 49.25 % at learning rate 0.02, optimizer adam; largest 49.85 %"))
    let many = try figure(
      "learning rate: {log: {from: 0.01, to: 1, count: 13}}, momentum: [0, 0.5], optimizer: [sgd]")
    #expect((many?.figure as? HeatMap)?.xValues.count == 13)
    #expect(try figure("learning rate: [0.1, 0.2], seed: [1, 2]") == nil)
  }

  @Test("How far each group is behind the best stands in the table, in parentheses where unsure")
  func gaps() throws {
    // Differences of 3, 1 and −1 points, and of 40 each.
    let summary = StudySummary(try results([[900, 850, 950], [930, 860, 940], [530, 460, 540]]))
    let gaps = summary.groups.ranked.map { summary.gap(to: $0).words }
    #expect(gaps == ["–", "(1.00 ± 4.97)", "40.00 ± 0.00"])
    let single = StudySummary(try results([[900], [910]]))
    #expect(single.groups.ranked.map { single.gap(to: $0).words } == ["–", "(1.00)"])
    #expect(single.gap(to: single.groups.ranked[1]).isDistinguishable == false)
  }
}
