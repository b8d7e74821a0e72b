import ArchitectureFiles
import DatasetSources
import Publishing
import RunRecords
import SettingsFiles
import TextFormats
import Yams

/// Turns the nodes of a YAML document into a study, or says where they do not fit.
struct StudyReader {
  typealias Content = (
    name: String, dataset: StudyDataset, fixed: [(key: StudyKey, value: StudyValue, place: Node)],
    grid: [(key: StudyKey, values: StudyFile.Values, place: Node)], drawing: StudyFile.Drawing?
  )

  let nodes: SettingsNodes
  private let folder: String
  /// The most values of one setting.
  private static let valueLimit = 10_000

  /// - Parameters:
  ///   - file: What messages call the file.
  ///   - folder: The folder from which the paths of other files begin.
  init(file: String, folder: String) {
    nodes = SettingsNodes(file: file, subject: "study")
    self.folder = folder
  }

  /// - Parameter root: The document.
  /// - Returns: What the study holds.
  /// - Throws: `ReportError` of category `badData` with the line, the name and what was expected.
  func read(_ root: Node) throws(ReportError) -> Content {
    let groups = ["name", "dataset", "grid", "random"]
    let names = StudyKey.all.map(\.name)
    let fields = try nodes.mapping(
      root, "the document", keys: groups + names, required: ["grid"])
    let drawing = try fields["random"].map { node throws(ReportError) in try self.drawing(node) }
    let grid = try grid(fields["grid"] ?? root, isDrawn: drawing != nil)
    var fixed: [(key: StudyKey, value: StudyValue, place: Node)] = []
    for key in StudyKey.all {
      guard let node = fields[key.name] else { continue }
      guard !grid.contains(where: { $0.key.name == key.name }) else {
        throw nodes.fault(node, "\(key.name): it stands in the grid, too; write one of both")
      }
      fixed.append((key, try value(node, key.name, of: key), node))
    }
    return (
      try fields["name"].map { node throws(ReportError) in try self.name(node) } ?? "",
      try fields["dataset"].map { node throws(ReportError) in
        try StudyDataset(node, nodes: nodes, folder: folder)
      } ?? .digits(DrawingPlan()),
      fixed, grid, drawing
    )
  }

  private func name(_ node: Node) throws(ReportError) -> String {
    guard node.scalar != nil, (1...80).contains(nodes.text(node).count) else {
      throw nodes.fault(
        node, "name: \(nodes.quoted(node)) is not usable; a short text was expected")
    }
    return nodes.text(node).plainLine
  }

  private func drawing(_ node: Node) throws(ReportError) -> StudyFile.Drawing {
    let parts = try nodes.mapping(
      node, "random", keys: ["trials", "seed"], required: ["trials"])
    return StudyFile.Drawing(
      trials: try nodes.count(
        parts["trials"] ?? node, "random, trials", in: 1...StudyPlan.trialLimit),
      seed: UInt64(
        try parts["seed"].map { node throws(ReportError) in
          try nodes.count(node, "random, seed", in: 0...Int.max)
        } ?? 1))
  }

  private func grid(
    _ node: Node, isDrawn: Bool
  ) throws(ReportError) -> [(key: StudyKey, values: StudyFile.Values, place: Node)] {
    let entries = try nodes.entries(
      node, "grid", expected: "a setting with a list of values, such as learning rate: [0.01, 0.1]")
    guard !entries.isEmpty else {
      throw nodes.fault(
        node, "grid: it is empty; a setting with a list of values was expected")
    }
    var grid: [(key: StudyKey, values: StudyFile.Values, place: Node)] = []
    for entry in entries {
      guard let key = StudyKey.named(entry.key) else {
        let near = Suggestion.nearest(to: entry.key, among: StudyKey.all.map(\.name))
        let hint = near.map { " (\($0)?)" } ?? ""
        throw nodes.fault(
          entry.place,
          "grid: unknown setting '\(entry.key.plainLine)'\(hint); known are "
            + StudyKey.all.map(\.name).joined(separator: ", "))
      }
      grid.append((key, try values(entry.value, key, isDrawn: isDrawn), entry.value))
    }
    return grid
  }

  private func values(
    _ node: Node, _ key: StudyKey, isDrawn: Bool
  ) throws(ReportError) -> StudyFile.Values {
    let name = "grid, \(key.name)"
    guard node.mapping == nil else {
      let range = try range(node, name, key, isDrawn: isDrawn)
      guard !isDrawn else { return .range(range) }
      // The values of a grid are made once, not for each of its trials.
      let texts = range.values.map(key.setting.rounded)
      guard Set(texts).count == texts.count else {
        throw nodes.fault(
          node,
          "\(name): \(texts.count) values between these ends are not all different; give a"
            + " smaller count")
      }
      return .list(texts.map { StudyValue($0) })
    }
    guard let list = node.sequence else {
      throw nodes.fault(
        node,
        "\(name): a list of values was expected, or {log: {from: 0.001, to: 1, count: 5}}")
    }
    guard !list.isEmpty else {
      throw nodes.fault(node, "\(name): the list is empty; at least one value was expected")
    }
    try nodes.limit(list.count, "value", to: Self.valueLimit, node, name)
    var values: [StudyValue] = []
    for item in list {
      let value = try value(item, name, of: key)
      guard !values.contains(where: { $0.text == value.text }) else {
        throw nodes.fault(item, "\(name): \(value.text) stands there twice")
      }
      values.append(value)
    }
    return .list(values)
  }

  private func range(
    _ node: Node, _ name: String, _ key: StudyKey, isDrawn: Bool
  ) throws(ReportError) -> StudyRange {
    guard key.setting.isNumeric else {
      throw nodes.fault(node, "\(name): it has no range; a list of values was expected")
    }
    let isLogarithmic = node.mapping?["log"] != nil
    let inner = isLogarithmic ? node.mapping?["log"] ?? node : node
    if isLogarithmic { _ = try nodes.mapping(node, name, keys: ["log"]) }
    let parts = try nodes.mapping(
      inner, name, keys: ["from", "to", "count"],
      required: isDrawn ? ["from", "to"] : ["from", "to", "count"])
    let from = try nodes.number(parts["from"] ?? inner, "\(name), from")
    let to = try nodes.number(parts["to"] ?? inner, "\(name), to")
    guard from < to else { throw nodes.fault(inner, "\(name): from has to be smaller than to") }
    guard !isLogarithmic || from > 0 else {
      throw nodes.fault(inner, "\(name), log: from has to be above 0")
    }
    let count = try parts["count"].map { node throws(ReportError) in
      try nodes.count(node, "\(name), count", in: 2...Self.valueLimit)
    }
    return StudyRange(
      from: from, to: to, count: isDrawn ? nil : count, isLogarithmic: isLogarithmic)
  }

  /// The name of a file without its folder and its ending.
  private static func stem(of path: String) -> String {
    let name = FileSystem.name(of: path).plainLine
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// A value that the setting can have.
  private func value(
    _ node: Node, _ name: String, of key: StudyKey
  ) throws(ReportError) -> StudyValue {
    guard node.scalar != nil else {
      throw nodes.fault(node, "\(name): one value was expected, not \(nodes.text(node))")
    }
    let text = nodes.text(node)
    if key.name == "architecture" {
      let path = text.hasPrefix("/") ? text : FileSystem.join(folder, text)
      return StudyValue(
        Self.stem(of: text), architecture: try ArchitectureFile(path))
    }
    var settings = RunSettings()
    if let problem = key.setting.take(word: text, into: &settings) {
      throw nodes.fault(node, "\(name): \(problem)")
    }
    return StudyValue(key.text(in: settings))
  }
}
