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
    return try ScratchFolder.lend { folder in
      let (output, error) = (FileSystem.join(folder, "output"), FileSystem.join(folder, "error"))
      // The shell parts what the program says into two files.
      let shell = ChildProcess(
        path: "/bin/sh", arguments: ["-c", "exec \"$@\" 2>\"$0\"", error, path] + arguments,
        environment: environment)
      let end = try shell.run(
        log: output, limits: ChildProcess.Limits(seconds: 300, logSize: Self.sizeLimit))
      let code: Int32 =
        switch end {
        case .code(let code): code
        case .signal(let signal): 128 + signal
        case .timeout, .talkative: 124
        }
      return Outcome(
        code: code, output: (try? FileSystem.readText(output, limit: Self.sizeLimit)) ?? "",
        error: (try? FileSystem.readText(error, limit: Self.sizeLimit)) ?? "")
    }
  }

  /// The most bytes that are read of what a program says.
  private static let sizeLimit = 1 << 20
}
