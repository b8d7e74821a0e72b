import Glibc
import Synchronization
package import TextFormats

/// Collects the files of one command and publishes them together.
///
/// Every file is first written under a temporary name beside its place, so that a full disk or a
/// failing emitter leaves all the old files as they were. ``publish(as:)`` writes the manifest in the
/// same way and then renames them, one after the other, the manifest last. A file whose content did
/// not change is left alone. Files may be staged from several threads at once.
package final class Publisher: Sendable {
  /// The output folder.
  package let folder: String
  /// What makes the files; recorded in the manifest.
  package let provenance: Provenance
  /// How files that end with `.csv` are written.
  package let csv: CSVDialect

  private struct Staged {
    var name: String
    var temporary: String?
    var size: Int
    var sha256: String
  }

  private struct State {
    var staged: [Staged] = []
    var swept: Set<String> = []
    /// Folders that were made for files and hold none yet, the highest first.
    var made: [String] = []
  }

  private let state = Mutex(State())
  private let calls: SystemCalls

  /// Opens an output folder; it is made if it is missing.
  ///
  /// - Parameters:
  ///   - folder: The folder, as the person wrote it.
  ///   - provenance: What makes the files.
  ///   - csv: How tables in CSV are written, which are staged in the standard dialect.
  /// - Throws: `ReportError` of category `cannotWrite` when it is a file or cannot be written.
  package convenience init(
    folder: String, provenance: Provenance = Provenance(), csv: CSVDialect = .standard
  ) throws(ReportError) {
    try self.init(folder: folder, provenance: provenance, csv: csv, calls: .live)
  }

  /// Opens an output folder whose files are written by other calls than the system's.
  init(
    folder: String, provenance: Provenance = Provenance(), csv: CSVDialect = .standard,
    calls: SystemCalls
  ) throws(ReportError) {
    self.folder = folder
    self.provenance = provenance
    self.csv = csv
    self.calls = calls
    let made = try TemporaryFiles.makeFolderToFill(folder)
    state.withLock { $0.made = made }
    guard access(folder, W_OK | X_OK) == 0 else { throw .cannotWrite(folder, code: errno) }
  }

  deinit { discard() }

  /// The path of a file in the output folder.
  package func path(of name: String) -> String { FileSystem.join(folder, name) }

  /// Stages a file from its bytes.
  ///
  /// - Parameters:
  ///   - name: Its place in the output folder, such as `backpropagation/figures/network.png`.
  ///   - bytes: Its content.
  /// - Throws: `ReportError` of category `cannotWrite`.
  package func stage(_ name: String, bytes: [UInt8]) throws(ReportError) {
    let place = try prepare(name)
    let bytes = name.hasSuffix(".csv") ? csv.rewritten(bytes) : bytes
    let temporary = try AtomicFile.stage(bytes, for: place, durable: false, calls: calls)
    record(
      Staged(
        name: name, temporary: temporary, size: bytes.count, sha256: Digest.sha256(bytes)))
  }

  /// Stages a text file in UTF-8.
  ///
  /// - Parameters:
  ///   - name: Its place in the output folder.
  ///   - text: Its content.
  /// - Throws: `ReportError` of category `cannotWrite`.
  package func stage(_ name: String, text: String) throws(ReportError) {
    try stage(name, bytes: Array(text.utf8))
  }

  /// Stages a file that an emitter writes by itself.
  ///
  /// - Parameters:
  ///   - name: Its place in the output folder.
  ///   - fill: Fills the empty file at the path that it is given, and makes no other beside it: only
  ///     this one is cleared away when the run is interrupted or killed.
  /// - Throws: `ReportError`: what `fill` throws, with the file's own name, or `cannotWrite`.
  package func stage(_ name: String, fill: (String) throws -> Void) throws {
    let place = try prepare(name)
    let temporary = try TemporaryFiles.make(beside: place)
    do {
      try fill(temporary)
      let bytes = try FileSystem.read(temporary)
      record(
        Staged(
          name: name, temporary: temporary, size: bytes.count, sha256: Digest.sha256(bytes)))
    } catch {
      TemporaryFiles.remove(temporary)
      // The person knows the file by the name that it would have had.
      let known = ReportError(error)
      throw ReportError(known.category, known.message.replacing(temporary, with: place))
    }
  }

  /// Puts every staged file in its place and brings `manifest.json` up to date.
  ///
  /// Files that the same section published before, that are not part of it any more and that
  /// nobody has changed since, are removed.
  ///
  /// - Parameters:
  ///   - section: What the files were made from; nil leaves the manifest alone.
  ///   - last: A file that describes the others, so that it takes its place after them.
  ///   - durable: Whether the files are on the disk when this returns, even after a loss of power.
  /// - Returns: The files, sorted by name.
  /// - Throws: `ReportError` of category `cannotWrite`, or `interrupted`.
  @discardableResult
  package func publish(
    as section: ManifestSection? = nil, last: String? = nil, durable: Bool = false
  ) throws(ReportError) -> [PublishedFile] {
    if Interruption.isRequested { throw Interruption.error }
    let lock = try FolderLock(folder)
    defer { lock.release() }
    // The manifest's own temporary stands beside it.
    TemporaryFiles.removeLeftovers(in: folder)
    // Files and manifest belong together: Ctrl-C waits for the moment that this takes.
    let files = try Interruption.deferring { () throws(ReportError) in
      try renameStaged(as: section, last: last, durable: durable)
    }
    if Interruption.isRequested { throw Interruption.error }
    return files
  }

  private func renameStaged(
    as section: ManifestSection?, last: String?, durable: Bool
  ) throws(ReportError) -> [PublishedFile] {
    let old = try section == nil ? Manifest() : Manifest.read(in: folder)
    let staged = state.withLock { state in
      defer { state.staged = [] }
      return state.staged.sorted { first, second in
        (first.name == last ? 1 : 0, first.name) < (second.name == last ? 1 : 0, second.name)
      }
    }
    .map(withoutUnchanged)
    let files = staged.map { file in
      PublishedFile(
        name: file.name, path: path(of: file.name), size: file.size, sha256: file.sha256,
        changed: file.temporary != nil)
    }
    // All that needs room on the disk comes before the first file is replaced.
    let update: ManifestUpdate?
    do throws(ReportError) {
      if durable { try synchronize(staged) }
      update = try section.map { section throws(ReportError) in
        try self.update(old, with: section, files: files)
      }
    } catch {
      for file in staged { file.temporary.map(TemporaryFiles.remove) }
      throw error
    }
    for (index, file) in staged.enumerated() {
      if let temporary = file.temporary {
        do throws(ReportError) {
          try AtomicFile.publish(temporary, as: path(of: file.name), durable: false, calls: calls)
        } catch {
          for rest in staged[index...] { rest.temporary.map(TemporaryFiles.remove) }
          update?.temporary.map(TemporaryFiles.remove)
          throw error.naming(replaced: files[..<index])
        }
      }
      keepFolders()
    }
    if durable {
      for folder in Set(files.map { FileSystem.folder(of: $0.path) }) {
        _ = AtomicFile.synchronize(folder)
      }
    }
    if let update {
      // Before the manifest, whose old state names them: a run that ends here is cleared up after.
      for file in update.stale { ManifestPlace(of: file, in: folder).removeIfSame() }
      if let temporary = update.temporary {
        do throws(ReportError) {
          try AtomicFile.publish(
            temporary, as: path(of: Manifest.name), durable: true, calls: calls)
        } catch {
          throw error.naming(replaced: files[...])
        }
      }
    }
    return files.sorted { $0.name < $1.name }
  }

  /// A manifest that is written and waits for its name.
  private struct ManifestUpdate {
    /// Its temporary; nil where the manifest stays as it is.
    var temporary: String?
    /// The files that no section has any more.
    var stale: [ManifestFile]
  }

  private func update(
    _ manifest: Manifest, with section: ManifestSection, files: [PublishedFile]
  ) throws(ReportError) -> ManifestUpdate {
    var (manifest, section) = (manifest, section)
    if section.libraries.isEmpty { section.libraries = provenance.libraries }
    let stale = manifest.replace(section, files: files)
    let place = path(of: Manifest.name)
    let bytes = Array(manifest.json.text.utf8)
    if FileSystem.holds(bytes, at: place) { return ManifestUpdate(temporary: nil, stale: stale) }
    let temporary = try AtomicFile.stage(bytes, for: place, durable: true, calls: calls)
    return ManifestUpdate(temporary: temporary, stale: stale)
  }

  /// Brings the contents of files to the disk before their names change.
  private func synchronize(_ staged: [Staged]) throws(ReportError) {
    for file in staged {
      guard let code = AtomicFile.synchronize(file.temporary ?? path(of: file.name)) else {
        continue
      }
      throw .cannotWrite(path(of: file.name), code: code)
    }
  }

  /// A staged file without its temporary where the same content stands in its place already.
  ///
  /// Decided while the folder is locked: another run may have published after this one staged.
  private func withoutUnchanged(_ file: Staged) -> Staged {
    let place = path(of: file.name)
    guard let temporary = file.temporary, FileSystem.plainSize(place) == file.size,
      Digest.sha256(ofFile: place) == file.sha256
    else { return file }
    TemporaryFiles.remove(temporary)
    var file = file
    file.temporary = nil
    return file
  }

  private func keepFolders() {
    state.withLock { $0.made = [] }
    TemporaryFiles.keepFolders()
  }

  /// Forgets every staged file, removes its temporary, and the folders that were made for nothing.
  package func discard() {
    let (staged, made) = state.withLock { state in
      defer { (state.staged, state.made) = ([], []) }
      return (state.staged, state.made)
    }
    for file in staged { file.temporary.map(TemporaryFiles.remove) }
    // Fails, as it should, unless the folder is empty.
    for folder in made.reversed() { rmdir(folder) }
  }

  /// Makes the folder of a file and clears it of leftovers, once a folder.
  private func prepare(_ name: String) throws(ReportError) -> String {
    if Interruption.isRequested { throw Interruption.error }
    let place = path(of: name)
    let parent = FileSystem.folder(of: place)
    let made = try TemporaryFiles.makeFolderToFill(parent)
    if !made.isEmpty { state.withLock { $0.made += made } }
    let fresh = state.withLock { $0.swept.insert(parent).inserted }
    if fresh { TemporaryFiles.removeLeftovers(in: parent) }
    if FileSystem.isFolder(place) { throw .cannotWrite(place, code: EISDIR) }
    return place
  }

  private func record(_ file: Staged) {
    let replaced = state.withLock { state in
      let old = state.staged.first { $0.name == file.name }
      state.staged.removeAll { $0.name == file.name }
      state.staged.append(file)
      return old
    }
    replaced?.temporary.map(TemporaryFiles.remove)
  }
}

extension ReportError {
  /// The same error, which also says which files were replaced before it.
  ///
  /// - Parameter files: The files of the publication so far.
  /// - Returns: The error with the longer sentence.
  fileprivate func naming(replaced files: ArraySlice<PublishedFile>) -> ReportError {
    let names = files.filter(\.changed).map(\.name)
    guard !names.isEmpty else { return self }
    let listed = names.prefix(8).joined(separator: ", ")
    let rest = names.count > 8 ? " and \(names.count - 8) more" : ""
    return ReportError(
      category,
      "\(message) Already new: \(listed)\(rest). The other files are as they were; run the command"
        + " again to bring them together.")
  }
}
