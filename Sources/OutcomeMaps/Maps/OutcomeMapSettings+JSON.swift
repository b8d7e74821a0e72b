import Backprop
import NetworkFiles
import Publishing
import TextFormats

extension OutcomeMap.Settings {
  /// The settings as the manifest keeps them.
  var json: JSON {
    [
      "x": x.json, "y": y.json, "learningRate": .number(learningRate), "epochs": .integer(epochs),
      "coloring": .string(coloring.rawValue), "network": network.json,
    ]
  }

  /// Reads settings from a manifest.
  ///
  /// - Parameter json: What ``json`` gave.
  /// - Throws: `ReportError` of category `badData` when something is missing or does not fit.
  init(json: JSON) throws(ReportError) {
    guard let x = json["x"].flatMap(MapAxis.init(json:)),
      let y = json["y"].flatMap(MapAxis.init(json:)),
      let rate = json["learningRate"]?.number, let epochs = json["epochs"]?.integer,
      let coloring = json["coloring"]?.string.flatMap(OutcomeMap.Coloring.init(rawValue:)),
      let network = json["network"].flatMap(Network.init(json:))
    else {
      throw ReportError(
        .badData, "The manifest's settings of the map are damaged; run 'report map'.")
    }
    self.init(
      x: x, y: y, learningRate: rate, epochs: epochs, network: network, coloring: coloring)
  }
}

extension MapAxis {
  fileprivate var json: JSON {
    [
      "name": .string(name), "logarithmic": .bool(isLogarithmic), "from": .number(from),
      "to": .number(to), "count": .integer(count),
    ]
  }

  fileprivate init?(json: JSON) {
    guard let name = json["name"]?.string, let isLogarithmic = json["logarithmic"]?.bool,
      let from = json["from"]?.number, let to = json["to"]?.number,
      let count = json["count"]?.integer,
      let axis = try? MapAxis(
        name: name, isLogarithmic: isLogarithmic, from: from, to: to, count: count)
    else { return nil }
    self = axis
  }
}
