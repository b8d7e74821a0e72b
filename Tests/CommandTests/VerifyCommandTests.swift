import TestSupport
import Testing

@Suite("report verify, run as a person runs it")
struct VerifyCommandTests {
  @Test("Every kind of workbook is made again, recalculated, and does not differ")
  func everyWorkbook() throws {
    // Runs of two learning rates, and their comparison.
    let folder = try CompareCommandTests.rates()
    for command in [
      ["backprop", "--learning-rates", "1,1000", "--epochs", "5"],
      ["sweep", "--learning-rates", "log:0.1:1e6:9"],
    ] {
      let made = try BuiltProgram.run(command + ["--output", folder.path])
      #expect(made.code == 0, "\(made.error)")
    }
    let run = try BuiltProgram.run(["verify", "--output", folder.path])
    #expect(run.code == 0, "\(run.output)\(run.error)")
    for name in [
      "backpropagation/backpropagation.xlsx", "sweep/sweep.xlsx",
      "convnet-mnist-rates/comparison/comparison.xlsx",
      "convnet-mnist-rates/lr-0.01/convnet.xlsx",
    ] {
      #expect(run.output.contains("\n\(name)\n"), "\(run.output)")
    }
    #expect(run.output.contains("recalculated by LibreOffice: none differs"))
    #expect(!run.output.contains("Not checked"))
  }

  @Test("A file that was changed is named, and the exit code is 2")
  func changed() throws {
    let folder = try TemporaryFolder()
    let made = try BuiltProgram.run(
      ["sweep", "--learning-rates", "1,2", "--output", folder.path])
    #expect(made.code == 0)
    try folder.write("sweep/summary.csv", "1,2\n")
    let run = try BuiltProgram.run(["verify", "--no-recalculate", "--output", folder.path])
    #expect(run.code == 2)
    #expect(run.output.contains("sweep/summary.csv (sweep) was changed"))
    #expect(run.error.contains("\nerror: "))
  }

  @Test("A folder without a manifest is an error that says what to do")
  func nothingToVerify() throws {
    let folder = try TemporaryFolder()
    let run = try BuiltProgram.run(["verify", "--output", folder.path])
    #expect(run.code == 66)
    #expect(run.error.hasPrefix("error: "))
    #expect(run.output.isEmpty)
  }
}
