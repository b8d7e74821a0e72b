import Foundation

/// The program that the package builds, run as a person runs it.
public enum BuiltProgram {
  /// What a run left behind.
  public struct Outcome: Sendable {
    /// Everything on standard output.
    public var output: String
    /// Everything on standard error.
    public var error: String
    /// The exit code; 128 and the signal when a signal ended the program.
    public var code: Int32
  }

  /// The path of the built program, beside the tests' own executable.
  public static let path: String = {
    let candidates =
      [Bundle.main.bundleURL, URL(fileURLWithPath: CommandLine.arguments.first ?? "")]
      .flatMap { [$0, $0.deletingLastPathComponent()] } + [buildFolder]
    let found = candidates.map { $0.appendingPathComponent("report").path }.first { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        && !isFolder.boolValue && FileManager.default.isExecutableFile(atPath: path)
    }
    return found ?? "report"
  }()

  /// The root of the package's source.
  public static let packageRoot: String = URL(fileURLWithPath: Fixture.tests)
    .deletingLastPathComponent().path

  private static var buildFolder: URL {
    URL(fileURLWithPath: packageRoot).appendingPathComponent(".build/debug")
  }

  /// Runs the program to its end.
  ///
  /// The environment is a small fixed one (`PATH`, `HOME`, `TMPDIR`, `LC_ALL=C`), so that a test
  /// does not depend on who runs it.
  ///
  /// - Parameters:
  ///   - arguments: The command line after the program's name.
  ///   - environment: Variables that are added or, with an empty value, replaced.
  ///   - folder: The working folder; the package's root when nil.
  ///   - limit: Seconds after which the program is killed.
  /// - Returns: Its whole output and its exit code.
  /// - Throws: When the program cannot be started.
  public static func run(
    _ arguments: [String], environment: [String: String] = [:], folder: String? = nil,
    limit: Double = 600
  ) throws -> Outcome {
    try start(arguments, environment: environment, folder: folder).wait(limit: limit)
  }

  /// Starts the program and returns while it runs.
  ///
  /// - Parameters:
  ///   - arguments: The command line after the program's name.
  ///   - environment: Variables that are added.
  ///   - folder: The working folder; the package's root when nil.
  ///   - shell: A script that runs the program as `"$@"`, for redirections; nil runs it directly.
  /// - Returns: The running program.
  /// - Throws: When the program cannot be started.
  public static func start(
    _ arguments: [String], environment: [String: String] = [:], folder: String? = nil,
    shell: String? = nil
  ) throws -> RunningProgram {
    let process = Process()
    if let shell {
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", shell, "sh", path] + arguments
    } else {
      process.executableURL = URL(fileURLWithPath: path)
      process.arguments = arguments
    }
    process.currentDirectoryURL = URL(fileURLWithPath: folder ?? packageRoot)
    let inherited = ProcessInfo.processInfo.environment
    var variables = ["LC_ALL": "C"]
    for name in ["PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH"] { variables[name] = inherited[name] }
    process.environment = variables.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    return try RunningProgram(process)
  }
}

/// A program that was started by a test.
public final class RunningProgram: @unchecked Sendable {
  private let process: Process
  private let output: Collector
  private let error: Collector

  init(_ process: Process) throws {
    self.process = process
    let outputPipe = Pipe()
    let errorPipe = Pipe()
    process.standardOutput = outputPipe
    process.standardError = errorPipe
    Self.takeSignals
    output = Collector(outputPipe)
    error = Collector(errorPipe)
    try process.run()
    output.begin()
    error.begin()
  }

  /// Whoever runs the tests in the background may have them ignore Ctrl-C, and a started program
  /// would inherit that.
  private static let takeSignals: Void = {
    for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] { signal(number, SIG_DFL) }
  }()

  /// Sends a signal, such as `SIGKILL`.
  public func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Whether the program has not ended yet.
  public var isRunning: Bool { process.isRunning }

  /// What standard error holds so far.
  public var errorSoFar: String { error.text }

  /// What standard output holds so far.
  public var outputSoFar: String { output.text }

  /// Waits until standard error holds a text, or the program ends, or time is up.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - limit: Seconds to wait at most.
  /// - Returns: Whether the text came.
  public func waitForError(_ text: String, limit: Double = 300) -> Bool {
    let end = Date().addingTimeInterval(limit)
    while Date() < end {
      if error.text.contains(text) { return true }
      if !process.isRunning { break }
      Thread.sleep(forTimeInterval: 0.005)
    }
    return error.text.contains(text)
  }

  /// Waits for the end.
  ///
  /// - Parameter limit: Seconds after which the program is killed.
  /// - Returns: Its whole output and its exit code.
  public func wait(limit: Double = 600) -> BuiltProgram.Outcome {
    let end = Date().addingTimeInterval(limit)
    while process.isRunning, Date() < end { Thread.sleep(forTimeInterval: 0.002) }
    if process.isRunning { send(SIGKILL) }
    process.waitUntilExit()
    let signalled = process.terminationReason == .uncaughtSignal
    return BuiltProgram.Outcome(
      output: output.finish(), error: error.finish(),
      code: process.terminationStatus + (signalled ? 128 : 0))
  }
}

/// Reads a pipe to its end on a thread of its own, so that the program never waits for its reader.
private final class Collector: @unchecked Sendable {
  private let handle: FileHandle
  private let lock = NSLock()
  private let done = DispatchSemaphore(value: 0)
  private var bytes = Data()

  init(_ pipe: Pipe) { handle = pipe.fileHandleForReading }

  func begin() {
    let thread = Thread { [self] in
      // What is there, and not 64 KiB or the end: a test may wait for a word.
      while true {
        let chunk = handle.availableData
        guard !chunk.isEmpty else { break }
        lock.withLock { bytes.append(chunk) }
      }
      done.signal()
    }
    thread.start()
  }

  var text: String { lock.withLock { String(decoding: bytes, as: UTF8.self) } }

  func finish() -> String {
    done.wait()
    return text
  }
}
