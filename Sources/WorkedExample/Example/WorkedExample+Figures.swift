package import Backprop
package import Charts
package import Figures
import Numerals
import Predictions

extension WorkedExample {
  /// The folder of the figures within the output folder.
  package static let figureFolder = "backpropagation/figures"

  /// The name of the figure of one learning rate's losses, such as `loss-lr-0.1`.
  package static func lossFigureName(learningRate: Double) -> String {
    "loss-lr-\(NumberText.shortest(learningRate))"
  }

  /// The name of the figure of an activation, such as `leaky-relu`.
  package static func activationFigureName(_ activation: Activation) -> String {
    activation.rawValue.replacing(" ", with: "-")
  }

  /// Every figure of the worked example, in the theme of the settings, with dark twins: the
  /// network, its activations, the losses of the leading table and of each rate, and all rates
  /// together.
  package var figures: [NamedFigure] {
    let map = regionMap
    return NamedFigure.withTwins(in: settings.theme) { figures(map, theme: $0) }
  }

  private func figures(_ map: RegionMap?, theme: FigureTheme) -> [NamedFigure] {
    var figures = [NamedFigure("network", networkDiagram(theme: theme))]
    figures += activations.map {
      NamedFigure(Self.activationFigureName($0), ActivationCurve($0).chart(theme: theme))
    }
    if let table = leadingTable {
      figures.append(NamedFigure("loss-\(settings.epochs)-epochs", lossChart(table, theme: theme)))
    }
    figures += tables.map {
      NamedFigure(
        Self.lossFigureName(learningRate: $0.learningRate), lossChart($0, theme: theme))
    }
    if tables.count > 1 { figures.append(NamedFigure("sweep", overlayChart(theme: theme))) }
    return figures + predictionFigures(map, theme: theme)
  }

  /// The figures that the workbook shows, and the others: those of the network and of the leading
  /// losses are needed first.
  package var figuresByUse: (shown: [NamedFigure], others: [NamedFigure]) {
    let leading = "loss-\(settings.epochs)-epochs"
    let figures = figures
    let shown = figures.filter { $0.name == "network" || $0.name == leading }
    return (shown, figures.filter { $0.name != "network" && $0.name != leading })
  }

  /// The activations that the network's layers use, each once, in the order of the layers.
  package var activations: [Activation] {
    var used: [Activation] = []
    // A softmax is a function of all outputs together and has no curve.
    for layer in settings.network.layers
    where layer.activation != .softmax && !used.contains(layer.activation) {
      used.append(layer.activation)
    }
    return used
  }

  /// The network with its initial weights; in the plain look also with the values of the first
  /// epoch.
  ///
  /// - Parameter theme: The look; the settings' own when nil.
  /// - Returns: The diagram.
  package func networkDiagram(theme: FigureTheme? = nil) -> NetworkDiagram {
    let theme = theme ?? settings.theme
    let names = description.names
    let showsValues = theme != .article
    func value(_ symbol: Symbol) -> String? {
      guard showsValues, let number = tables.first?.column(symbol)?.first else { return nil }
      return NumberText.significant(number, 6)
    }
    var layers = [
      names.inputs.map { NetworkDiagram.Neuron($0.name, value: value($0)) }
    ]
    var connections: [NetworkDiagram.Connection] = []
    for (index, layer) in names.layers.enumerated() {
      let weights = settings.network.layers[index].weights
      let biases = settings.network.layers[index].biases?.values ?? []
      layers.append(
        layer.sums.indices.map { neuron in
          NetworkDiagram.Neuron(
            layer.sums[neuron].name, activation: layer.activations[neuron].name,
            value: value(layer.sums[neuron]), activationValue: value(layer.activations[neuron]),
            bias: biases.isEmpty
              ? nil : "\(layer.biases[neuron].name) = \(Self.label(biases[neuron]))")
        })
      for (neuron, row) in weights.enumerated() {
        for (source, weight) in row.enumerated() {
          connections.append(
            .init(
              layer: index, from: source, to: neuron,
              label: "\(layer.weights[neuron][source].name) = \(Self.label(weight))"))
        }
      }
    }
    let outputs = names.layers.last?.activations ?? []
    var diagram = NetworkDiagram(
      title: "The \(settings.network.shape) network", layers: layers, connections: connections,
      errors: zip(names.errors, zip(names.targets, outputs)).map { error, pair in
        "\(error.name) = "
          + settings.network.training.loss.formula(target: pair.0.name, output: pair.1.name)
      },
      targets: names.targets.enumerated().map { index, target in
        showsValues && settings.network.samples.count == 1
          ? "\(target.name) = \(Self.label(settings.network.targets[index]))"
          : target.name
      }, theme: theme.theme)
    if !settings.isArticleNetwork { diagram.heading = networkWords }
    guard showsValues else { return diagram }
    diagram.errorValues = names.errors.compactMap { error in
      tables.first?.column(error)?.first.map {
        "\(error.name) = \(NumberText.significant($0, 4))"
      }
    }
    diagram.totalValue = tables.first?.losses.first.map { NumberText.significant($0, 4) }
    return diagram
  }

  /// The activations and the loss, in a line.
  private var networkWords: String {
    let network = settings.network
    var parts = network.layers.enumerated().map { index, layer in
      let isLast = index == network.layers.count - 1
      let place =
        isLast ? "outputs" : network.layers.count == 2 ? "hidden layer" : "layer \(index + 1)"
      return "\(place): \(layer.activation.rawValue)"
    }
    let samples = network.samples.count
    parts.append(
      "loss: \(network.training.loss.rawValue)"
        + (samples > 1 ? ", \(network.training.reduction.rawValue) over \(samples) samples" : ""))
    return parts.joined(separator: " · ")
  }

  /// A weight as it stands beside its line: four digits are enough there, and zero has no sign.
  private static func label(_ value: Double) -> String {
    value == 0 ? "0" : NumberText.significant(value, 4)
  }
}
