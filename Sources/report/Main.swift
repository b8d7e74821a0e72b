import ArgumentParser
import Dispatch
import Glibc
import Publishing
import Synchronization

/// Where the program begins, and the one place where a failure becomes an exit code.
///
/// The first steps are taken before Swift's concurrency is touched, which ends the process where a
/// file or a thread more cannot be had.
@main
enum Main {
  /// Parses the command line, runs the command and ends the program with its exit code.
  static func main() {
    StandardStreams.prepare()
    Interruption.install()
    OutOfMemory.install()
    var code = outcome(of: run)
    let failure = outcome { () throws(ReportError) in try StandardStreams.finish() }
    if code == 0 { code = failure }
    exit(code)
  }

  private static func run() throws {
    try Resources.check()
    let arguments = try ArgumentCheck.arguments()
    if ArgumentCheck.isNeeded(arguments) {
      try ArgumentCheck.check(arguments, for: Report.description(for: arguments))
    }
    var command = try Report.parseAsRoot(arguments)
    guard let concurrent = command as? any AsyncParsableCommand else { return try command.run() }
    try wait(for: HandedOver(command: concurrent))
  }

  /// Runs a command with tasks of its own; this thread has nothing else to do.
  private static func wait(for handedOver: HandedOver) throws {
    let result = Mutex<Result<Void, any Error>>(.success(()))
    let done = DispatchSemaphore(value: 0)
    Task {
      var command = handedOver.command
      do { try await command.run() } catch { result.withLock { $0 = .failure(error) } }
      done.signal()
    }
    done.wait()
    try result.withLock { $0 }.get()
  }

  /// A command that only the task uses from then on.
  private struct HandedOver: @unchecked Sendable { let command: any AsyncParsableCommand }

  /// The exit code of work: 0, or that of the failure, which is reported.
  private static func outcome(of work: () throws -> Void) -> Int32 {
    do {
      try work()
      return 0
    } catch {
      return Failure.report(error)
    }
  }
}
