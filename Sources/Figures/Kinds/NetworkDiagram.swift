public import Charts

/// A fully connected network with its weights, drawn as in the article: each neuron is a weighted
/// sum and, touching it, its activation; at the right the error.
public struct NetworkDiagram: Figure, Equatable {
  /// A neuron of the network.
  public struct Neuron: Sendable, Equatable {
    /// The name of the input or of the weighted sum, such as `h1`.
    public var name: String
    /// The name of the activation, such as `a_h1`; `nil` for an input.
    public var activation: String?
    /// The value under the name, such as `0.0275`; `nil` for none.
    public var value: String?
    /// The value under the name of the activation; `nil` for none.
    public var activationValue: String?
    /// The bias that is added to the weighted sum, such as `b1 = 0.35`; `nil` for none.
    public var bias: String?

    /// A neuron.
    public init(
      _ name: String, activation: String? = nil, value: String? = nil,
      activationValue: String? = nil, bias: String? = nil
    ) {
      self.name = name
      self.activation = activation
      self.value = value
      self.activationValue = activationValue
      self.bias = bias
    }
  }

  /// A connection between neurons of neighboring layers.
  public struct Connection: Sendable, Equatable {
    /// The layer that the connection comes from, 0 for the inputs.
    public var layer: Int
    /// The neuron that it comes from, from 0.
    public var from: Int
    /// The neuron of the next layer that it leads to, from 0.
    public var to: Int
    /// What stands beside it, such as `w1 = 0.15`.
    public var label: String

    /// A connection.
    public init(layer: Int, from: Int, to: Int, label: String) {
      self.layer = layer
      self.from = from
      self.to = to
      self.label = label
    }
  }

  /// The short name of the figure.
  public var title: String
  /// The inputs, the hidden layers and the outputs, each from top to bottom.
  public var layers: [[Neuron]]
  /// The connections with their weights.
  public var connections: [Connection]
  /// The error of each output, such as `E1 = ½ · (t1 − a_o1)²`.
  public var errors: [String]
  /// The values of the errors, such as `E1 = 0.0028`; empty for none.
  public var errorValues: [String] = []
  /// The value of the loss; `nil` for none.
  public var totalValue: String?
  /// The targets, such as `t1`.
  public var targets: [String]
  /// The name of the loss.
  public var total: String
  /// A line of text above the diagram; empty for none.
  public var heading: String
  /// The look.
  public var theme: Theme

  /// A network.
  public init(
    title: String, layers: [[Neuron]], connections: [Connection], errors: [String],
    targets: [String], total: String = "E_tot", heading: String = "", theme: Theme = .plain
  ) {
    self.title = title
    self.layers = layers
    self.connections = connections
    self.errors = errors
    self.targets = targets
    self.total = total
    self.heading = heading
    self.theme = theme
    // The article draws its network on white, and its charts on blue.
    self.theme.background = theme.diagram.background
  }

  /// The network in words: widths, weights and error.
  public var altText: String {
    let widths = layers.map { String($0.count) }.joined(separator: "-")
    var text = "Diagram of a \(widths) network"
    let names = layers.map { AltText.list($0.prefix(8).map(\.name)) }
    func noun(_ word: String, _ layer: Int) -> String {
      layers[layer].count == 1 ? "the \(word)" : "the \(word)s"
    }
    if let inputs = names.first { text += " with \(noun("input", 0)) \(inputs)" }
    for (index, layer) in names.enumerated().dropFirst() {
      let isLast = index == names.count - 1
      text +=
        isLast
        ? " and \(noun("output", index)) \(layer)" : ", \(noun("hidden neuron", index)) \(layer)"
    }
    text += "."
    let biases = layers.joined().compactMap(\.bias)
    let weights = connections.prefix(24).map(\.label).filter { !$0.isEmpty }
    if !weights.isEmpty {
      text += " Weights: \(weights.joined(separator: ", "))"
      text += connections.count > 24 ? " and \(connections.count - 24) more." : "."
    }
    if !biases.isEmpty { text += " Biases: \(biases.prefix(16).joined(separator: ", "))." }
    if !errors.isEmpty {
      let shown = errors.prefix(6).joined(separator: "; ")
      let value = totalValue.map { " = \($0)" } ?? ""
      text +=
        errors.count == 1
        ? " Error: \(shown); it is \(total)\(value)."
        : " Errors: \(shown)\(errors.count > 6 ? "; …" : ""); their sum is \(total)\(value)."
      if !errorValues.isEmpty, errors.count > 1 {
        text += " First values: \(errorValues.prefix(6).joined(separator: ", "))."
      }
    }
    return text
  }

  /// The size that the layers need.
  public var size: Chart.Size { NetworkLayout(self).size }

  /// Draws the diagram.
  public func draw(on drawing: inout Drawing) {
    NetworkPainter(diagram: self, layout: NetworkLayout(self)).draw(on: &drawing)
  }
}
