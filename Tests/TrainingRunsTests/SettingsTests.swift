import ConvNet
import Datasets
import Publishing
import Testing
import TextFormats

@testable import RunRecords

@Suite("The settings of a training run")
struct SettingsTests {
  /// Settings that differ from the article's in everything.
  static let others: RunSettings = {
    var changes = SettingChanges()
    changes.set(.optimizer, to: .rmsprop)
    changes.set(.weightDecay, to: 0.5)
    changes.set(.nesterov, to: true)
    changes.set(.beta1, to: 0.5)
    changes.set(.beta2, to: 0.25)
    changes.set(.alpha, to: 0.75)
    changes.set(.epsilon, to: 0.125)
    changes.set(.schedule, to: .cosine)
    changes.set(.warmup, to: 2)
    changes.set(.minimumRate, to: 0.0625)
    changes.set(.cycledMomentum, to: false)
    changes.set(.baseMomentum, to: 0.5)
    changes.set(.maximumMomentum, to: 0.625)
    changes.set(.validation, to: 5)
    changes.set(.transforms, to: .crop)
    changes.set(.normalization, to: .same)
    changes.set(.epochs, to: 7)
    changes.set(.batchSize, to: 64)
    changes.set(.learningRate, to: 0.5)
    changes.set(.momentum, to: 0.25)
    changes.set(.stepSize, to: 3)
    changes.set(.gamma, to: 0.75)
    changes.set(.dropout, to: 0.125)
    changes.set(.softmax, to: .classes)
    changes.set(.seed, to: UInt64.max)
    changes.set(.augment, to: false)
    changes.set(.shuffle, to: false)
    changes.set(.initialWeights, to: String(repeating: "a", count: 64))
    changes.set(
      .architecture,
      to: Architecture(
        height: 9, width: 8,
        stages: [
          .init(name: "a", normName: "b", inputChannels: 1, outputChannels: 3, kernel: 5),
          .init(
            name: "c", normName: "d", inputChannels: 3, outputChannels: 2, kernel: 1, isPooled: true
          ),
        ]))
    return changes.applied(to: RunSettings())
  }()

  @Test("The list has every stored setting: what differs in one differs in the list")
  func complete() {
    let usual = RunSettings.all.map { $0.json(in: RunSettings()) }
    let changed = RunSettings.all.map { $0.json(in: Self.others) }
    #expect(zip(usual, changed).allSatisfy { $0 != $1 })
    // Each stored property of both structures is a setting, but for the structure itself.
    let stored =
      Mirror(reflecting: RunSettings()).children.count - 1
      + Mirror(reflecting: TrainingSettings()).children.count
    #expect(usual.count == stored)
    #expect(Set(RunSettings.all.map(\.name)).count == usual.count)
  }

  @Test("A record of the first form is one of the article's later settings, and keeps its bytes")
  func firstForm() throws {
    let first = [
      "epochs", "batchSize", "learningRate", "momentum", "stepSize", "gamma", "dropout", "softmax",
      "seed", "augment", "shuffle", "initialWeights",
    ]
    #expect(RunSettings().members.map(\.name) == first)
    #expect(try RunSettings(.object(RunSettings().members)) == RunSettings())
    #expect(Set(Self.others.members.map(\.name)) == Set(RunSettings.all.map(\.name)))
  }

  @Test("What run.json has is read back, also the largest seed")
  func roundTrip() throws {
    let text = JSON.object(Self.others.members).text
    let read = try RunSettings(try JSON.parse(text))
    #expect(read == Self.others)
    #expect(read.training.seed == .max)
  }

  @Test(
    "A setting that is missing, of another kind or out of its range is named",
    arguments: [
      ("stepSize", JSON.integer(0)), ("batchSize", .integer(-1)), ("momentum", .number(1)),
      ("dropout", .string("0.1")), ("epochs", .integer(100_001)), ("softmax", .string("image")),
      ("seed", .integer(1)), ("gamma", .number(.infinity)), ("learningRate", .null),
      (
        "architecture",
        .object([
          .init("height", .integer(9)), .init("width", .integer(8)), .init("stages", .array([])),
        ])
      ),
      ("architecture", .string("article")),
      ("optimizer", .string("adagrad")), ("schedule", .null), ("beta2", .number(1)),
      ("warmup", .integer(-1)), ("transforms", .string("crop, rotation")),
      ("nesterov", .integer(1)),
      ("initialWeights", .string("`![x](/etc/passwd)`")),
      ("initialWeights", .string(String(repeating: "A", count: 64))),
    ])
  func damaged(name: String, value: JSON) {
    let members = Self.others.members.map { $0.name == name ? .init(name, value) : $0 }
    #expect { try RunSettings(.object(members)) } throws: {
      ($0 as? DamagedSetting)?.name == name
    }
    let fewer = RunSettings().members.filter { $0.name != name }
    let isOptional = !RunSettings().members.contains { $0.name == name } || name == "initialWeights"
    #expect((try? RunSettings(.object(fewer))) == (isOptional ? RunSettings() : nil))
  }

  @Test("A run that goes on keeps its settings but for those that are asked for")
  func merge() {
    var changes = SettingChanges()
    changes.set(.epochs, to: 9)
    changes.set(.momentum, to: nil)
    let merged = changes.applied(to: Self.others)
    #expect(merged.differences(to: Self.others).map(\.title) == ["epochs"])
    #expect(merged.epochs == 9 && merged.training.momentum == 0.25)
  }

  @Test("The first value out of its range is named with its option and what it must be")
  func ranges() {
    var changes = SettingChanges()
    changes.set(.dropout, to: 0.5)
    changes.set(.momentum, to: -0.5)
    changes.set(.gamma, to: 0)
    #expect(
      throws: ReportError(.usage, "--momentum is -0.5; it must be at least 0 and below 1.")
    ) { try changes.validate() }
  }

  @Test("Documents list the settings by topic, with the schedule beside the rate")
  func sentences() {
    let sentences = Self.others.sentences
    #expect(
      sentences.map(\.title) == [
        "optimizer", "epochs", "learning rate", "momentum", "dropout", "weight decay", "nesterov",
        "beta1", "beta2", "alpha", "epsilon", "batch size", "softmax", "augmentation", "shuffled",
        "normalization", "validation images", "seed", "first weights", "architecture",
      ])
    #expect(sentences[2].value == "0.5, along a cosine to 0.0625, after 2 epochs of warmup")
    #expect(sentences[12].value == "over the classes")
    var cycle = RunSettings()
    cycle.training.schedule = .onecycle
    cycle.training.choose(.adam)
    #expect(
      cycle.sentences.first { $0.title == "learning rate" }?.value
        == "0.001, the peak of one cycle; beta1 falls from 0.95 to 0.85 meanwhile and rises again")
    #expect(!cycle.sentences.contains { $0.title == "momentum" })
    #expect(
      RunSettings().sentences.first { $0.title == "learning rate" }?.value
        == "0.01, times 0.1 after every 15 epochs")
  }

  @Test(
    "An optimizer brings its usual learning rate and momentum, which give way to what is asked for")
  func usualRates() {
    var changes = SettingChanges()
    changes.set(.optimizer, to: .adam)
    #expect(changes.applied(to: RunSettings()).training.learningRate == 0.001)
    changes.set(.learningRate, to: 0.25)
    changes.set(.momentum, to: 0.5)
    let settings = changes.applied(to: RunSettings()).training
    #expect(settings.learningRate == 0.25 && settings.momentum == 0.5)
  }
}
