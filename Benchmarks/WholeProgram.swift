import Dispatch
import Foundation

/// The program that is measured as a whole process.
enum WholeProgram {
  /// The repository's root.
  static let root = URL(fileURLWithPath: PythonPeer.folder).deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// The built `report` of a configuration, or nil, after a note, when it is not built.
  static func path(_ configuration: String, in session: Session) -> String? {
    let path = "\(root)/.build/\(configuration)/report"
    if FileManager.default.isExecutableFile(atPath: path) { return path }
    session.note("swift build -c \(configuration) has not been run; that contender is left out")
    return nil
  }

  /// Runs a program once and waits for it.
  ///
  /// - Parameters:
  ///   - path: The program.
  ///   - arguments: Its arguments.
  ///   - session: Where a failure is verified.
  /// - Throws: When the program fails.
  static func run(_ path: String, _ arguments: [String], in session: Session) throws {
    let (process, ended) = try start(path, arguments)
    ended.wait()
    try session.verify(process.terminationStatus == 0, "\(path) \(arguments) failed")
  }

  /// Runs a program once and watches its memory.
  ///
  /// - Parameters:
  ///   - path: The program.
  ///   - arguments: Its arguments.
  ///   - session: Where a failure is verified.
  /// - Returns: The most memory that it held, in MB.
  /// - Throws: When the program fails, or the system does not say.
  static func peakMemory(
    _ path: String, _ arguments: [String], in session: Session
  ) throws -> Double {
    let (process, ended) = try start(path, arguments)
    let status = "/proc/\(process.processIdentifier)/status"
    var peak = 0.0
    repeat {
      let text = (try? String(contentsOfFile: status, encoding: .utf8)) ?? ""
      let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
      if let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap({ Double($0) }) {
        peak = kilobytes / 1000
      }
    } while ended.wait(timeout: .now() + 0.01) == .timedOut
    try session.verify(process.terminationStatus == 0, "\(path) \(arguments) failed")
    try session.verify(peak > 0, "\(status) names no VmHWM")
    return peak
  }

  private static func start(
    _ path: String, _ arguments: [String]
  ) throws -> (process: Process, ended: DispatchSemaphore) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    // Foundation's own wait looks every 50 ms or so, which is a fifth of what is measured.
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    return (process, ended)
  }
}
