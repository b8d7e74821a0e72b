package import Foundation
import Glibc
import Synchronization

/// The programs that this one has started and waits for; none of them may outlive it.
///
/// Foundation starts each in a process group of its own, so that Ctrl-C in a terminal reaches this
/// program alone, and what a started script starts in turn belongs to the script's group.
package enum ChildProcesses {
  private static let live = Mutex<Set<pid_t>>([])

  /// Starts a program and remembers it until ``forget(_:)``.
  ///
  /// Does not return when this program is about to end.
  ///
  /// - Throws: What Foundation says of a program that cannot be started.
  package static func start(_ process: Process) throws {
    let hasStarted = try live.withLock { live in
      // Looked at under the lock that ``endAll()`` takes afterwards: it finds what is started here.
      guard !Interruption.isEnding else { return false }
      try process.run()
      live.insert(process.processIdentifier)
      return true
    }
    if !hasStarted { Interruption.waitForTheEnd() }
  }

  /// Forgets a program that has ended.
  ///
  /// Does not return when it ended because this program is about to end: there is nothing to say
  /// of it then.
  package static func forget(_ process: pid_t) {
    live.withLock { _ = $0.remove(process) }
    if Interruption.isEnding { Interruption.waitForTheEnd() }
  }

  /// Ends a program at once, with all that it has started.
  package static func end(_ process: pid_t) {
    if kill(-process, SIGKILL) != 0 { kill(process, SIGKILL) }
  }

  /// Ends every program that is remembered: what is left to do before this one ends early.
  static func endAll() {
    live.withLock { live in
      for process in live { end(process) }
    }
  }
}
