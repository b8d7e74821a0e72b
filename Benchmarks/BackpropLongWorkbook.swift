import Backprop
import Foundation
import Workbook
import WorkedExample
import WorkedExampleWorkbook

/// A workbook of 10,000 epochs, against the same cells written by libxlsxwriter from C.
let backpropLongWorkbook = Benchmark(
  name: "backprop.long", about: "the workbook of 10,000 epochs: 2.17 million formulas, streamed"
) { session in
  let epochs = 10_000
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "gradbook-bench-\(UUID().uuidString)"
  ).path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  let example = try WorkedExample(WorkedExampleSettings(epochs: epochs))
  let total = example.tables.reduce(0) { $0 + $1.losses[$1.losses.startIndex + 67] }
  let peer = try CProgram("workbook_long.c", libraries: ["xlsxwriter", "m"], in: folder, session)
  let timings = try session.compare(
    [
      Contender("computed and written") {
        let example = try WorkedExample(WorkedExampleSettings(epochs: epochs))
        try example.book(figures: [], created: 1).write(toPath: "\(folder)/ours.xlsx")
      },
      peer.map { peer in
        Contender(selfTimed: "libxlsxwriter from C") {
          let words = try peer.run(["\(folder)/theirs.xlsx", String(epochs)])
            .split(separator: " ")
          guard words.count == 2, let seconds = Double(words[0]), let sum = Double(words[1]) else {
            throw BenchmarkFailure(description: "workbook_long.c answered \(words)")
          }
          try session.verify(
            (sum - total).magnitude <= 1e-9 * total, "the losses differ: \(sum), \(total)")
          return seconds
        }
      },
    ], rounds: 3)
  if timings.count == 2 {
    session.goal("times as long as C", timings[0].median / timings[1].median, atMost: 1.25)
  }
  // The numbers of the tables alone are 17 MB.
  if let path = WholeProgram.path("release", in: session) {
    let arguments = ["backprop", "--quiet", "--epochs", String(epochs), "--output", folder]
    session.goal(
      "MB of memory at most in report backprop --epochs \(epochs)",
      try WholeProgram.peakMemory(path, arguments, in: session), atMost: 200)
  }
}

/// A peer in C, compiled for the run.
private struct CProgram {
  private let path: String

  /// Compiles a file of `Benchmarks/peers`; nil, after a note, where there is no compiler.
  init?(
    _ source: String, libraries: [String], in folder: String, _ session: Session
  ) throws {
    path = "\(folder)/\(source).out"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["cc", "-O2", "-o", path, "\(PythonPeer.folder)/\(source)"] + libraries.map { "-l\($0)" }
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      session.note("\(source) is left out: it could not be compiled with cc")
      return nil
    }
  }

  /// Runs the program and returns what it prints.
  func run(_ arguments: [String]) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw BenchmarkFailure(description: "\(path) failed")
    }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
