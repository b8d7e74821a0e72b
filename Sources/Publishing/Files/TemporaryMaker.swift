import Glibc

/// Who makes a temporary file or folder: a process, on a system.
struct TemporaryMaker {
  /// The process.
  var process: pid_t
  /// Tells the temporaries of a process apart.
  var number: UInt32
  /// Where the process has its number: a start of a machine, and there a container or none.
  var system: String

  /// Seconds after which a temporary of another system that nobody changes is a leftover.
  private static let patience = 3600

  /// The system that this process runs on.
  private static let here: String = {
    let start = (try? FileSystem.readText("/proc/sys/kernel/random/boot_id", limit: 100)) ?? ""
    var numbers = stat()
    let space = stat("/proc/self/ns/pid", &numbers) == 0 ? numbers.st_ino : 0
    return String(Digest.sha256(Array("\(start)\(space)".utf8)).prefix(8))
  }()

  /// This process, with a new number.
  static var current: TemporaryMaker {
    TemporaryMaker(process: getpid(), number: .random(in: 0 ... .max), system: here)
  }

  private init(process: pid_t, number: UInt32, system: String) {
    (self.process, self.number, self.system) = (process, number, system)
  }

  /// Reads what ``text`` gives.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let process = pid_t(parts[0]), process > 0,
      let number = UInt32(parts[1], radix: 16), parts[2].utf8.count == 8
    else { return nil }
    self.init(process: process, number: number, system: String(parts[2]))
  }

  /// The part of a name.
  var text: String { "\(process)-\(String(number, radix: 16))-\(system)" }

  /// Whether what it has made is a leftover.
  ///
  /// - Parameters:
  ///   - path: What it has made.
  ///   - isKnown: Whether this process itself still works with it.
  /// - Returns: Whether its maker has ended.
  func hasLeft(_ path: String, isKnown: Bool) -> Bool {
    guard system == Self.here else {
      // Process numbers of another system, or of another time, say nothing here.
      var status = stat()
      return stat(path, &status) == 0 && status.st_mtim.tv_sec < time(nil) - Self.patience
    }
    // In a container the process of the run before often had the same number.
    if process == getpid() { return !isKnown }
    return kill(process, 0) != 0 && errno == ESRCH
  }
}
