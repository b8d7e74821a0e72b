import Backprop
import Numerals
import Publishing
import SettingsFiles
import TextFormats
import Yams

/// Samples from a CSV file beside the network file: a row a sample, columns by name.
///
/// ```yaml
/// data: points.csv                              # columns i1, i2, … and t1, t2, …
/// data: {file: points.csv, inputs: [x, y], targets: [class]}
/// ```
struct SampleTable {
  private let nodes: SettingsNodes
  private let node: Node
  private let name: String
  private let bytes: [UInt8]
  private let inputs: Node?
  private let targets: Node?

  /// The largest size of a file of samples, in bytes.
  static let sizeLimit = 64 << 20

  /// Reads the file that a network file names.
  ///
  /// - Parameters:
  ///   - nodes: The network file.
  ///   - node: The value of `data`.
  /// - Throws: `ReportError` of category `badData`, or `inputMissing` where there is no such file.
  init(nodes: SettingsNodes, _ node: Node) throws(ReportError) {
    self.nodes = nodes
    self.node = node
    var file = node
    if node.mapping != nil {
      let fields = try nodes.mapping(
        node, "data", keys: ["file", "inputs", "targets"], required: ["file"])
      file = fields["file"] ?? node
      inputs = fields["inputs"]
      targets = fields["targets"]
    } else {
      inputs = nil
      targets = nil
    }
    guard let name = file.scalar?.string, !name.isEmpty else {
      throw nodes.fault(
        file, "data: the name of a CSV file was expected, or {file, inputs, targets}")
    }
    self.name = name
    let folder = FileSystem.folder(of: nodes.file)
    bytes = try ContainedFile.read(name, in: folder, limit: Self.sizeLimit)
  }

  /// The samples.
  ///
  /// - Returns: One a row.
  /// - Throws: `ReportError` of category `badData` with the file, the line, the column and what was
  ///   expected.
  func samples() throws(ReportError) -> ReadSamples {
    // Before anything is taken apart: a row a sample, and a head.
    let lines = bytes.count { $0 == UInt8(ascii: "\n") }
    guard lines <= 4 * Network.sampleLimit else {
      throw tooMany(bytes.last == UInt8(ascii: "\n") ? lines - 1 : lines)
    }
    guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
      throw ReportError(.badData, "\(name) is not a text file in UTF-8.")
    }
    let records: [CSV.Record]
    do {
      records = try CSV.records(text)
    } catch {
      throw fault(error.line, error.problem)
    }
    guard let head = records.first, records.count > 1 else {
      throw ReportError(
        .badData,
        "\(name) has no samples; a line with the columns' names was expected, and a line a sample.")
    }
    guard records.count - 1 <= Network.sampleLimit else { throw tooMany(records.count - 1) }
    let names = head.fields.map { $0[...].trimming() }
    for (index, name) in names.enumerated() where names[..<index].contains(name) {
      throw fault(head.line, "the column '\(name)' stands there twice")
    }
    let chosen = (
      inputs: try columns(inputs, "inputs", letter: "i", among: names),
      targets: try columns(targets, "targets", letter: "t", among: names)
    )
    try nodes.limit(
      chosen.inputs.count, "input", to: Network.widthLimit, inputs ?? node, "data, inputs")
    var samples: [Network.Sample] = []
    for record in records.dropFirst() {
      guard record.fields.count == names.count else {
        throw fault(
          record.line,
          "found \(FixedText.counted(record.fields.count, "field")); \(names.count) expected, as in "
            + "line \(head.line)")
      }
      samples.append(
        Network.Sample(
          inputs: try numbers(chosen.inputs, of: record, names),
          targets: try numbers(chosen.targets, of: record, names)))
    }
    let lineOf = records.dropFirst().map(\.line)
    return ReadSamples(
      samples: samples, fault: { index, problem in fault(lineOf[index], problem) },
      file: SettingsFile.Source(name: name.plainLine, sha256: Digest.sha256(bytes)))
  }

  /// The places of the columns that are chosen by a list of names, or by the usual ones.
  private func columns(
    _ list: Node?, _ key: String, letter: String, among names: [String]
  ) throws(ReportError) -> [Int] {
    guard let list else {
      let usual = names.indices.filter { index in
        names[index].hasPrefix(letter) && Int(names[index].dropFirst()) != nil
      }
      guard !usual.isEmpty else {
        throw nodes.fault(
          node,
          "data: no column of \(name) is called \(letter)1; say which are the \(key), such as "
            + "{file: \(name), inputs: [x, y], targets: [class]}; there are "
            + names.map(\.plainLine).joined(separator: ", "))
      }
      return usual
    }
    let words = list.sequence.map { $0.map { nodes.text($0) } } ?? [nodes.text(list)]
    guard !words.isEmpty else {
      throw nodes.fault(list, "data, \(key): the names of one column or more were expected")
    }
    var places: [Int] = []
    for word in words {
      guard let place = names.firstIndex(of: word) else {
        let nearest = Suggestion.nearest(to: word, among: names)
        throw nodes.fault(
          list,
          "data, \(key): \(name) has no column '\(word)'"
            + (nearest.map { "; did you mean \($0)? There are " } ?? "; there are ")
            + names.map(\.plainLine).joined(separator: ", "))
      }
      places.append(place)
    }
    return places
  }

  private func numbers(
    _ places: [Int], of record: CSV.Record, _ names: [String]
  ) throws(ReportError) -> [Double] {
    var numbers: [Double] = []
    for place in places {
      let word = record.fields[place][...].trimming()
      guard let number = Double(word), number.isFinite, !word.lowercased().contains("x") else {
        throw fault(
          record.line,
          "column \(names[place].plainLine): '\(word.prefix(40).description.plainLine)' was found where "
            + "a finite number such as 0.5 was expected")
      }
      numbers.append(number)
    }
    return numbers
  }

  private func tooMany(_ count: Int) -> ReportError {
    ReportError(
      .badData,
      "\(name) has \(FixedText.grouped(count)) samples; at most "
        + "\(FixedText.grouped(Network.sampleLimit)) can be computed here.")
  }

  private func fault(_ line: Int, _ problem: String) -> ReportError {
    ReportError(.badData, "\(name.plainLine), line \(line): \(problem).")
  }
}
