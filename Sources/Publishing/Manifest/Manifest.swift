package import TextFormats

/// `manifest.json`: every file of an output folder with its SHA-256, and what it was made from.
///
/// Each command owns one section and leaves the others alone. The text depends on the content of
/// the files and the settings only: no time, no machine, no path outside the folder.
package struct Manifest: Sendable, Equatable {
  /// The name of the file in the output folder.
  package static let name = "manifest.json"
  /// The version of the form of the file.
  package static let schemaVersion = 1

  /// The sections, sorted by name.
  package private(set) var sections: [ManifestSection] = []

  /// Makes an empty manifest.
  package init() {}

  /// Every file of every section, sorted by name.
  package var files: [ManifestFile] { sections.flatMap(\.files).sorted { $0.name < $1.name } }

  /// Puts a section in the place of the one of the same name.
  ///
  /// - Parameters:
  ///   - section: What the files were made from.
  ///   - files: The files that stand now.
  /// - Returns: Files that the old section had and that no section has any more.
  package mutating func replace(
    _ section: ManifestSection, files: [PublishedFile]
  ) -> [ManifestFile] {
    let old = sections.first { $0.name == section.name }?.files ?? []
    var section = section
    section.files = files.map { ManifestFile(name: $0.name, size: $0.size, sha256: $0.sha256) }
      .sorted { $0.name < $1.name }
    let names = Set(section.files.map(\.name))
    sections.removeAll { $0.name == section.name }
    for index in sections.indices { sections[index].files.removeAll { names.contains($0.name) } }
    sections.append(section)
    sections.sort { $0.name < $1.name }
    let kept = Set(self.files.map(\.name))
    return old.filter { !kept.contains($0.name) }
  }

  /// Reads the manifest of an output folder; an empty one when there is none.
  ///
  /// - Parameter folder: The output folder.
  /// - Returns: The manifest.
  /// - Throws: `ReportError` of category `badData` when the file is damaged.
  package static func read(in folder: String) throws(ReportError) -> Manifest {
    let path = FileSystem.join(folder, name)
    guard FileSystem.exists(path) else { return Manifest() }
    let bytes = try FileSystem.read(path, limit: 64 << 20)
    let json: JSON
    do { json = try JSON.parse(bytes) } catch {
      throw damaged(path, String(describing: error))
    }
    guard json["schemaVersion"]?.integer == schemaVersion else {
      throw damaged(path, "its schemaVersion is not \(schemaVersion).")
    }
    var manifest = Manifest()
    for value in json["sections"]?.array ?? [] {
      guard let section = ManifestSection(value) else {
        throw damaged(
          path, "a section lacks its name, command or files, or names a file outside of its folder."
        )
      }
      manifest.sections.append(section)
    }
    manifest.sections.sort { $0.name < $1.name }
    return manifest
  }

  /// The manifest as JSON.
  package var json: JSON {
    .object([
      .init("schemaVersion", .integer(Self.schemaVersion)),
      .init("sections", .array(sections.map(\.json))),
    ])
  }

  private static func damaged(_ path: String, _ reason: String) -> ReportError {
    ReportError(
      .badData, "\(path) is damaged: \(reason) Delete the file, and it is made again.")
  }
}

/// One command's part of a manifest.
package struct ManifestSection: Sendable, Equatable {
  /// Its name, such as `backpropagation` or `convnet-mnist`.
  package var name: String
  /// The command that makes the files, such as `report backprop`.
  package var command: String
  /// The settings in force, defaults included.
  package var settings: JSON
  /// What went in: a name (a data set, a network file) and its SHA-256.
  package var inputs: [JSON.Member]
  /// The libraries that took part, and their versions.
  package var libraries: [JSON.Member]
  /// The files, sorted by name; filled in by ``Manifest/replace(_:files:)``.
  package internal(set) var files: [ManifestFile] = []

  /// Makes a section without files.
  ///
  /// - Parameters:
  ///   - name: Its name, such as `backpropagation`.
  ///   - command: The command that makes the files.
  ///   - settings: The settings in force, defaults included.
  ///   - inputs: Data that went in: names and SHA-256.
  ///   - libraries: Libraries that took part, where the files are older than this run; without them
  ///     ``Publisher/publish(as:)`` fills in those of its provenance.
  package init(
    name: String, command: String, settings: JSON, inputs: [JSON.Member] = [],
    libraries: [JSON.Member] = []
  ) {
    self.name = name
    self.command = command
    self.settings = settings
    self.inputs = inputs
    self.libraries = libraries
  }

  init?(_ json: JSON) {
    guard let name = json["name"]?.string, let command = json["command"]?.string,
      let files = json["files"]?.array
    else { return nil }
    // Nothing is looked for outside of the folder, nor above the one that the program runs in.
    let inputs = json["inputs"]?.members ?? []
    guard inputs.allSatisfy({ ManifestFile.staysBelow($0.name) }) else { return nil }
    self.init(
      name: name, command: command, settings: json["settings"] ?? .object([]), inputs: inputs,
      libraries: json["libraries"]?.members ?? [])
    for file in files {
      guard let file = ManifestFile(file) else { return nil }
      self.files.append(file)
    }
  }

  var json: JSON {
    .object([
      .init("name", .string(name)), .init("command", .string(command)),
      .init("settings", settings), .init("inputs", .object(inputs)),
      .init("libraries", .object(libraries)), .init("files", .array(files.map(\.json))),
    ])
  }
}

/// One file of a manifest.
package struct ManifestFile: Sendable, Equatable {
  /// Its place in the output folder.
  package let name: String
  /// Its size in bytes.
  package let size: Int
  /// Its SHA-256 as hexadecimal text.
  package let sha256: String

  init(name: String, size: Int, sha256: String) {
    self.name = name
    self.size = size
    self.sha256 = sha256
  }

  init?(_ json: JSON) {
    guard let name = json["name"]?.string, let size = json["size"]?.integer,
      let sha256 = json["sha256"]?.string, Self.staysBelow(name)
    else { return nil }
    self.init(name: name, size: size, sha256: sha256)
  }

  /// Whether a name leads downwards from the folder that it is joined to.
  static func staysBelow(_ name: String) -> Bool {
    !name.hasPrefix("/") && !name.split(separator: "/").contains("..")
  }

  var json: JSON {
    .object([
      .init("name", .string(name)), .init("size", .integer(size)),
      .init("sha256", .string(sha256)),
    ])
  }
}
