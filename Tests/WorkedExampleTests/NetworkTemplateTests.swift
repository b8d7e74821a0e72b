import Backprop
import NetworkFiles
import TestSupport
import Testing

/// The networks of `templates/networks`, held to what their comments say of them.
@Suite("Networks that come with the program")
struct NetworkTemplateTests {
  private static let folder = BuiltProgram.packageRoot + "/templates/networks"

  private func table(_ name: String, rate: Double, epochs: Int) throws -> Table {
    let network = try NetworkTemplate("\(Self.folder)/\(name).yaml").network
    return try TableEvaluator(try TableDescription(network)).tables(
      learningRates: [rate], epochs: epochs)[0]
  }

  /// The last number of a column.
  private func last(_ table: Table, _ symbol: Symbol) throws -> Double {
    try #require(table.column(symbol)?.last, "\(symbol)")
  }

  @Test("Each says what it is, what to look at, and a command that names it")
  func comments() throws {
    let templates = NetworkTemplates(folder: Self.folder)
    #expect(templates.names.count >= 12)
    for template in try templates.all() {
      #expect(template.lookAt.count > 60, "\(template.name)")
      #expect(
        template.command.hasPrefix("report backprop --network \(template.name)"),
        "\(template.name)")
    }
  }

  @Test("The article's is the article's network")
  func article() throws {
    #expect(try NetworkTemplate("\(Self.folder)/article.yaml").network == .article)
  }

  @Test("Mazur's losses are the published ones")
  func mazur() throws {
    let losses = try table("mazur", rate: 0.5, epochs: 10_001).losses.map { $0 }
    #expect((losses[0] - 0.298371109).magnitude < 5e-10)
    // The published ones of later steps were computed with rounded numbers.
    #expect((losses[1] - 0.291027924).magnitude < 2e-7)
    #expect((losses[10_000] - 0.0000351085).magnitude < 1e-8)
    // NumPy in double precision.
    #expect((losses[1] - 0.29102777369359933).magnitude < 1e-15)
    #expect((losses[10_000] - 3.510187782978859e-05).magnitude < 1e-15)
  }

  @Test("XOR learns, and with other first weights is stuck")
  func xor() throws {
    let learned = try table("xor", rate: 2, epochs: 500)
    let stuck = try table("xor-stuck", rate: 2, epochs: 500)
    func outputs(_ table: Table) throws -> [Double] {
      try (1...4).map { try last(table, Symbol("a_o1[\($0)]")).rounded() }
    }
    #expect(try outputs(learned) == [0, 1, 1, 0])
    #expect(try last(learned, .totalError) < 0.05)
    #expect(try outputs(stuck) != [0, 1, 1, 0])
    #expect(try last(stuck, .totalError) > 0.3)
    let first = try NetworkTemplate("\(Self.folder)/xor.yaml").network
    let second = try NetworkTemplate("\(Self.folder)/xor-stuck.yaml").network
    #expect(first.samples == second.samples && first.training == second.training)
    #expect(first.shape == second.shape && first.layers != second.layers)
  }

  @Test("AND is learned without a hidden layer")
  func and() throws {
    let table = try table("and", rate: 5, epochs: 100)
    let outputs = try (1...4).map { try last(table, Symbol("a_o1[\($0)]")).rounded() }
    #expect(outputs == [0, 0, 0, 1])
  }

  @Test("Three classes are told apart by the largest probability")
  func classes() throws {
    let table = try table("classes", rate: 2, epochs: 100)
    let samples = try NetworkTemplate("\(Self.folder)/classes.yaml").network.samples
    for (index, sample) in samples.enumerated() {
      let outputs = try (1...3).map { try last(table, Symbol("a_o\($0)[\(index + 1)]")) }
      #expect((outputs.reduce(0, +) - 1).magnitude < 1e-12)
      #expect(outputs.firstIndex(of: outputs.max() ?? 0) == sample.targets.firstIndex(of: 1))
    }
  }

  @Test("The sine is fitted to a hundredth of its mean square")
  func sine() throws {
    let losses = try table("sine", rate: 0.2, epochs: 500).losses
    #expect(try #require(losses.last) < 0.01)
  }

  @Test("ReLU dies at the larger rate, and leaky ReLU comes back")
  func dyingRelu() throws {
    let dead = try table("dying-relu", rate: 1, epochs: 200)
    for parameter in ["w1", "w2", "b1", "b2"] {
      #expect(try last(dead, Symbol("∂E/∂\(parameter)")) == 0)
    }
    for sample in 1...4 {
      for neuron in 1...2 { #expect(try last(dead, Symbol("h\(neuron)[\(sample)]")) < 0) }
      // What is left is the mean of the targets.
      #expect((try last(dead, Symbol("a_o1[\(sample)]")) - 1.45).magnitude < 1e-9)
    }
    let small = try table("dying-relu", rate: 0.1, epochs: 200)
    #expect(try last(small, .totalError) < 0.1 * (try last(dead, .totalError)))
    let leaky = try table("leaky-relu", rate: 1, epochs: 200)
    #expect(try last(leaky, .totalError) < 0.1 * (try last(dead, .totalError)))
  }

  @Test("Momentum arrives sooner in the valley")
  func valley() throws {
    func distance(_ name: String) throws -> Double {
      (try last(try table(name, rate: 0.1, epochs: 300), "w2") - 1).magnitude
    }
    #expect(try distance("valley-momentum") < 0.1 * (try distance("valley")))
    let diverged = try table("valley", rate: 2.1, epochs: 100)
    #expect(try last(diverged, .totalError) > (try #require(diverged.losses.first)))
  }

  @Test("Adam's first step is one in size for every parameter")
  func adam() throws {
    let table = try table("adam", rate: 0.1, epochs: 1)
    for symbol in table.symbols where symbol.name.hasPrefix("u(") {
      let size = try #require(table.column(symbol)?.first).magnitude
      #expect(size == 0 || (size - 1).magnitude < 1e-4, "\(symbol)")
    }
  }
}
