import Foundation
import Publishing

/// What staging, comparing, digesting and renaming cost, beside bare writes of the same bytes.
let publishing = Benchmark(
  name: "publishing", about: "40 files of 100 kB, published, and published again unchanged"
) { session in
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "gradbook-bench-\(UUID().uuidString)"
  ).path
  defer { try? FileManager.default.removeItem(atPath: folder) }
  let files = (0..<40).map { file in
    ("f\(file).bin", (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* (file + 7)) })
  }
  let publish = { (changed: Bool) in
    let publisher = try Publisher(folder: folder + "/published")
    for (name, bytes) in files { try publisher.stage(name, bytes: bytes) }
    let published = try publisher.publish()
    try session.verify(
      published.allSatisfy { $0.changed == changed }, "a file was written needlessly, or not")
  }
  try session.compare([
    Contender("bare writes") {
      try FileManager.default.createDirectory(
        atPath: folder + "/bare", withIntermediateDirectories: true)
      for (name, bytes) in files {
        try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/bare/\(name)"))
      }
    },
    Contender("published") {
      try? FileManager.default.removeItem(atPath: folder + "/published")
      try publish(true)
    },
    Contender("published, unchanged") { try publish(false) },
  ])
}
