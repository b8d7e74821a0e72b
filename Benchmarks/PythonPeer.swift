import Foundation

/// A peer in Python that runs as a process of its own and works one round for each line it gets.
///
/// The script answers `ready <words>` when it is set up, or `missing <what>`; after each line
/// `go` it works once and answers `<seconds> <result>`, the seconds by its own clock. Its result
/// is one word that the benchmark compares with its own. `Benchmarks/peers/peer.py` does this.
final class PythonPeer {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var buffer = Data()

  /// What the peer says of itself: the versions of its libraries.
  private(set) var version = ""

  /// Starts a peer; nil, after a note, when it or one of its libraries is not there.
  ///
  /// - Parameters:
  ///   - script: A file in `Benchmarks/peers`.
  ///   - arguments: Its arguments.
  ///   - session: Where the note goes.
  /// - Throws: When the script breaks instead of answering.
  init?(_ script: String, _ arguments: [String] = [], in session: Session) throws {
    let python = ProcessInfo.processInfo.environment["GRADBOOK_PEER_PYTHON"] ?? "python3"
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python, Self.folder + "/" + script] + arguments
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let answer = try line()
    if answer.hasPrefix("missing ") {
      session.note("\(script) is left out: \(answer.dropFirst(8)) (see GRADBOOK_PEER_PYTHON)")
      return nil
    }
    guard answer.hasPrefix("ready ") else {
      throw BenchmarkFailure(description: "\(script) did not start: \(answer)")
    }
    version = String(answer.dropFirst(6))
    session.note("\(script): \(version)")
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// Works one round.
  ///
  /// - Returns: The seconds by the peer's own clock, and its result as one word.
  /// - Throws: When the peer broke.
  func round() throws -> (seconds: Double, result: String) {
    try input.fileHandleForWriting.write(contentsOf: Data("go\n".utf8))
    let words = try line().split(separator: " ", maxSplits: 1)
    guard let first = words.first, let seconds = Double(first) else {
      throw BenchmarkFailure(description: "the peer answered without a time")
    }
    return (seconds, words.count > 1 ? String(words[1]) : "")
  }

  /// The peer beside others in a table.
  ///
  /// - Parameters:
  ///   - name: Its name there.
  ///   - expected: The number that its result has to be.
  ///   - tolerance: The part of that number by which its result may differ.
  ///   - session: Where a wrong result is reported.
  /// - Returns: What is timed by the peer's own clock.
  func contender(
    _ name: String, expecting expected: Double, within tolerance: Double, in session: Session
  ) -> Contender {
    Contender(selfTimed: name) {
      let (seconds, result) = try self.round()
      let difference = ((Double(result) ?? .nan) - expected).magnitude
      try session.verify(
        difference <= tolerance * expected.magnitude, "\(name) gives \(result), not \(expected)")
      return seconds
    }
  }

  private func line() throws -> String {
    while true {
      if let end = buffer.firstIndex(of: 0x0A) {
        let line = String(decoding: buffer[..<end], as: UTF8.self)
        buffer = Data(buffer[buffer.index(after: end)...])
        return line
      }
      let chunk = output.fileHandleForReading.availableData
      guard !chunk.isEmpty else {
        throw BenchmarkFailure(description: "the peer ended early; its error is above")
      }
      buffer.append(chunk)
    }
  }

  /// `Benchmarks/peers`, beside this source.
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("peers").path
}
