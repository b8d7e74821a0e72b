import DatasetSources
import Foundation
import Publishing
import SettingsFiles
import TextFormats
import Yams

/// The images of a study, as its file names them.
enum StudyDataset: Sendable, Equatable {
  /// Digits that the program draws.
  case digits(DrawingPlan)
  /// Files in MNIST's form: those of a folder, or those that are found.
  case files(folder: String?)

  /// Reads `dataset:` of a study.
  ///
  /// - Parameters:
  ///   - node: Its value.
  ///   - nodes: What messages call the file.
  ///   - folder: The folder from which paths begin.
  /// - Throws: `ReportError` of category `badData`.
  init(_ node: Node, nodes: SettingsNodes, folder: String) throws(ReportError) {
    var fields = ["kind": node]
    if node.scalar == nil {
      fields = try nodes.mapping(
        node, "dataset", keys: ["kind", "drawn", "seed", "folder"], required: ["kind"])
    }
    let kind = fields["kind"] ?? node
    switch nodes.text(kind).lowercased() {
    case "digits":
      if let other = fields["folder"] {
        throw nodes.fault(other, "dataset, folder: digits are drawn; leave the folder out")
      }
      var plan = DrawingPlan()
      if let drawn = fields["drawn"] {
        let counts = try nodes.numbers(drawn, "dataset, drawn").map { Int(exactly: $0) ?? 0 }
        guard counts.count == 2, counts.allSatisfy(DrawingPlan.counts.contains) else {
          throw nodes.fault(
            drawn,
            "dataset, drawn: two numbers from 1 to \(DrawingPlan.counts.upperBound) were expected,"
              + " such as [600, 200]")
        }
        (plan.trainingCount, plan.testCount) = (counts[0], counts[1])
      }
      if let seed = fields["seed"] {
        plan.seed = UInt64(try nodes.count(seed, "dataset, seed", in: 0...Int.max))
      }
      self = .digits(plan)
    case "mnist", "files":
      for key in ["drawn", "seed"] {
        if let other = fields[key] {
          throw nodes.fault(other, "dataset, \(key): files are not drawn; leave it out")
        }
      }
      let path = fields["folder"].map(nodes.text)
      self = .files(
        folder: path.map {
          Self.absolute($0.hasPrefix("/") ? $0 : FileSystem.join(folder, $0))
        })
    default:
      throw nodes.fault(
        kind, "dataset, kind: \(nodes.quoted(kind)) is not one of digits, mnist, files")
    }
  }

  /// A folder from the root: trials may be run from another folder than the plan is made in.
  private static func absolute(_ folder: String) -> String {
    URL(fileURLWithPath: folder).standardizedFileURL.path
  }

  /// The same images from a folder that a person names for all trials.
  ///
  /// - Parameter folder: The folder; nil for none.
  /// - Returns: The images; drawn digits stay as they are.
  func inFolder(_ folder: String?) -> StudyDataset {
    guard case .files = self, let folder else { return self }
    return .files(folder: Self.absolute(folder))
  }

  /// Reads what ``json`` gives.
  init?(_ json: JSON) {
    switch json["kind"]?.string {
    case "digits":
      guard let training = json["training"]?.integer, let test = json["test"]?.integer,
        let seed = json["seed"]?.string.flatMap({ UInt64($0) }),
        DrawingPlan.counts.contains(training), DrawingPlan.counts.contains(test)
      else { return nil }
      self = .digits(DrawingPlan(seed: seed, trainingCount: training, testCount: test))
    case "files": self = .files(folder: json["folder"]?.string)
    default: return nil
    }
  }

  /// The images for `plan.json`.
  var json: JSON {
    switch self {
    case .digits(let plan):
      .object([
        .init("kind", "digits"), .init("training", .integer(plan.trainingCount)),
        .init("test", .integer(plan.testCount)), .init("seed", .string(String(plan.seed))),
      ])
    case .files(let folder):
      .object([.init("kind", "files"), .init("folder", folder.map { .string($0) } ?? .null)])
    }
  }

  /// Finds, reads or draws the images.
  ///
  /// - Parameters:
  ///   - override: A folder that is read in place of the study's.
  ///   - environment: The environment's variables.
  /// - Returns: The images.
  /// - Throws: `DatasetError` or `ReportError`.
  func load(folder override: String?, environment: [String: String]) throws -> LoadedDataset {
    switch self {
    case .digits(let plan):
      try LoadedDataset.load(.digits, folder: override, environment: environment, drawing: plan)
    case .files(let folder):
      try LoadedDataset.load(.mnist, folder: override ?? folder, environment: environment)
    }
  }
}
