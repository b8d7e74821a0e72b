package import Publishing
package import SettingsFiles
import Yams

/// A study as a YAML file, which a person writes from `templates/study.yaml`.
///
/// ```yaml
/// dataset: {kind: digits, drawn: [600, 200]}
/// epochs: 3
/// grid:
///   learning rate: [0.003, 0.01, 0.03]
///   seed: [1, 2, 3]
/// ```
package struct StudyFile {
  /// The values of a setting of the grid.
  enum Values: Sendable {
    /// Values that are named.
    case list([StudyValue])
    /// Two ends, between which trials draw.
    case range(StudyRange)

    /// How many values a grid takes of it.
    var count: Int {
      switch self {
      case .list(let values): values.count
      case .range: 0
      }
    }
  }

  /// How trials are drawn from the values of a grid in place of all of them.
  struct Drawing: Sendable, Equatable {
    let trials: Int
    let seed: UInt64
  }

  /// What the study is called; empty for none.
  let name: String
  /// The images.
  let dataset: StudyDataset
  /// Settings that all trials share, in the order in which they are applied.
  let fixed: [(key: StudyKey, value: StudyValue, place: Node)]
  /// Settings in which trials differ, in the order of the file.
  let grid: [(key: StudyKey, values: Values, place: Node)]
  /// How trials are drawn; nil for the whole grid.
  let drawing: Drawing?
  /// The file's name and checksum.
  package let source: SettingsFile.Source
  /// What messages call the file.
  let nodes: SettingsNodes

  /// Reads a file.
  ///
  /// - Parameter path: The file; `-` for standard input.
  /// - Throws: `ReportError` of category `inputMissing`, or `badData` with the line, the name and
  ///   what was expected.
  package init(_ path: String) throws(ReportError) {
    let file = try SettingsFile(path)
    let folder = path == "-" ? "." : FileSystem.folder(of: path)
    try self.init(text: file.text, file: file.file, source: file.source, folder: folder)
  }

  /// Reads YAML text.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - file: What messages call the file.
  ///   - source: The file's name and checksum.
  ///   - folder: The folder from which the paths of other files begin.
  /// - Throws: `ReportError` of category `badData`.
  init(
    text: String, file: String, source: SettingsFile.Source, folder: String
  ) throws(ReportError) {
    let reader = StudyReader(file: file, folder: folder)
    let root = try SettingsFile.document(
      text, nodes: reader.nodes,
      expectation: "a grid of settings is expected, as in templates/study.yaml")
    let content = try reader.read(root)
    name = content.name
    dataset = content.dataset
    fixed = content.fixed
    grid = content.grid
    drawing = content.drawing
    self.source = source
    nodes = reader.nodes
  }

  /// How many trials the study has; nil for more than can be counted.
  var trialCount: Int? {
    if let drawing { return drawing.trials }
    var count = 1
    for entry in grid {
      let (product, overflow) = count.multipliedReportingOverflow(by: entry.values.count)
      if overflow { return nil }
      count = product
    }
    return count
  }
}
