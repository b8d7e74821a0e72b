import Glibc

/// A program that is started, waited for and, where it takes too long, ended.
///
/// It runs in a process group of its own, so that Ctrl-C in a terminal reaches this program alone.
/// When it ends, so does all that it has started and that stayed in its group: none of them is
/// waited for, and none outlives it. Nor does any outlive this program, even where that is killed: a
/// shell in the group waits for the end of a pipe that only this program holds open.
package struct ChildProcess: Sendable {
  /// What the program may use.
  package struct Limits: Sendable {
    /// Seconds after which it is ended.
    package var seconds: Double
    /// Bytes of memory that one process may address; nil for no limit.
    package var memory: Int?
    /// Bytes of the largest file that it may write; nil for no limit.
    package var fileSize: Int?
    /// Bytes of what it says, after which it is ended; nil for no limit.
    package var logSize: Int?

    /// Limits; without one, memory and files are those of this process.
    package init(
      seconds: Double, memory: Int? = nil, fileSize: Int? = nil, logSize: Int? = nil
    ) {
      self.seconds = seconds
      self.memory = memory
      self.fileSize = fileSize
      self.logSize = logSize
    }
  }

  /// How a program ended.
  package enum End: Sendable, Equatable {
    /// By itself, with an exit code.
    case code(CInt)
    /// By a signal.
    case signal(CInt)
    /// By this program, after its time.
    case timeout
    /// By this program, because it said too much.
    case talkative
  }

  /// The path of the program.
  package var path: String
  /// The arguments that follow its name.
  package var arguments: [String]
  /// Its environment.
  package var environment: [String: String]

  /// A program with its arguments and environment.
  package init(path: String, arguments: [String], environment: [String: String]) {
    self.path = path
    self.arguments = arguments
    self.environment = environment
  }

  /// Runs the program with an empty standard input.
  ///
  /// Does not return when this program is about to end.
  ///
  /// - Parameters:
  ///   - log: The file that takes what it says; it is made or emptied.
  ///   - limits: What it may use.
  /// - Returns: How it ended.
  /// - Throws: `ReportError` of category `failed` where it cannot be started.
  package func run(log: String, limits: Limits) throws(ReportError) -> End {
    let process = try ChildProcesses.start { () throws(ReportError) in
      try spawn(log: log, limits: limits)
    }
    defer { ChildProcesses.forget(process) }
    let end = Self.wait(for: process, log: log, limits)
    // What it has left running in its group.
    kill(-process, SIGKILL)
    return end
  }

  private static func wait(for process: pid_t, log: String, _ limits: Limits) -> End {
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(limits.seconds)
    var status: CInt = 0
    var pause: UInt32 = 1_000
    while true {
      let found = waitpid(process, &status, WNOHANG)
      if found == process { break }
      if found < 0, errno != EINTR { return .code(-1) }
      let isTalkative = limits.logSize.map { (FileSystem.plainSize(log) ?? 0) > $0 } ?? false
      if isTalkative || clock.now > deadline {
        ChildProcesses.end(process)
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return isTalkative ? .talkative : .timeout
      }
      usleep(pause)
      pause = min(pause * 2, 20_000)
    }
    let signal = status & 0x7F
    return signal == 0 ? .code((status >> 8) & 0xFF) : .signal(signal)
  }

  /// The number of the pipe's end that the shell waits on.
  private static let lifeline: CInt = 3

  /// The shell's words that begin to wait for the end of this program, set the limits and become the
  /// program.
  private static func script(_ limits: Limits) -> String {
    var script = "{ read -r end <&\(lifeline); kill -9 0; } & exec \(lifeline)<&-; "
    // POSIX counts files in 512 bytes; memory, which is no part of it, is counted in 1,024.
    if let memory = limits.memory { script += "ulimit -v \(memory / 1_024) 2>/dev/null; " }
    if let size = limits.fileSize { script += "ulimit -f \(size / 512) 2>/dev/null; " }
    return script + "exec \"$0\" \"$@\""
  }

  private func spawn(log: String, limits: Limits) throws(ReportError) -> pid_t {
    guard access(path, X_OK) == 0 else { throw cannotStart(errno) }
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(
      &actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
    posix_spawn_file_actions_adddup2(&actions, Self.pipeEnd, Self.lifeline)
    // Neither blocked signals nor an ignored broken pipe are for the program.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let words = ["/bin/sh", "-c", Self.script(limits), path] + arguments
    var process: pid_t = 0
    let code = Self.withCStrings(words) { arguments in
      Self.withCStrings(environment.map { "\($0)=\($1)" }) { environment in
        posix_spawn(&process, "/bin/sh", &actions, &attributes, arguments, environment)
      }
    }
    guard code == 0 else { throw cannotStart(code) }
    return process
  }

  /// The end of a pipe that can be read once this program has ended: nobody else has the other end.
  private static let pipeEnd: CInt = {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { return -1 }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return ends[0]
  }()

  private func cannotStart(_ code: CInt) -> ReportError {
    let reason = strerror(code).map { String(cString: $0) } ?? "error \(code)"
    return ReportError(.failed, "\(path) could not be started: \(reason).")
  }

  private static func withCStrings<Result>(
    _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var copies = texts.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    return copies.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { preconditionFailure("An array has no address") }
      return body(start)
    }
  }
}
