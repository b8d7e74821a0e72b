public import Foundation

/// Runs programs that the tests use as outside readers.
public enum OutsideProgram {
  /// What a program printed, and how it ended.
  public struct Output: Sendable {
    /// Its exit code.
    public var code: Int32
    /// What it wrote to standard output.
    public var output: Data
    /// What it wrote to standard error.
    public var errors: Data
  }

  /// The first of some paths where there is a program.
  public static func find(_ candidates: [String]) -> String? {
    candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Whether tests that need a program run: where it is installed, and in CI in any case.
  ///
  /// A test without its program is skipped by name on a person's machine, and fails where `CI` is
  /// set:
  ///
  ///     @Test("…", .enabled(if: OutsideProgram.isExpected(["/usr/bin/mandoc"]), "needs mandoc"))
  ///
  /// - Parameter candidates: The paths where the program may be.
  /// - Returns: Whether the test runs.
  public static func isExpected(_ candidates: [String]) -> Bool {
    find(candidates) != nil || isCI
  }

  private static var isCI: Bool {
    let value = ProcessInfo.processInfo.environment["CI"] ?? ""
    return !value.isEmpty && value != "false"
  }

  /// Runs a program to its end.
  ///
  /// Both outputs go to files, so that neither can fill a pipe and stop the program.
  public static func run(
    _ path: String, _ arguments: [String], environment: [String: String] = [:]
  ) throws -> Output {
    let folder = try TemporaryFolder()
    let output = URL(fileURLWithPath: try folder.write("output", ""))
    let errors = URL(fileURLWithPath: try folder.write("errors", ""))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return Output(
      code: process.terminationStatus, output: try Data(contentsOf: output),
      errors: try Data(contentsOf: errors))
  }
}
