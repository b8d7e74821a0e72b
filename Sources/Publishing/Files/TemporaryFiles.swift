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
  /// Seconds after which a temporary of another system that nobody changes is a leftover.
  private static let patience = 3600
  /// Files, and folders with a slash at their end.
  private static let live = Mutex<Set<String>>([])

  /// Makes an empty file beside `path`, remembered until ``forget(_:)``.
  ///
  /// - Throws: `ReportError` of category `cannotWrite` that names `path`.
  static func make(beside path: String) throws(ReportError) -> String {
    var stem = FileSystem.name(of: path)
    while stem.utf8.count > nameLimit { stem.removeLast() }
    let made = live.withLock { live -> Result<String, ReportError> in
      let mark = Maker(process: getpid(), number: .random(in: 0 ... .max), system: Maker.here)
      let name = ".\(stem).\(mark.text)\(suffix)"
      let temporary = FileSystem.join(FileSystem.folder(of: path), name)
      let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { return .failure(.cannotWrite(path, code: errno)) }
      close(descriptor)
      live.insert(temporary)
      return .success(temporary)
    }
    return try made.get()
  }

  /// Makes an empty folder in the system's place for temporary files (`TMPDIR`), remembered until
  /// ``removeFolder(_:)``.
  ///
  /// - Throws: `ReportError` of category `cannotWrite`.
  package static func makeFolder() throws(ReportError) -> String {
    let place = FileManager.default.temporaryDirectory.path
    let made = live.withLock { live -> Result<String, ReportError> in
      var name = Array("\(place)/gradbook-XXXXXX".utf8CString)
      guard mkdtemp(&name) != nil else { return .failure(.cannotWrite(place, code: errno)) }
      let path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      live.insert(path + "/")
      return .success(path)
    }
    return try made.get()
  }

  /// Forgets a temporary that was renamed.
  static func forget(_ temporary: String) { live.withLock { _ = $0.remove(temporary) } }

  /// Removes a temporary and forgets it.
  static func remove(_ temporary: String) {
    unlink(temporary)
    forget(temporary)
  }

  /// Removes a folder with all that is in it, and forgets it.
  package static func removeFolder(_ folder: String) {
    try? FileManager.default.removeItem(atPath: folder)
    forget(folder + "/")
  }

  /// Removes every temporary of this process and ends it: none can be made in between.
  static func removeAll(andThen end: () -> Never) -> Never {
    live.withLock { live in
      for path in live {
        if path.hasSuffix("/") {
          try? FileManager.default.removeItem(atPath: path)
        } else {
          unlink(path)
        }
      }
      end()
    }
  }

  /// Removes from a folder what runs that were killed have left.
  package static func removeLeftovers(in folder: String) {
    for name in FileSystem.names(in: folder) where name.hasPrefix(".") && name.hasSuffix(suffix) {
      let stem = name.dropFirst().dropLast(suffix.count)
      guard let maker = stem.split(separator: ".").last.flatMap({ Maker(String($0)) }) else {
        continue
      }
      let path = FileSystem.join(folder, name)
      live.withLock { live in
        if isLeft(maker, path, live: live.contains { FileSystem.name(of: $0) == name }) {
          unlink(path)
        }
      }
    }
  }

  private static func isLeft(_ maker: Maker, _ path: String, live: Bool) -> Bool {
    guard maker.system == Maker.here else {
      // Process numbers of another system, or of another time, say nothing here.
      var status = stat()
      return stat(path, &status) == 0 && status.st_mtim.tv_sec < time(nil) - patience
    }
    // In a container the process of the run before often had the same number.
    if maker.process == getpid() { return !live }
    return kill(maker.process, 0) != 0 && errno == ESRCH
  }
}

/// Who makes a temporary file: a process, on a system.
private struct Maker {
  var process: pid_t
  /// Tells the temporaries of a process apart.
  var number: UInt32
  /// Where the process has its number: a start of a machine, and there a container or none.
  var system: String

  /// The system that this process runs on.
  static let here: String = {
    let start = (try? FileSystem.readText("/proc/sys/kernel/random/boot_id", limit: 100)) ?? ""
    var numbers = stat()
    let space = stat("/proc/self/ns/pid", &numbers) == 0 ? numbers.st_ino : 0
    return String(Digest.sha256(Array("\(start)\(space)".utf8)).prefix(8))
  }()

  init(process: pid_t, number: UInt32, system: String) {
    (self.process, self.number, self.system) = (process, number, system)
  }

  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let process = pid_t(parts[0]), process > 0,
      let number = UInt32(parts[1], radix: 16), parts[2].utf8.count == 8
    else { return nil }
    self.init(process: process, number: number, system: String(parts[2]))
  }

  var text: String { "\(process)-\(String(number, radix: 16))-\(system)" }
}
