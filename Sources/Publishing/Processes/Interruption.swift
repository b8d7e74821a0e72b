import Glibc
import Synchronization

/// What happens when a person presses Ctrl-C, or the system asks the program to end.
///
/// Outside of ``deferring(_:)`` the program removes its temporary files, says so in one sentence
/// and ends with code 130. Inside, the request is only recorded, and the work ends where it can be
/// resumed; a second request ends the program at once.
package enum Interruption {
  private struct State {
    var isRequested = false
    /// How many calls of ``deferring(_:)`` run.
    var deferrals = 0
    /// Whether the program clears up now, and does nothing else.
    var isEnding = false
  }

  private static let state = Mutex(State())

  /// The error that a command ends with.
  package static let error = ReportError(
    .interrupted, "Interrupted. Files that were published before stay as they are.")

  /// Whether the program was asked to end.
  package static var isRequested: Bool { state.withLock { $0.isRequested } }

  /// Whether the program clears up now, and does nothing else.
  static var isEnding: Bool { state.withLock { $0.isEnding } }

  /// Takes note of a request that ``deferring(_:)`` has held back, so that what there is can still
  /// be published; the next request counts again.
  package static func acknowledge() { state.withLock { $0.isRequested = false } }

  /// Runs work that ends by itself, soon, once ``isRequested`` is true.
  ///
  /// - Parameter body: The work.
  /// - Returns: What the work returns.
  /// - Throws: What the work throws.
  package static func deferring<Result, Failure>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let isEnding = state.withLock { state in
      state.deferrals += 1
      return state.isEnding
    }
    if isEnding { waitForTheEnd() }
    defer { state.withLock { $0.deferrals -= 1 } }
    return try body()
  }

  /// Leaves the rest to the thread that clears up and ends the program.
  static func waitForTheEnd() -> Never { while true { pause() } }

  /// The signals that ask the program to end.
  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  /// Takes over SIGINT, SIGTERM, SIGHUP and SIGQUIT, and keeps a broken pipe from ending the program.
  ///
  /// The handler only passes the signal on through a pipe; a thread of its own does the rest, where
  /// locks may be taken.
  package static func install() {
    signal(SIGPIPE, SIG_IGN)
    guard pipeEnds.write >= 0 else { return }
    var thread = pthread_t()
    let started = pthread_create(
      &thread, nil,
      { _ in
        Interruption.listen()
        return nil
      }, nil)
    // Where no thread can listen, signals end the program as they do by themselves.
    guard started == 0 else { return }
    pthread_detach(thread)
    // A parent with worker threads may have started the program with these signals blocked.
    var set = sigset_t()
    sigemptyset(&set)
    for number in signals { sigaddset(&set, number) }
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
    for number in signals {
      // A shell that starts the program with `nohup` or `&` wants the signal ignored.
      var old = sigaction()
      sigaction(number, nil, &old)
      if unsafeBitCast(old.__sigaction_handler, to: Int.self) == ignored { continue }
      signal(number) { number in
        var byte = UInt8(truncatingIfNeeded: number)
        _ = Glibc.write(Interruption.pipeEnds.write, &byte, 1)
      }
    }
  }

  /// The value of `SIG_IGN`, which Swift cannot compare as the function pointer that it is.
  private static let ignored = 1

  private static let pipeEnds: (read: CInt, write: CInt) = {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { return (-1, -1) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }()

  /// What stands in the pipe for a crash; no signal has this number.
  private static let crash: UInt8 = 0xFF

  /// Lets the thread that waits for signals clear up and end the program for lack of memory.
  ///
  /// Returns at once. May be called in a signal handler, once ``install()`` was called.
  static func clearUpAfterCrash() {
    var byte = crash
    _ = Glibc.write(pipeEnds.write, &byte, 1)
  }

  private static func listen() {
    var byte: UInt8 = 0
    while true {
      let count = Glibc.read(pipeEnds.read, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count == 1 else { return }
      if byte == crash {
        ChildProcesses.endAll()
        TemporaryFiles.removeAll { OutOfMemory.end() }
      }
      let isDeferred = state.withLock { state in
        defer { state.isRequested = true }
        state.isEnding = state.isRequested || state.deferrals == 0
        return !state.isEnding
      }
      if isDeferred { continue }
      ChildProcesses.endAll()
      TemporaryFiles.removeAll {
        let text = Array("error: \(error.message)\n".utf8)
        _ = Glibc.write(STDERR_FILENO, text, text.count)
        _exit(ReportError.Category.interrupted.rawValue)
      }
    }
  }
}
