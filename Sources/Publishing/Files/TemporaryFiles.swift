import Foundation
import Glibc
import Synchronization

/// The temporary names under which files are written before they are renamed into place.
///
/// A temporary stands beside its final place, so that the rename never crosses a file system. Its
/// name starts with a dot and says who makes it, so that the next run can tell a leftover of a
/// killed run from a file that another run is writing at this moment.
package enum TemporaryFiles {
  private static let suffix = ".gradbook-tmp"
  /// Bytes of the final name that the temporary one repeats; with the rest, below the usual 255.
  private static let nameLimit = 180
  /// How the names of folders begin.
  private static let prefix = "gradbook-"

  private struct State {
    /// Files, and folders with a slash at their end.
    var live: Set<String> = []
    /// Folders that were made for files and hold none yet, those above first.
    var empty: [String] = []
  }

  private static let state = Mutex(State())

  /// Makes an empty file beside `path`, remembered until ``forget(_:)``.
  ///
  /// - Throws: `ReportError` of category `cannotWrite` that names `path`.
  static func make(beside path: String) throws(ReportError) -> String {
    var stem = FileSystem.name(of: path)
    while stem.utf8.count > nameLimit { stem.removeLast() }
    let made = state.withLock { state -> Result<String, ReportError> in
      let name = ".\(stem).\(TemporaryMaker.current.text)\(suffix)"
      let temporary = FileSystem.join(FileSystem.folder(of: path), name)
      let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { return .failure(.cannotWrite(path, code: errno)) }
      close(descriptor)
      state.live.insert(temporary)
      return .success(temporary)
    }
    return try made.get()
  }

  /// Makes an empty folder in the system's place for temporary files (`TMPDIR`), remembered until
  /// ``removeFolder(_:)``; those of runs that were killed are removed.
  ///
  /// - Throws: `ReportError` of category `cannotWrite`.
  static func makeFolder() throws(ReportError) -> String {
    let place = systemPlace
    removeLeftFolders(in: place)
    let made = state.withLock { state -> Result<String, ReportError> in
      let path = "\(place)/\(prefix)\(TemporaryMaker.current.text)"
      guard mkdir(path, 0o700) == 0 else { return .failure(.cannotWrite(place, code: errno)) }
      state.live.insert(path + "/")
      return .success(path)
    }
    return try made.get()
  }

  /// The folder that `TMPDIR` names, or `/tmp`, as an absolute path: other programs that work there
  /// may have another current folder.
  private static var systemPlace: String {
    guard let named = getenv("TMPDIR").map({ String(cString: $0) }), !named.isEmpty else {
      return "/tmp"
    }
    return named.hasPrefix("/")
      ? named : FileSystem.join(FileManager.default.currentDirectoryPath, named)
  }

  /// Makes a folder for files that will be published, remembered until ``keepFolders()``.
  ///
  /// - Parameter path: The folder.
  /// - Returns: The folders that were made, the highest first.
  /// - Throws: `ReportError` of category `cannotWrite`.
  static func makeFolderToFill(_ path: String) throws(ReportError) -> [String] {
    let made = state.withLock { state in
      Result { () throws(ReportError) in
        let made = try FileSystem.makeFolder(path)
        state.empty += made
        return made
      }
    }
    return try made.get()
  }

  /// Forgets which folders are new: they hold files now, or were removed.
  static func keepFolders() { state.withLock { $0.empty = [] } }

  /// Forgets a temporary that was renamed.
  static func forget(_ temporary: String) { state.withLock { _ = $0.live.remove(temporary) } }

  /// Removes a temporary and forgets it.
  static func remove(_ temporary: String) {
    unlink(temporary)
    forget(temporary)
  }

  /// Removes a folder with all that is in it, and forgets it.
  static func removeFolder(_ folder: String) {
    try? FileManager.default.removeItem(atPath: folder)
    forget(folder + "/")
  }

  /// Removes every temporary of this process, and the folders that it has made for nothing, and ends
  /// it: none can be made in between.
  static func removeAll(andThen end: () -> Never) -> Never {
    state.withLock { state in
      for path in state.live {
        if path.hasSuffix("/") {
          try? FileManager.default.removeItem(atPath: path)
        } else {
          unlink(path)
        }
      }
      // Fails, as it should, unless the folder is empty.
      for folder in state.empty.reversed() { rmdir(folder) }
      end()
    }
  }

  /// Removes from a folder what runs that were killed have left.
  package static func removeLeftovers(in folder: String) {
    for name in FileSystem.names(in: folder) where name.hasPrefix(".") && name.hasSuffix(suffix) {
      let stem = name.dropFirst().dropLast(suffix.count)
      guard let maker = stem.split(separator: ".").last.flatMap({ TemporaryMaker($0) }) else {
        continue
      }
      let path = FileSystem.join(folder, name)
      state.withLock { state in
        let isKnown = state.live.contains { FileSystem.name(of: $0) == name }
        if maker.hasLeft(path, isKnown: isKnown) { unlink(path) }
      }
    }
  }

  /// Removes the folders that runs of the same person that were killed have left.
  private static func removeLeftFolders(in place: String) {
    for name in FileSystem.names(in: place) where name.hasPrefix(prefix) {
      guard let maker = TemporaryMaker(name.dropFirst(prefix.count)) else { continue }
      let path = FileSystem.join(place, name)
      var status = stat()
      guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
        status.st_uid == geteuid()
      else { continue }
      state.withLock { state in
        if maker.hasLeft(path, isKnown: state.live.contains(path + "/")) {
          try? FileManager.default.removeItem(atPath: path)
        }
      }
    }
  }
}
