import Glibc
import Synchronization

/// The programs that this one has started and waits for; none of them may outlive it.
///
/// Foundation starts each in a process group of its own, so that Ctrl-C in a terminal reaches this
/// program alone, and what a started script starts in turn belongs to the script's group.
enum ChildProcesses {
  private static let live = Mutex<Set<pid_t>>([])

  /// Remembers a program until ``forget(_:)``.
  static func adopt(_ process: pid_t) { live.withLock { _ = $0.insert(process) } }

  /// Forgets a program that has ended.
  static func forget(_ process: pid_t) { live.withLock { _ = $0.remove(process) } }

  /// Ends a program at once, with all that it has started.
  static func end(_ process: pid_t) {
    if kill(-process, SIGKILL) != 0 { kill(process, SIGKILL) }
  }

  /// Ends every program that is remembered: what is left to do before this one ends early.
  static func endAll() {
    live.withLock { processes in
      for process in processes { end(process) }
      processes = []
    }
  }
}
