import Foundation

/// `report backprop` from start to end as a process, against a script with XlsxWriter and matplotlib.
let backpropReport = Benchmark(
  name: "backprop.report",
  about: "the whole of report backprop: workbook, tables, figures in two sizes and SVG"
) { session in
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "gradbook-bench-\(UUID().uuidString)"
  ).path
  defer { try? FileManager.default.removeItem(atPath: folder) }
  func contender(_ configuration: String) -> Contender? {
    WholeProgram.path(configuration, in: session).map { path in
      Contender("report backprop, \(configuration)") {
        let output = "\(folder)/\(configuration)"
        try? FileManager.default.removeItem(atPath: output)
        try WholeProgram.run(path, ["backprop", "--quiet", "--output", output], in: session)
        try session.verify(
          FileManager.default.fileExists(
            atPath: output + "/backpropagation/backpropagation.xlsx"), "no workbook was written")
      }
    }
  }
  let python = try PythonPeer("backprop_report.py", ["\(folder)/peer", "68"], in: session)
  let timings = try session.compare([
    contender("release"), contender("debug"),
    python.map {
      $0.contender(
        "XlsxWriter and matplotlib, one size, no checks", expecting: 0.268396, within: 4e-4,
        in: session)
    },
  ])
  if let release = timings.first(where: { $0.name.hasSuffix("release") }) {
    session.goal("seconds, release", release.median, atMost: 0.25)
    if let debug = timings.first(where: { $0.name.hasSuffix("debug") }) {
      session.goal("debug / release", debug.median / release.median, atMost: 1.2)
    }
  }
}
