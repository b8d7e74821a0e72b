import Backprop
import Numerals
import Publishing
import SettingsFiles
import Yams

/// Turns the nodes of a YAML document into a network, or says where it does not fit.
struct NetworkReader {
  let nodes: SettingsNodes
  /// The number of epochs of the run, which a schedule has to fit; nil for a schedule of any length.
  let epochs: Int?

  /// Reads nodes of a file.
  ///
  /// - Parameters:
  ///   - file: What messages call it.
  ///   - epochs: The number of epochs of the run, which a schedule has to fit; nil for a schedule of
  ///     any length.
  init(file: String, epochs: Int? = nil) {
    nodes = SettingsNodes(file: file, subject: "network")
    self.epochs = epochs
  }

  private static let keys = [
    "inputs", "targets", "samples", "data", "layers", "batch", "loss", "reduction", "optimizer",
    "schedule",
  ]

  /// Reads the network.
  ///
  /// - Parameter root: The document.
  /// - Returns: The network, and the file that its samples come from, if it is another one.
  /// - Throws: `ReportError` of category `badData` with the line, the name and what was expected.
  func network(_ root: Node) throws(ReportError) -> (Network, data: SettingsFile.Source?) {
    let fields = try nodes.mapping(
      root, "the document", keys: Self.keys,
      required: ["layers"])
    let read = try samples(fields, root)
    let samples = read.samples
    guard let list = fields["layers"]?.sequence, !list.isEmpty else {
      throw nodes.fault(
        fields["layers"] ?? root, "layers: a list of at least one layer was expected")
    }
    let layers = try layers(list, inputs: samples[0].inputs.count, fields["layers"])
    let width = layers.last?.width ?? 0
    for (index, sample) in samples.enumerated() where sample.targets.count != width {
      throw read.fault(
        index,
        "\(read.targets(of: index)) has \(FixedText.counted(sample.targets.count, "value")); the "
          + "last layer has \(FixedText.counted(width, "neuron")), so \(width) expected")
    }
    let training = try training(fields, samples: read, layers: layers)
    do {
      return (try Network(samples: samples, layers: layers, training: training), read.file)
    } catch {
      throw ReportError(.badData, "\(nodes.file): \(error)")
    }
  }
}
