import Glibc

/// What happens where the memory that may be addressed does not suffice for the work.
///
/// Swift and C++ abort where they cannot allocate, and a C library that does not look uses an address
/// that is none. Neither can be caught as an error; a sentence and an exit code take the place of
/// the crash.
package enum OutOfMemory {
  /// How a signal was answered before.
  private struct Former {
    var signal: CInt
    var action: sigaction
  }

  // Written once, before the handler is installed that reads them.
  nonisolated(unsafe) private static var sentence = UnsafeMutableBufferPointer<UInt8>(
    start: nil, count: 0)
  nonisolated(unsafe) private static var former = UnsafeMutableBufferPointer<Former>(
    start: nil, count: 0)
  nonisolated(unsafe) private static var probe = 0

  /// How a process ends that finds no memory: by `abort`, or by the use of an address that is none.
  private static let signals = [SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGTRAP]

  /// Takes over the signals of a crash where memory is limited (`ulimit -v`); does nothing elsewhere.
  ///
  /// Call it once, after ``Interruption/install()``, whose thread clears up.
  package static func install() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0,
      limit.rlim_cur != rlim_t.max
    else { return }
    let error = ReportError(
      .failed,
      "The \(limit.rlim_cur >> 20) MB of memory that may be addressed do not suffice for this."
        + " Raise the limit with `ulimit -v`, or ask for less.")
    sentence = .allocate(capacity: error.message.utf8.count + 8)
    _ = sentence.initialize(from: Array("error: \(error.message)\n".utf8))
    probe = Int(clamping: limit.rlim_cur / 4)
    former = .allocate(capacity: signals.count)
    for (index, number) in signals.enumerated() {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { OutOfMemory.handle($0) }
      // A stack that overflows has no room for the handler.
      action.sa_flags = SA_ONSTACK
      var old = sigaction()
      sigaction(number, &action, &old)
      former.initializeElement(at: index, to: Former(signal: number, action: old))
    }
  }

  /// Runs in a signal handler: allocates nothing and takes no lock.
  private static func handle(_ number: CInt) {
    guard number == SIGABRT || !hasMemory else {
      // A crash of another kind: the step that failed is taken again and answered as ever.
      for index in former.indices where former[index].signal == number {
        sigaction(number, &former[index].action, nil)
      }
      return
    }
    Interruption.clearUpAfterCrash()
    // That thread may lack memory as well, or wait for a lock that this one holds.
    sleep(1)
    end()
  }

  /// Says what the process lacks and ends it.
  static func end() -> Never {
    _ = Glibc.write(STDERR_FILENO, sentence.baseAddress, sentence.count)
    _exit(ReportError.Category.failed.rawValue)
  }

  /// Whether a fourth of the memory that may be addressed can still be had.
  private static var hasMemory: Bool {
    let place = mmap(nil, probe, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard place != MAP_FAILED else { return false }
    munmap(place, probe)
    return true
  }
}
