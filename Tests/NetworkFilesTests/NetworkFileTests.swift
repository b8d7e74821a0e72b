import Backprop
import NetworkFiles
import Publishing
import SettingsFiles
import TestSupport
import Testing

@Suite("The network file")
struct NetworkFileTests {
  private func message(_ text: String) -> String {
    do {
      _ = try NetworkFile.parse(text, file: "net.yaml")
      return "accepted"
    } catch {
      #expect(error.category == .badData)
      return error.message
    }
  }

  @Test("The commented template is the article's network")
  func template() throws {
    let (network, source) = try NetworkFile.read(
      BuiltProgram.packageRoot + "/templates/network.yaml")
    #expect(network == .article)
    #expect(source.name == "network.yaml")
    #expect(source.file.sha256.count == 64)
  }

  @Test("Describes activations, biases and any number of layers")
  func everything() throws {
    let network = try NetworkFile.parse(
      """
      inputs: [1, -2.5e-1]
      targets: [0]
      layers:
        - weights: [[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]
          activation: tanh
          biases: [1, 2, 3]
          train biases: false
        - weights: [[1, 2, 3]]
          activation: linear
          biases: [0.5]
      """, file: "net.yaml")
    #expect(
      network
        == (try Network(
          inputs: [1, -0.25], targets: [0],
          layers: [
            .init(
              weights: [[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]],
              biases: .init([1, 2, 3], trained: false), activation: .tanh),
            .init(
              weights: [[1, 2, 3]], biases: .init([0.5], trained: true), activation: .linear),
          ])))
  }

  @Test("Names the line, the place and what was expected")
  func faults() {
    let keys =
      "inputs, targets, samples, data, layers, batch, loss, reduction, optimizer, schedule"
    let start = "inputs: [1, 2]\ntargets: [0]\nlayers:\n  - "
    let cases: [(text: String, message: String)] = [
      (
        "",
        "net.yaml is empty; inputs, targets and layers are expected, as in "
          + "templates/network.yaml."
      ),
      (
        "- 1",
        "net.yaml, line 1: the document: \(keys) were expected, as 'name: value'."
      ),
      ("inputs: [1]\ntargets: [1]\n", "net.yaml, line 1: the document: layers is missing."),
      (
        "inputs: [1]\ntargets: [1]\nlayer: []\n",
        "net.yaml, line 3: the document: unknown key 'layer'; known are \(keys)."
      ),
      (
        "inputs: []\ntargets: [1]\nlayers: [1]",
        "net.yaml, line 1: inputs: the list is empty; at least one number was expected."
      ),
      (
        "inputs: [1, .nan]\ntargets: [1]\nlayers: [1]",
        "net.yaml, line 1: inputs: '.nan' is not a number."
      ),
      (
        "inputs: [1, nan]\ntargets: [1]\nlayers: [1]",
        "net.yaml, line 1: inputs: nan is not finite; a finite number was expected."
      ),
      (
        "inputs: 1\ntargets: [1]\nlayers: [1]",
        "net.yaml, line 1: inputs: a list of numbers was expected, such as [0.05, 0.1]."
      ),
      (
        start + "weights: [[1, 2, 3]]",
        "net.yaml, line 4: layer 1, weights of neuron 1: found 3 values; 2 expected, one for each "
          + "input."
      ),
      (
        start + "weights: []",
        "net.yaml, line 4: layer 1, weights: one list of weights for each neuron was expected, "
          + "such as [[0.15, 0.2], [0.25, 0.3]]."
      ),
      (
        start + "weights: [[1, 2], [3, 4]]",
        "net.yaml, line 2: targets has 1 value; the last layer has 2 neurons, so 2 expected."
      ),
      (
        start + "weights: [[1, x]]",
        "net.yaml, line 4: layer 1, weights of neuron 1: 'x' is not a number."
      ),
      (
        start + "weights: [[1, 2]]\n    activation: softplus",
        "net.yaml, line 5: layer 1, activation: 'softplus' is not one of sigmoid, tanh, relu, "
          + "leaky relu, linear, softmax."
      ),
      (
        start + "weights: [[1, 2]]\n    biases: [1, 2]",
        "net.yaml, line 5: layer 1, biases: found 2 values; 1 expected, one for each neuron."
      ),
      (
        start + "weights: [[1, 2]]\n    train biases: true",
        "net.yaml, line 5: layer 1, train biases: there are no biases to train."
      ),
      (
        start + "weights: [[1, 2]]\n    biases: [1]\n    train biases: maybe",
        "net.yaml, line 6: layer 1, train biases: 'maybe' is neither true nor false."
      ),
    ]
    for (text, expected) in cases { #expect(message(text) == expected) }
  }

  @Test("A network beyond the limits is refused with the line, the place and the limit")
  func limits() {
    func row(_ count: Int) -> String {
      "[" + (1...count).map { _ in "1" }.joined(separator: ", ") + "]"
    }
    func rows(_ count: Int, of width: Int) -> String {
      "  - weights:\n" + String(repeating: "      - \(row(width))\n", count: count)
    }
    let start = "inputs: [1]\ntargets: [1]\nlayers:\n"
    #expect(
      message("targets: [1]\ninputs: \(row(65))\nlayers:\n" + rows(1, of: 65))
        == "net.yaml, line 2: inputs: found 65 inputs; at most 64 can be computed here.")
    #expect(
      message(start + rows(65, of: 1))
        == "net.yaml, line 5: layer 1, weights: found 65 neurons; at most 64 can be computed here.")
    #expect(
      message(start + String(repeating: rows(1, of: 1), count: 17))
        == "net.yaml, line 4: layers: found 17 layers; at most 16 can be computed here.")
    #expect(
      message(start + rows(64, of: 1) + rows(64, of: 64))
        == "net.yaml, line 70: layer 2, weights: with the layers before: found 4160 weights; "
        + "at most 4096 can be computed here.")
  }

  @Test("Says where text is no YAML, and where a key stands twice")
  func syntax() {
    #expect(message("inputs: [1, 2\ntargets: [0]\n").hasPrefix("net.yaml, line "))
    #expect(
      message("inputs: [1]\n---\ninputs: [2]\n")
        == "net.yaml, line 2: a second document begins here; leave one network in the file.")
    #expect(message("inputs: [1]\ninputs: [2]\n").contains("'inputs'"))
    #expect(message("inputs: [1]\ninputs: [2]\n").contains("twice"))
  }

  @Test("Refuses files that are missing, binary or far too large")
  func files() throws {
    let folder = try TemporaryFolder()
    func category(_ path: String) -> ReportError.Category? {
      do {
        _ = try NetworkFile.read(path)
        return nil
      } catch { return error.category }
    }
    #expect(category(folder.file("none.yaml")) == .inputMissing)
    #expect(category(folder.path) == .inputMissing)
    #expect(category(try folder.write("binary", [0x00, 0xFF, 0x10])) == .badData)
    let large = [UInt8](repeating: 0x20, count: NetworkFile.sizeLimit + 1)
    #expect(category(try folder.write("large", large)) == .badData)
  }

  @Test("Refuses the billion laughs without unfolding them")
  func aliases() {
    var text = "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
    for (name, before) in zip("bcdefghi", "abcdefgh") {
      let list = Array(repeating: "*\(before)", count: 9).joined(separator: ", ")
      text += "\(name): &\(name) [\(list)]\n"
    }
    #expect(message(text) != "accepted")
  }

  @Test("A byte order mark is no part of the text")
  func byteOrderMark() throws {
    let text = "inputs: [1]\ntargets: [1]\nlayers: [{weights: [[1]]}]\n"
    let network = try NetworkFile.parse("\u{FEFF}" + text, file: "net.yaml")
    #expect(network == (try NetworkFile.parse(text, file: "net.yaml")))
  }

  @Test("Groups are merged in, and what stands in a group itself goes first")
  func mergeKeys() throws {
    let network = try NetworkFile.parse(
      """
      inputs: [1, 2]
      targets: [1]
      layers:
        - &base {neurons: 2, activation: tanh, seed: 5, initialization: he}
        - {<<: *base, seed: 6, activation: relu}
        - <<: [*base, {seed: 9}]
          neurons: 1
      """, file: "net.yaml")
    #expect(network.layers.map(\.activation) == [.tanh, .relu, .tanh])
    #expect(network.layers.map(\.width) == [2, 2, 1])
    let drawn = Initialization.he.draw(neurons: 2, inputs: 2, seed: 6, layer: 1)
    #expect(network.layers[1].weights == drawn.weights)
    #expect(
      message("inputs: [1]\ntargets: [1]\nlayers: [{<<: 3, weights: [[1]]}]")
        == "net.yaml, line 3: layer 1, <<: a group of keys was expected, or a few of them in a list."
    )
  }

  @Test("Nested aliases as a key are refused at once, whatever way they are written")
  func aliasKeys() throws {
    let hostile = String(decoding: try Fixture.bytes("nested-alias-key.yaml"), as: UTF8.self)
    #expect(
      message(hostile) == "net.yaml, line 1: a list or a group as a key; keys are plain words.")
    for key in ["*a : 1", "{*a: 1}", "- ? *a", "x: {[*a, *a]: 1}", "x: {[*a,\n *a]\n : 1}"] {
      #expect(message("a: &a [x]\n\(key)").contains("keys are plain words"), "\(key)")
    }
  }

  @Test("Reads samples, batches, losses, optimizers and schedules")
  func training() throws {
    let network = try NetworkFile.parse(
      """
      samples:
        - {inputs: [0, 1], targets: [1, 0]}
        - {inputs: [1, 1], targets: [0, 1]}
        - {inputs: [1, 0], targets: [0.5, 0.5]}
      layers:
        - {neurons: 3, activation: leaky relu, biases: none, initialization: {uniform: 0.5}}
        - {neurons: 2, activation: softmax}
      batch: 2
      loss: cross entropy
      reduction: sum
      optimizer: {name: sgd, momentum: 0.9, nesterov: true, weight decay: 0.01}
      schedule: {name: cosine, epochs: 30, minimum: 0.001, warmup: 5}
      """, file: "net.yaml")
    #expect(network.samples.count == 3 && network.stepsPerEpoch == 2)
    #expect(network.layers[0].biases == nil && network.layers[1].biases?.values == [0, 0])
    #expect(network.training.loss == .crossEntropy && network.training.reduction == .sum)
    #expect(
      network.training.optimizer
        == (try Optimizer(.sgd, ["momentum": 0.9, "nesterov": 1, "weight decay": 0.01])))
    #expect(
      network.training.schedule
        == (try Schedule(
          try ConfiguredMethod(.cosine, ["epochs": 30, "minimum": 0.001]), warmupEpochs: 5)))
    #expect(network.training.schedule.epochs == 35)
    let list = try NetworkFile.parse(
      "inputs: [1]\ntargets: [1]\nlayers: [{weights: [[1]]}]\n"
        + "schedule: [{name: warmup, epochs: 4}, {name: exponential, gamma: 0.9}]",
      file: "net.yaml")
    #expect(list.training.schedule.warmupEpochs == 4)
    #expect(list.training.schedule.main.method == .exponential)
  }

  @Test("Names the line, the place and what was expected of samples and training")
  func trainingFaults() {
    let layers = "layers: [{weights: [[1, 1]], activation: tanh}]\n"
    let one = "inputs: [1, 2]\ntargets: [1]\n" + layers
    func samples(_ second: String, _ rest: String = layers) -> String {
      "samples:\n  - {inputs: [0, 1], targets: [1]}\n  - \(second)\n" + rest
    }
    let cases: [(text: String, message: String)] = [
      (
        samples("{inputs: [0], targets: [1]}"),
        "net.yaml, line 3: sample 2, inputs: found 1 value; 2 expected, as in sample 1."
      ),
      (
        samples("{inputs: [0, 1], targets: [1, 2]}"),
        "net.yaml, line 3: sample 2, targets has 2 values; the last layer has 1 neuron, so 1 expected."
      ),
      (
        samples("{inputs: [0, 1], target: [1]}"),
        "net.yaml, line 3: sample 2: unknown key 'target'; known are inputs, targets."
      ),
      (
        samples("{inputs: [0, [1]], targets: [1]}"),
        "net.yaml, line 3: sample 2, inputs: a list is not a number."
      ),
      (
        samples("{inputs: [0, 1], targets: [1]}", layers + "batch: 0"),
        "net.yaml, line 5: batch: '0' is not usable; all was expected, or a number of samples from 1 "
          + "to 2."
      ),
      (
        samples("{inputs: [0, 1], targets: [1]}", layers + "batch: 3"),
        "net.yaml, line 5: batch: '3' is not usable; all was expected, or a number of samples from 1 "
          + "to 2."
      ),
      (
        one + "loss: binary cross entropy",
        "net.yaml, line 4: loss: binary cross entropy needs the activation sigmoid in the last layer, "
          + "which has tanh."
      ),
      (
        "inputs: [1]\ntargets: [0.5, 0.4]\nlayers: [{weights: [[1], [2]], activation: softmax}]\n"
          + "loss: cross entropy",
        "net.yaml, line 2: targets: with cross entropy the targets of a sample are a distribution: "
          + "from 0 to 1, with the sum 1."
      ),
      (
        one + "optimizer: {name: adam, beta1: 1}",
        "net.yaml, line 4: optimizer, beta1: '1' is not usable; a number from 0 to below 1 was "
          + "expected."
      ),
      (
        one + "optimizer: {name: adam, momentum: 0.9}",
        "net.yaml, line 4: optimizer: adam has no 'momentum'; it has beta1, beta2, epsilon."
      ),
      (
        one + "optimizer: lion",
        "net.yaml, line 4: optimizer: 'lion' is not one of sgd, rmsprop, adagrad, adam."
      ),
      (
        one + "optimizer: {name: sgd, nesterov: true}",
        "net.yaml, line 4: optimizer: nesterov needs a momentum above 0."
      ),
      (
        one + "schedule: {name: step}",
        "net.yaml, line 4: schedule: Step needs size, a whole number of 1 or more."
      ),
      (
        one + "reduction: max", "net.yaml, line 4: reduction: 'max' is not one of mean, sum."
      ),
      (
        "inputs: [1]\ntargets: [1]\nlayers: [{neurons: 1, initialization: best}]",
        "net.yaml, line 3: layer 1, initialization: 'best' is not one of xavier, he, pytorch, "
          + "{uniform: 0.5}."
      ),
      (
        "inputs: [1]\ntargets: [1]\nlayers: [{neurons: 65}]",
        "net.yaml, line 3: layer 1, neurons: '65' is not usable; a whole number from 1 to 64 was "
          + "expected."
      ),
      (
        "inputs: [1]\ntargets: [1]\nlayers: [{neurons: 2, activation: softmax}, {neurons: 1}]",
        "net.yaml, line 3: layer 1, activation: softmax belongs in the last layer."
      ),
    ]
    for (text, expected) in cases { #expect(message(text) == expected) }
    let many = "samples:\n" + String(repeating: " - {inputs: [1], targets: [1]}\n", count: 1001)
    #expect(
      message(many + layers)
        == "net.yaml, line 2: samples: found 1001 samples; at most 1000 can be computed here.")
  }
}
