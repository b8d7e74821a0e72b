import Foundation
import Glibc
import Synchronization

/// The programs that this one has started and waits for; none of them may outlive it.
///
/// Foundation starts each in a process group of its own, so that Ctrl-C in a terminal reaches this
/// program alone, and what a started script starts in turn belongs to the script's group.
enum ChildProcesses {
  private struct State {
    var live: Set<pid_t> = []
    var isEnding = false
  }

  private static let state = Mutex(State())

  /// Starts a program and remembers it until ``forget(_:)``.
  ///
  /// Does not return when this program is about to end.
  ///
  /// - Throws: What Foundation says of a program that cannot be started.
  static func start(_ process: Process) throws {
    let isEnding = try state.withLock { state in
      guard !state.isEnding else { return true }
      try process.run()
      state.live.insert(process.processIdentifier)
      return false
    }
    if isEnding { Interruption.waitForTheEnd() }
  }

  /// Forgets a program that has ended.
  ///
  /// Does not return when it ended because this program is about to end: there is nothing to say
  /// of it then.
  static func forget(_ process: pid_t) {
    let isEnding = state.withLock { state in
      state.live.remove(process)
      return state.isEnding
    }
    if isEnding { Interruption.waitForTheEnd() }
  }

  /// Ends a program at once, with all that it has started.
  static func end(_ process: pid_t) {
    if kill(-process, SIGKILL) != 0 { kill(process, SIGKILL) }
  }

  /// Ends every program that is remembered, and lets none be started any more: what is left to do
  /// before this one ends early.
  static func endAll() {
    state.withLock { state in
      state.isEnding = true
      for process in state.live { end(process) }
    }
  }
}
