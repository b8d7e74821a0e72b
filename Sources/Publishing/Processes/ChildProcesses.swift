import Glibc
import Synchronization

/// The programs that this one has started and waits for; none of them may outlive it.
///
/// Each has a process group of its own, to which belongs what it starts in turn.
enum ChildProcesses {
  private static let live = Mutex<Set<pid_t>>([])

  /// Starts a program and remembers it until ``forget(_:)``.
  ///
  /// Does not return when this program is about to end.
  ///
  /// - Parameter start: Starts it and returns its process number.
  /// - Returns: The process number.
  /// - Throws: What `start` throws.
  static func start(_ start: () throws(ReportError) -> pid_t) throws(ReportError) -> pid_t {
    let started = live.withLock { live -> Result<pid_t, ReportError>? in
      // Looked at under the lock that ``endAll()`` takes afterwards: it finds what is started here.
      guard !Interruption.isEnding else { return nil }
      do throws(ReportError) {
        let process = try start()
        live.insert(process)
        return .success(process)
      } catch {
        return .failure(error)
      }
    }
    guard let started else { Interruption.waitForTheEnd() }
    return try started.get()
  }

  /// Forgets a program that has ended.
  ///
  /// Does not return when it ended because this program is about to end: there is nothing to say
  /// of it then.
  static func forget(_ process: pid_t) {
    live.withLock { _ = $0.remove(process) }
    if Interruption.isEnding { Interruption.waitForTheEnd() }
  }

  /// Ends a program at once, with all that it has started.
  static func end(_ process: pid_t) {
    if kill(-process, SIGKILL) != 0 { kill(process, SIGKILL) }
  }

  /// Ends every program that is remembered: what is left to do before this one ends early.
  static func endAll() {
    live.withLock { live in
      for process in live { end(process) }
    }
  }
}
