import TestSupport
import Testing

@Suite("report map")
struct MapCommandTests {
  private let axes = ["--x", "learning-rate=log:1:2000:12", "--y", "w5=-3:3:5"]

  @Test("Writes figure, table, summary and workbook, the same each time, and verify accepts them")
  func files() throws {
    let folder = try TemporaryFolder()
    let arguments = ["map"] + axes + ["-o", folder.path]
    let first = try BuiltProgram.run(arguments)
    #expect(first.code == 0, "\(first.error)")
    #expect(first.output.hasPrefix("learning-rate × w5: 12 × 5 points, 68 epochs each.\n"))
    for name in ["map.csv", "map.json", "map.xlsx", "figures/map.svg", "figures/map.png"] {
      #expect(folder.allFiles.contains("map/" + name), "\(name)")
    }
    #expect(try BuiltProgram.run(arguments).output.contains("  written") == false)
    #expect(try folder.text("map/figures/map.svg").contains("Shares: "))
  }

  @Test("CSV and JSON go to standard output alone")
  func forms() throws {
    let csv = try BuiltProgram.run(["map"] + axes + ["--format", "csv"])
    #expect(csv.output.hasPrefix("learning-rate,w5,epoch_to_1_percent,last_loss,verdict\r\n1,-3,"))
    let json = try BuiltProgram.run(["map"] + axes + ["--format", "json", "--zoom", "700,0,10"])
    #expect(json.output.contains("\"kinds\"") && json.error.isEmpty)
  }

  @Test(
    "Maps that make no sense",
    arguments: [
      (["--x", "w5=1:2:3"], 64), (["--x", "w5=1:2:3", "--y", "w5=0:1:2"], 64),
      (["--x", "w5", "--y", "w6=0:1:2"], 64), (["--x", "w5=1:2:3", "--y", "q=0:1:2"], 64),
      (["--x", "w5=1:2:3", "--y", "w6=0:1:2", "--zoom", "1"], 64),
      (["--x", "w5=1:2:4000", "--y", "w6=0:1:4000"], 64),
      (["--x", "w5=1:2:3", "--y", "w6=0:1:2", "--epochs", "0"], 64),
      (["--x", "w5=1:2:3", "--y", "w6=0:1:2", "--color", "red"], 64),
      (["--x", "w5=1:2:3", "--y", "w6=0:1:2", "--learning-rate", "0"], 64),
      (["--x", "w5=1:2:3", "--y", "w6=0:1:2", "--network", "/does/not/exist.yaml"], 66),
    ] as [([String], Int32)])
  func refuses(arguments: [String], code: Int32) throws {
    let run = try BuiltProgram.run(["map"] + arguments)
    #expect(run.code == code, "\(run.error)")
    #expect(run.output.isEmpty && run.error.hasPrefix("error: "))
    #expect(!run.error.contains("Fatal"))
  }
}
