import Foundation

/// A study as two shards of one thread each, beside one process of two threads.
let studyShards = Benchmark(
  name: "study",
  about: "8 trials at batch 64: two shards on two processors, one process with two threads"
) { session in
  guard let program = WholeProgram.path("release", in: session) else { return }
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "gradbook-bench-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let file = folder.appendingPathComponent("study.yaml")
  try """
  dataset: {kind: digits, drawn: [2000, 400]}
  epochs: 2
  batch size: 64
  softmax: class
  grid: {learning rate: [0.003, 0.01, 0.03, 0.1], seed: [1, 2]}
  """.write(to: file, atomically: true, encoding: .utf8)
  let many = folder.appendingPathComponent("many.yaml")
  try """
  dataset: {kind: digits, drawn: [600, 200]}
  grid: {learning rate: {log: {from: 0.001, to: 1, count: 100}}, seed: {from: 1, to: 10, count: 10}}
  """.write(to: many, atomically: true, encoding: .utf8)

  func start(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["study"] + arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }
  func finish(_ processes: [Process]) throws {
    for process in processes {
      process.waitUntilExit()
      try session.verify(
        process.terminationStatus == 0, "report ends with \(process.terminationStatus)")
    }
  }
  var number = 0
  func planned() throws -> String {
    number += 1
    let place = folder.appendingPathComponent("study-\(number)").path
    try finish([try start(["plan", file.path, "--output", place])])
    return place
  }
  let places = try (0..<8).map { _ in try planned() }
  var next = 0
  func place() -> String {
    defer { next += 1 }
    return places[next % places.count]
  }
  func clear(_ place: String) { try? FileManager.default.removeItem(atPath: place + "/trials") }
  let timings = try session.compare(
    [
      Contender("two shards of one thread") {
        let place = place()
        clear(place)
        try finish(
          try (1...2).map { try start(["run", place, "--threads", "1", "--shard", "\($0)/2"]) })
      },
      Contender("one process of two threads") {
        let place = place()
        clear(place)
        try finish([try start(["run", place, "--threads", "2"])])
      },
    ], rounds: 3)
  session.goal(
    "one process / two shards", timings[1].minimum / timings[0].minimum, atLeast: 1.1)

  let planning = try session.compare(
    [
      Contender("1,000 trials planned") {
        try finish([
          try start(["plan", many.path, "--output", folder.appendingPathComponent("many").path])
        ])
      }
    ], rounds: 3)
  session.goal("1,000 trials planned in seconds", planning[0].minimum, atMost: 1)
}
