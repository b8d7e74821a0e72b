import Foundation
import Publishing

/// Runs one of the system's programs and takes what it says.
struct SystemProgram: Sendable {
  /// What a program left behind.
  struct Outcome: Sendable {
    let code: Int32
    let output: String
    let error: String
  }

  /// The name by which it is found on `PATH`.
  let name: String
  /// The environment's variables.
  let environment: [String: String]

  /// Where the program is; nil if it is not installed.
  var path: String? {
    (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
      .map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) && !FileSystem.isFolder($0) }
  }

  /// Runs the program to its end.
  ///
  /// - Parameter arguments: Its arguments.
  /// - Returns: What it said, and its exit code.
  /// - Throws: `ReportError` of category `failed` if it is not installed or does not start.
  func run(_ arguments: [String]) throws -> Outcome {
    guard let path else {
      throw ReportError(
        .failed,
        "\(name) was not found, so nothing was submitted. Run this where Slurm is installed, or look"
          + " at the scripts with --dry-run.")
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    let (output, error) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = error
    do {
      try ChildProcesses.start(process)
    } catch {
      throw ReportError(.failed, "\(path) could not be started: \(error.localizedDescription).")
    }
    // What such a program says fits into a pipe.
    let said = output.fileHandleForReading.readDataToEndOfFile()
    let complained = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    ChildProcesses.forget(process.processIdentifier)
    return Outcome(
      code: process.terminationStatus, output: String(decoding: said, as: UTF8.self),
      error: String(decoding: complained, as: UTF8.self))
  }
}
