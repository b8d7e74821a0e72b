package import Backprop
package import Publishing
import SettingsFiles
import TextFormats
import Yams

/// How a network is trained, as options of the command line say it in place of its file.
///
/// A value is written as in a network file, in braces or not: `adam`, `{name: adam, beta1: 0.8}`, or
/// `sgd momentum=0.9 weight decay=0.01`. Keys, standard values and checks are those of the file.
package struct TrainingOverrides: Sendable, Hashable {
  /// The keys of the file that can be overridden; each is an option.
  package enum Key: String, Sendable, CaseIterable {
    /// How a step changes the parameters.
    case optimizer
    /// How the learning rate changes from epoch to epoch.
    case schedule
    /// How far outputs are from targets.
    case loss
    /// How the errors of a step's samples become its loss.
    case reduction
    /// The number of samples of a step.
    case batch

    /// The option.
    var option: String { "--\(rawValue)" }
  }

  private let texts: [Key: String]

  /// Overrides what has a text.
  ///
  /// - Parameter texts: The options' values; nil for one that was not given.
  package init(_ texts: [Key: String?] = [:]) { self.texts = texts.compactMapValues(\.self) }

  /// Whether an option says something in place of the file.
  package func overrides(_ key: Key) -> Bool { texts[key] != nil }

  /// The network, trained as the options say, and as before where they say nothing.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - epochs: The number of epochs of the run, which `--schedule` has to fit; nil for a schedule of
  ///     any length.
  /// - Returns: The same samples and layers.
  /// - Throws: `ReportError` of category `usage` that names the option and what was expected.
  package func applied(
    to network: Network, epochs: Int? = nil
  ) throws(ReportError) -> Network {
    var network = network
    for key in Key.allCases {
      guard let text = texts[key] else { continue }
      do {
        network = try Self.applied(key, text, to: network, epochs: epochs)
      } catch {
        throw ReportError(.usage, Self.message(error.message, key))
      }
    }
    return network
  }

  private static func applied(
    _ key: Key, _ text: String, to network: Network, epochs: Int?
  ) throws(ReportError) -> Network {
    let reader = NetworkReader(file: key.option, epochs: epochs)
    let node = try node(text, reader.nodes)
    let read = ReadSamples(samples: network.samples) { _, problem in
      reader.nodes.fault(nil, problem)
    }
    let training = try reader.training(
      [key.rawValue: node], usual: network.training, samples: read, layers: network.layers)
    do {
      return try network.trained(by: training)
    } catch {
      throw reader.nodes.fault(nil, String(describing: error).withoutFullStop)
    }
  }

  /// The option's name once, where a message begins with it and the key of the file.
  private static func message(_ text: String, _ key: Key) -> String {
    for start in ["\(key.option), line 1: \(key.rawValue)", "\(key.option): \(key.rawValue)"]
    where text.hasPrefix(start) {
      return key.option + text.dropFirst(start.count)
    }
    return text
  }

  // MARK: - Text

  /// A value as a node of YAML.
  private static func node(_ text: String, _ nodes: SettingsNodes) throws(ReportError) -> Node {
    let text = text[...].trimming()
    guard let first = text.first else {
      throw nodes.fault(nil, "the value is empty")
    }
    if first == "{" || first == "[" {
      return try SettingsFile.document(text, nodes: nodes, expectation: "a value is expected")
    }
    guard text.contains("=") else { return Node(text) }
    let words = text.replacing(#/\s*=\s*/#, with: "=").split { $0.isWhitespace || $0 == "," }
      .map(String.init)
    var pairs: [(Node, Node)] = [("name", Node(words[0]))]
    var keys: Set<String> = []
    var key: [String] = []
    for word in words.dropFirst() {
      guard let sign = word.firstIndex(of: "=") else {
        key.append(word)
        continue
      }
      let name = (key + [String(word[..<sign])]).joined(separator: " ").replacing("-", with: " ")
      guard keys.insert(name).inserted else {
        throw nodes.fault(nil, "\(name) stands there twice")
      }
      pairs.append((Node(name), Node(String(word[word.index(after: sign)...]))))
      key = []
    }
    guard key.isEmpty, !words[0].contains("=") else {
      throw nodes.fault(
        nil, "'\(text)' is not usable; a name was expected, then settings such as momentum=0.9")
    }
    return Node(pairs)
  }

  /// The options with their values, each as a word of a command line.
  package var arguments: [String] {
    Key.allCases.flatMap { key in
      texts[key].map { [key.option, ShellWord.quoted($0)] } ?? []
    }
  }
}
