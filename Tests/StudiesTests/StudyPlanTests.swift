import ConvNet
import Datasets
import Publishing
import RunRecords
import TestSupport
import Testing

@testable import Studies

@Suite("The plan of a study")
struct StudyPlanTests {
  @Test("The grid's last setting changes fastest, and a number determines its settings")
  func grid() throws {
    let plan = try StudyFixture.plan()
    #expect(
      plan.trials.map(\.values) == [["0.01", "1"], ["0.01", "2"], ["0.1", "1"], ["0.1", "2"]])
    #expect(plan.trials.map(\.number) == [1, 2, 3, 4])
    #expect(plan.trials[2].settings.training.learningRate == 0.1)
    #expect(plan.trials[3].settings.training.seed == 2)
    #expect(
      plan.trials.allSatisfy { $0.settings.epochs == 1 && $0.settings.training.batchSize == 16 })
    #expect(Set(plan.trials.map(\.fingerprint)).count == 4)
  }

  @Test("Every setting of a run but its first weights can be set, by its option's name")
  func names() {
    #expect(StudyKey.all.count == RunSettings.all.count - 1)
    #expect(Set(StudyKey.all.map(\.name)).count == StudyKey.all.count)
    for name in ["learning rate", "weight decay", "augment", "architecture", "minimum rate"] {
      #expect(StudyKey.named(name) != nil)
    }
  }

  @Test("Every kind of value: optimizers with their usual rates, flags, architectures")
  func values() throws {
    let plan = try StudyFixture.plan(
      """
      dataset: {kind: digits, drawn: [8, 8]}
      batch size: 8
      grid:
        architecture: [architectures/article.yaml, architectures/smaller.yaml]
        optimizer: [sgd, Adam]
        augment: [yes, no]
      """)
    #expect(plan.trials.count == 8)
    #expect(plan.trials[0].values == ["article", "sgd", "yes"])
    #expect(plan.trials[7].values == ["smaller", "adam", "no"])
    #expect(plan.trials[0].settings.architecture == .article)
    #expect(plan.trials[7].settings.architecture.stages.count == 5)
    #expect(
      plan.trials.map(\.settings.training.learningRate) == [
        0.01, 0.01, 0.001, 0.001, 0.01, 0.01, 0.001, 0.001,
      ])
    #expect(plan.trials[7].settings.effectiveTransforms == .none)
  }

  @Test("A stated learning rate holds for every optimizer; one that is not stated is its usual one")
  func stated() throws {
    let plan = try StudyFixture.plan(
      """
      dataset: {kind: digits, drawn: [8, 8]}
      batch size: 8
      learning rate: 0.003
      grid:
        optimizer: [sgd, adam, rmsprop]
      """)
    #expect(plan.trials.map(\.settings.training.learningRate) == [0.003, 0.003, 0.003])
    // PyTorch's momentum of RMSprop is 0; the article's of SGD is 0.9.
    #expect(plan.trials.map(\.settings.training.momentum) == [0.9, 0, 0])
  }

  @Test("Every optimizer with every learning rate is read back, the usual ones of SGD among them")
  func optimizersReadBack() throws {
    let folder = try TemporaryFolder()
    let plan = try StudyFixture.plan(
      """
      dataset: {kind: digits, drawn: [8, 8]}
      batch size: 8
      grid:
        learning rate: [0.001, 0.01]
        momentum: [0, 0.9]
        optimizer: [sgd, adam, rmsprop]
      """)
    try plan.write(in: folder.path)
    #expect(try StudyPlan(in: folder.path) == plan)
  }

  @Test("Ranges: even on either scale, to six digits, whole where the setting is")
  func ranges() throws {
    let plan = try StudyFixture.plan(
      """
      dataset: {kind: digits, drawn: [8, 8]}
      batch size: 8
      grid:
        learning rate: {log: {from: 0.001, to: 1, count: 4}}
        momentum: {from: 0, to: 0.9, count: 3}
        epochs: {from: 1, to: 4, count: 2}
      """)
    let rates = plan.trials.map { $0.values[0] }
    #expect(Set(rates) == ["0.001", "0.01", "0.1", "1"])
    #expect(Set(plan.trials.map { $0.values[1] }) == ["0", "0.45", "0.9"])
    #expect(Set(plan.trials.map(\.settings.epochs)) == [1, 4])
  }

  @Test("Drawn trials depend on the seed and their number alone")
  func random() throws {
    func text(_ trials: Int, _ seed: Int) -> String {
      """
      dataset: {kind: digits, drawn: [8, 8]}
      batch size: 8
      random: {trials: \(trials), seed: \(seed)}
      grid:
        learning rate: {log: {from: 0.001, to: 1}}
        optimizer: [sgd, adam, rmsprop]
        seed: {from: 1, to: 1000}
      """
    }
    let (few, many) = (try StudyFixture.plan(text(5, 1)), try StudyFixture.plan(text(200, 1)))
    #expect(few.trials == Array(many.trials.prefix(5)))
    #expect(try StudyFixture.plan(text(5, 2)).trials.map(\.values) != few.trials.map(\.values))
    let rates = many.trials.map(\.settings.training.learningRate)
    #expect(rates.allSatisfy { (0.001...1).contains($0) })
    // A third of the decades each, within five standard deviations.
    for decade in [0.001..<0.01, 0.01..<0.1, 0.1..<1] {
      #expect(abs(Double(rates.count { decade.contains($0) }) - 66.7) < 34)
    }
    #expect(Set(many.trials.map { $0.values[1] }).count == 3)
    #expect(many.trials.allSatisfy { (1...1000).contains(Int($0.values[2]) ?? 0) })
  }

  @Test("What is written is read back; another version, damage and other settings are refused")
  func file() throws {
    let folder = try TemporaryFolder()
    let plan = try StudyFixture.plan()
    try plan.write(in: folder.path)
    #expect(try StudyPlan(in: folder.path) == plan)
    let text = try folder.text("plan.json")
    for (from, to, words) in [
      ("\"program\": \"\(Program.version)\"", "\"program\": \"0.0.9\"", "version 0.0.9"),
      ("\"values\": [\"0.1\", \"2\"]", "\"values\": [\"0.1\"]", "trial 4"),
      ("{\"learningRate\": 0.1,", "{\"learningRate\": 0.2,", "trial 4"),
      ("{\"learningRate\": 0.1", "{\"learningRate\": -1", "trial 3 has no valid learningRate"),
      ("\"trials\": [", "\"trials\": [[", "is damaged"),
      ("{\"trial\": 1,", "{\"trial\": 7,", "trial 1"),
    ] {
      let damaged = text.replacing(from, with: to, maxReplacements: 1)
      #expect(damaged != text, "\(from)")
      try folder.write("plan.json", damaged)
      do {
        _ = try StudyPlan(in: folder.path)
        Issue.record("\(from) was accepted")
      } catch {
        #expect(error.category == .badData && error.message.contains(words), "\(error.message)")
      }
    }
    #expect(throws: ReportError.self) { try StudyPlan(in: folder.file("nowhere")) }
  }

  static let faults: [(text: String, message: String)] = [
    ("", "study.yaml is empty; a grid of settings is expected, as in templates/study.yaml."),
    (
      "grid: {}",
      "study.yaml, line 1: grid: it is empty; a setting with a list of values was expected."
    ),
    ("epochs: 3", "study.yaml, line 1: the document: grid is missing."),
    (
      "grid:\n  learning rate: []",
      "study.yaml, line 2: grid, learning rate: the list is empty; at least one value was expected."
    ),
    (
      "grid:\n  momentum: [0.5, 1]",
      "study.yaml, line 2: grid, momentum: 1 is not usable; it must be at least 0 and below 1."
    ),
    (
      "grid:\n  optimizer: [sgd, adagrad]",
      "study.yaml, line 2: grid, optimizer: 'adagrad' is not usable; it must be one of sgd, adam, "
        + "rmsprop."
    ),
    (
      "grid:\n  seed: [1, 1]", "study.yaml, line 2: grid, seed: 1 stands there twice."
    ),
    (
      "seed: 1\ngrid:\n  seed: [1, 2]",
      "study.yaml, line 1: seed: it stands in the grid, too; write one of both."
    ),
    (
      "grid:\n  optimizer: {from: 1, to: 2, count: 3}",
      "study.yaml, line 2: grid, optimizer: it has no range; a list of values was expected."
    ),
    (
      "grid:\n  learning rate: {log: {from: 0, to: 2, count: 3}}",
      "study.yaml, line 2: grid, learning rate, log: from has to be above 0."
    ),
    (
      "grid:\n  learning rate: {from: 1, to: 2}",
      "study.yaml, line 2: grid, learning rate: count is missing."
    ),
    (
      "grid:\n  epochs: {from: 1, to: 3, count: 5}",
      "study.yaml, line 2: grid, epochs: 5 values between these ends are not all different; give a "
        + "smaller count."
    ),
    (
      "dataset: {kind: cifar}\ngrid:\n  seed: [1]",
      "study.yaml, line 1: dataset, kind: 'cifar' is not one of digits, mnist, files."
    ),
    (
      "dataset: {kind: digits, drawn: [5]}\ngrid:\n  seed: [1]",
      "study.yaml, line 1: dataset, drawn: two numbers from 1 to 1000000 were expected, such as "
        + "[600, 200]."
    ),
  ]

  @Test("Names the line, the place and what was expected", arguments: faults)
  func fault(text: String, expected: String) {
    #expect(StudyFixture.message(text) == expected)
  }

  @Test("An unknown setting is told what there is, and what was perhaps meant")
  func unknown() {
    let message = StudyFixture.message("grid:\n  learning rat: [0.1]")
    #expect(
      message.hasPrefix(
        "study.yaml, line 2: grid: unknown setting 'learning rat' (learning rate?); known are "))
  }

  @Test("Very many trials are asked for, and more than a million refused")
  func many() throws {
    let text =
      "dataset: {kind: digits, drawn: [8, 8]}\ngrid:\n  seed: {from: 1, to: 10001, count: 10000}\n"
    #expect(
      StudyFixture.message(text + "  momentum: [0, 0.5]").hasSuffix(
        "describes 20000 trials. Draw some of them with random: {trials: 100}, or confirm them with"
          + " --yes."))
    #expect(
      StudyFixture.message(text + "  momentum: {from: 0, to: 0.9, count: 10000}").contains(
        "more than 1000000 trials"))
  }
}
