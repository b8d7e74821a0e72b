import Publishing
import TextFormats

/// What the manifest says of files, libraries and inputs.
extension Verification {
  /// Compares every file with its size and SHA-256, and checks that sections that describe others
  /// describe them as they are.
  mutating func checkFiles(of manifest: Manifest, in folder: String) {
    for section in manifest.sections {
      for file in section.files {
        fileCount += 1
        if let fault = Self.fault(of: file, in: folder) {
          faults.append(FileFault(name: file.name, section: section.name, fault: fault))
        }
      }
    }
    faults += manifest.stale.flatMap { stale in
      stale.section.files.map {
        FileFault(
          name: $0.name, section: stale.section.name,
          fault: "describes an earlier \(stale.source); `report` makes it again")
      }
    }
  }

  private static func fault(of file: ManifestFile, in folder: String) -> String? {
    switch ManifestPlace(of: file, in: folder).examine() {
    case .same: nil
    case .different: "was changed after it was written"
    case .notPlain: "is no plain file, or is reached through a link"
    case .missing: "is missing"
    case .unreadable: "cannot be read"
    }
  }

  /// Says which libraries and input files are others than when the files were made.
  ///
  /// - Parameters:
  ///   - section: What the files are of.
  ///   - folder: The output folder.
  ///   - reported: The inputs whose absence the recipes report.
  ///   - provenance: The program and libraries that are here.
  mutating func noteChanges(
    of section: ManifestSection, in folder: String, reported: Set<String>, _ provenance: Provenance
  ) {
    for library in section.otherLibraries(than: provenance) {
      changes.append(
        "\(section.name) was made with \(library.name) \(library.then); here it is \(library.now).")
    }
    var unseen: [String] = []
    for input in section.inputs {
      guard let then = input.value.string else { continue }
      guard
        let place = [input.name, FileSystem.join(folder, input.name)].first(where: {
          FileSystem.exists($0)
        }),
        let now = Digest.sha256(ofFile: place)
      else {
        if !reported.contains(input.name) { unseen.append(input.name) }
        continue
      }
      guard now != then else { continue }
      changedInputs.append(place)
      changes.append("The input \(place) of \(section.name) is another one than it was made from.")
    }
    if !unseen.isEmpty {
      changes.append(
        "What \(section.name) was made from is not here and was not checked: "
          + "\(unseen.joined(separator: ", ")).")
    }
  }

  /// Notes the workbooks of a section that no recipe knows.
  mutating func noteUnknown(_ section: ManifestSection) {
    for file in section.files where file.name.hasSuffix(".xlsx") {
      workbooks.append(
        WorkbookOutcome(
          name: file.name,
          obstacle: "this version of the program does not know how `\(section.command)` made it"))
    }
  }
}

extension ManifestSection {
  /// The libraries that are here in another version than the section was made with.
  func otherLibraries(
    than provenance: Provenance
  ) -> [(name: String, then: String, now: String)] {
    libraries.compactMap { library in
      guard let now = provenance.version(of: library.name), let then = library.value.string,
        now != then
      else { return nil }
      return (library.name, then, now)
    }
  }
}
