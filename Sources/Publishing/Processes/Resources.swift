import Glibc

/// What the program cannot work without, looked at before anything else is done.
///
/// Where one of these is missing, the libraries below end the process or wait for ever.
package enum Resources {
  /// The least that must be had.
  package struct Needs: Sendable {
    /// Files that can be opened beside those that are open.
    package var files = 16
    /// Bytes of memory that may be addressed.
    package var memory = 512 << 20
    /// Bytes of a thread's stack.
    package var stack = 256 << 10
    /// Threads beside those that run: Dispatch asks for one a processor where work is shared out, and
    /// waits for ever for a thread that the system refuses; tasks take a few more.
    package var threads = max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN))) + 3

    /// The program's needs.
    package init() {}
  }

  /// Looks for what is missing.
  ///
  /// - Parameter needs: The least that must be had.
  /// - Throws: `ReportError` of category `failed` that says what to raise.
  package static func check(_ needs: Needs = Needs()) throws(ReportError) {
    guard hasFiles(needs.files) else {
      throw ReportError(
        .failed,
        "Fewer than \(needs.files) more files can be opened. Raise the limit with `ulimit -n`.")
    }
    var limit = rlimit()
    if getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0,
      limit.rlim_cur != rlim_t.max,
      limit.rlim_cur < rlim_t(needs.memory)
    {
      throw ReportError(
        .failed,
        "Only \(limit.rlim_cur >> 20) MB of memory may be addressed; at least \(needs.memory >> 20) MB"
          + " are needed. Raise the limit with `ulimit -v`.")
    }
    if getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limit) == 0,
      limit.rlim_cur < rlim_t(needs.stack)
    {
      throw ReportError(
        .failed,
        "A stack may have only \(limit.rlim_cur >> 10) kB; at least \(needs.stack >> 10) kB are"
          + " needed. Raise the limit with `ulimit -s`.")
    }
    guard access("/proc/self/fd", X_OK) == 0 else {
      throw ReportError(
        .failed,
        "/proc is not there, from which the program reads its arguments. Mount it, as every system"
          + " does by itself.")
    }
    if let code = failureOfThreads(needs.threads) {
      throw ReportError(
        .failed,
        "No \(needs.threads) threads can be started: \(String(cString: strerror(code))). Raise the limit"
          + " of processes with `ulimit -u`, or that of the container.")
    }
  }

  private static func hasFiles(_ count: Int) -> Bool {
    var open: [CInt] = []
    defer { for descriptor in open { close(descriptor) } }
    while open.count < count {
      let descriptor = dup(STDERR_FILENO)
      guard descriptor >= 0 else { return errno != EMFILE && errno != ENFILE }
      open.append(descriptor)
    }
    return true
  }

  /// Starts threads that wait for each other's start and end; the error code where that fails.
  private static func failureOfThreads(_ count: Int) -> CInt? {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { return errno }
    let reading = ends[0]
    var threads: [pthread_t] = []
    var failure: CInt?
    for _ in 0..<count where failure == nil {
      var thread = pthread_t()
      let code = pthread_create(
        &thread, nil,
        { argument in
          // Waits until the pipe is closed.
          var byte: UInt8 = 0
          _ = read(CInt(Int(bitPattern: argument)), &byte, 1)
          return nil
        }, UnsafeMutableRawPointer(bitPattern: Int(reading)))
      if code == 0 { threads.append(thread) } else { failure = code }
    }
    close(ends[1])
    for thread in threads { pthread_join(thread, nil) }
    close(reading)
    return failure
  }
}
