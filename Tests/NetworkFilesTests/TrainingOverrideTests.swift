import Backprop
import NetworkFiles
import Publishing
import TestSupport
import Testing

@Suite("Training that options override")
struct TrainingOverrideTests {
  private func network() throws -> Network {
    try NetworkFile.parse(
      """
      samples:
        - {inputs: [0, 1], targets: [1, 0]}
        - {inputs: [1, 1], targets: [0, 1]}
        - {inputs: [1, 0], targets: [0.5, 0.4]}
      layers:
        - {neurons: 2, activation: softmax}
      optimizer: {name: sgd, momentum: 0.5}
      """, file: "net.yaml")
  }

  @Test("Say the same as the keys of a file, in braces or without")
  func sameAsFile() throws {
    let network = try network()
    let all = try TrainingOverrides([
      .optimizer: "sgd momentum=0.9, nesterov = true weight-decay=0.01",
      .schedule: "step size=15 gamma=0.5 warmup=5", .loss: "Squared Error", .reduction: "sum",
      .batch: "2",
    ]).applied(to: network)
    #expect(
      all.training
        == (Network.Training(
          loss: .squaredError, reduction: .sum, batchSize: 2,
          optimizer: try Optimizer(.sgd, ["momentum": 0.9, "nesterov": 1, "weight decay": 0.01]),
          schedule: try Schedule(
            try ConfiguredMethod(.step, ["size": 15, "gamma": 0.5]), warmupEpochs: 5))))
    #expect(all.samples == network.samples && all.layers == network.layers)
    let braces = try TrainingOverrides([.optimizer: "{name: adam, beta1: 0.8}"])
      .applied(to: network)
    #expect(braces.training.optimizer == (try Optimizer(.adam, ["beta1": 0.8])))
    #expect(braces.training.schedule == network.training.schedule)
    #expect(try TrainingOverrides().applied(to: network) == network)
    let whole = try TrainingOverrides([.batch: "all"]).applied(to: all)
    #expect(whole.training.batchSize == nil && whole.training.reduction == .sum)
  }

  @Test("Name the option and what was expected")
  func faults() throws {
    let network = try network()
    func message(_ key: TrainingOverrides.Key, _ text: String) -> String {
      do {
        _ = try TrainingOverrides([key: text]).applied(to: network)
        return "accepted"
      } catch {
        #expect(error.category == .usage)
        return error.message
      }
    }
    let cases: [(TrainingOverrides.Key, String, String)] = [
      (.optimizer, "lion", "--optimizer: 'lion' is not one of sgd, rmsprop, adagrad, adam."),
      (
        .optimizer, "adam beta1=1",
        "--optimizer, beta1: '1' is not usable; a number from 0 to below 1 was expected."
      ),
      (
        .optimizer, "{name: adam, beta1: 1}",
        "--optimizer, beta1: '1' is not usable; a number from 0 to below 1 was expected."
      ),
      (
        .optimizer, "adam momentum=0.9",
        "--optimizer: adam has no 'momentum'; it has beta1, beta2, epsilon."
      ),
      (.optimizer, "sgd nesterov=true", "--optimizer: nesterov needs a momentum above 0."),
      (
        .optimizer, "sgd momentum=0.9 fast",
        "--optimizer: 'sgd momentum=0.9 fast' is not usable; a name was expected, then settings such "
          + "as momentum=0.9."
      ),
      (.optimizer, "sgd momentum=1 momentum=2", "--optimizer: momentum stands there twice."),
      (.optimizer, " ", "--optimizer: the value is empty."),
      (.schedule, "step", "--schedule: Step needs size, a whole number of 1 or more."),
      (
        .loss, "binary cross entropy",
        "--loss: binary cross entropy needs the activation sigmoid in the last layer, which has "
          + "softmax."
      ),
      (
        .loss, "cross entropy",
        "--loss: sample 3, targets: with cross entropy the targets of a sample are a distribution: "
          + "from 0 to 1, with the sum 1."
      ),
      (.reduction, "max", "--reduction: 'max' is not one of mean, sum."),
      (
        .batch, "4",
        "--batch: '4' is not usable; all was expected, or a number of samples from 1 to 3."
      ),
      (
        .batch, "0",
        "--batch: '0' is not usable; all was expected, or a number of samples from 1 to 3."
      ),
    ]
    for (key, text, expected) in cases { #expect(message(key, text) == expected) }
  }

  @Test("Stand on a command line as a shell reads them")
  func arguments() {
    #expect(
      TrainingOverrides([.batch: "2", .optimizer: "sgd momentum=0.9"]).arguments
        == ["--optimizer", "'sgd momentum=0.9'", "--batch", "2"])
  }

  @Test(
    "A schedule that is longer than the run is refused with its place, and an option replaces it")
  func longSchedule() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "net.yaml",
      "inputs: [1]\ntargets: [1]\nlayers: [{weights: [[1]]}]\nschedule: {name: cosine, epochs: 40}\n"
    )
    let words =
      "cosine (epochs 40, minimum 0) needs 40 epochs, and --epochs is 3; compute more epochs or "
      + "shorten the schedule."
    let inFile = #expect(throws: ReportError.self) { try NetworkFile.read(path, epochs: 3) }
    #expect(inFile?.message.hasSuffix("net.yaml, line 4: schedule: " + words) == true)
    #expect(try NetworkFile.read(path, epochs: 40).0 == NetworkFile.read(path).0)
    let option = #expect(throws: ReportError.self) {
      try TrainingOverrides([.schedule: "cosine epochs=40"]).applied(to: .article, epochs: 3)
    }
    #expect(option?.message == "--schedule: " + words)
  }
}
