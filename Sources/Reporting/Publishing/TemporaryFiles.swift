import Foundation
import Glibc
import Synchronization

/// The temporary names under which files are written before they are renamed into place.
///
/// A temporary stands beside its final place, so that the rename never crosses a file system. Its
/// name starts with a dot and holds the process, so that the next run can tell a leftover of a
/// killed run from a file that another run is writing at this moment.
enum TemporaryFiles {
  private static let suffix = ".gradbook-tmp"
  private static let state = Mutex<(next: Int, live: Set<String>)>((0, []))

  /// A fresh temporary path beside `path`, remembered until ``forget(_:)``.
  static func reserve(beside path: String) -> String {
    state.withLock { state in
      state.next += 1
      let name = ".\(FileSystem.name(of: path).prefix(180)).\(getpid())-\(state.next)\(suffix)"
      let temporary = FileSystem.join(FileSystem.folder(of: path), name)
      state.live.insert(temporary)
      return temporary
    }
  }

  /// Forgets a temporary that was renamed.
  static func forget(_ temporary: String) {
    state.withLock { _ = $0.live.remove(temporary) }
  }

  /// Removes a temporary and forgets it.
  static func remove(_ temporary: String) {
    unlink(temporary)
    forget(temporary)
  }

  /// Remembers a folder for intermediate files until ``forget(_:)``.
  static func adopt(folder: String) {
    state.withLock { _ = $0.live.insert(folder + "/") }
  }

  /// Forgets a folder that was removed.
  static func forget(folder: String) { forget(folder + "/") }

  /// Removes every temporary of this process: what is left to do before it ends early.
  static func removeAll() {
    state.withLock { state in
      for path in state.live {
        if path.hasSuffix("/") {
          try? FileManager.default.removeItem(atPath: path)
        } else {
          unlink(path)
        }
      }
      state.live = []
    }
  }

  /// Removes from a folder what runs that were killed have left.
  static func removeLeftovers(in folder: String) {
    for name in FileSystem.names(in: folder) {
      guard let process = process(of: name), process != getpid() else { continue }
      if kill(process, 0) != 0, errno == ESRCH { unlink(FileSystem.join(folder, name)) }
    }
  }

  /// The process that made a temporary, or nil for any other name.
  private static func process(of name: String) -> pid_t? {
    guard name.hasPrefix("."), name.hasSuffix(suffix) else { return nil }
    let stem = name.dropLast(suffix.count)
    guard let last = stem.split(separator: ".").last else { return nil }
    let parts = last.split(separator: "-")
    guard parts.count == 2, let process = pid_t(parts[0]), Int(parts[1]) != nil, process > 0
    else { return nil }
    return process
  }
}
