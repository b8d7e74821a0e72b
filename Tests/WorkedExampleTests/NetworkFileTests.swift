import Publishing
import Backprop
import WorkedExample
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
    #expect(source.sha256.count == 64)
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
    let start = "inputs: [1, 2]\ntargets: [0]\nlayers:\n  - "
    let cases: [(text: String, message: String)] = [
      (
        "",
        "net.yaml is empty; inputs, targets and layers are expected, as in "
          + "templates/network.yaml."
      ),
      (
        "- 1",
        "net.yaml, line 1: the document: inputs, targets, layers were expected, as 'name: value'."
      ),
      ("inputs: [1]\ntargets: [1]\n", "net.yaml, line 1: the document: layers is missing."),
      (
        "inputs: [1]\ntargets: [1]\nlayer: []\n",
        "net.yaml, line 3: the document: unknown key 'layer'; known are inputs, targets, layers."
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
          + "linear."
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
}
