import Foundation
import TestSupport
import Testing

@Suite("report, which makes everything")
struct AllCommandTests {
  @Test("The documents, the worked example and the manifest are there, and stay on a second run")
  func makesEverything() throws {
    let folder = try TemporaryFolder()
    let arguments = ["--no-training", "--output", folder.file("out")]
    let first = try BuiltProgram.run(arguments)
    #expect(first.code == 0, "\(first.error)")
    for name in [
      "report.md", "report.html", "manifest.json", "backpropagation/backpropagation.xlsx",
      "backpropagation/table-lr-0.1.csv", "backpropagation/table-lr-1000.csv",
      "backpropagation/sweep.csv",
    ] {
      #expect(folder.allFiles.contains("out/" + name), "\(name)")
    }
    let second = try BuiltProgram.run(["all"] + arguments)
    #expect(second.code == 0)
    #expect(!second.output.contains("  written"), "\(second.output)")
    let page = try folder.text("out/report.html")
    #expect(!page.contains(folder.path), "no path of this machine")
  }

  @Test("Without MNIST a finished run on it is shown, and nothing is trained")
  func standingRun() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      atPath: BuiltProgram.packageRoot + "/reports", toPath: folder.file("reports"))
    let before = try folder.text("reports/convnet-mnist/run.json")
    let run = try BuiltProgram.run(
      [], environment: ["HOME": folder.path, "XDG_CACHE_HOME": folder.path], folder: folder.path)
    #expect(run.code == 0)
    #expect(run.error.contains("the finished run in reports/convnet-mnist is shown as it is"))
    #expect(!folder.allFiles.contains { $0.hasPrefix("reports/convnet-digits") })
    #expect(try folder.text("reports/convnet-mnist/run.json") == before)
    #expect(!(try folder.text("reports/manifest.json")).contains("convnet-digits"))
    #expect(try folder.text("reports/report.md").contains("### 20 epochs"))
  }

  @Test("A user's own template is taken; a slip in it is found before anything is written")
  func template() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine/report.md.mustache", "# Mine\n\nLoss {{worked.firstLoss}}\n")
    try folder.write("mine/report.html.mustache", "<title>{{title}}</title>{{{body}}}")
    let arguments = [
      "--no-training", "-q", "-o", folder.file("out"), "--template", folder.file("mine"),
    ]
    let run = try BuiltProgram.run(arguments)
    #expect(run.code == 0, "\(run.error)")
    #expect(try folder.text("out/report.md") == "# Mine\n\nLoss 0.0141813779\n")
    #expect(try folder.text("out/report.html").hasPrefix("<title>Mine</title><h1"))

    try folder.write("mine/report.md.mustache", "# Mine\n\nLoss {{worked.firstLos}}\n")
    let slip = try BuiltProgram.run(arguments)
    #expect(slip.code == 65)
    #expect(
      slip.error
        == "error: \(folder.path)/mine/report.md.mustache, line 3: there is no value "
        + "'worked.firstLos' (perhaps 'worked.firstLoss').\n")
    #expect(try folder.text("out/report.md") == "# Mine\n\nLoss 0.0141813779\n")
    let none = try BuiltProgram.run(["-q", "--template", folder.file("nothing")])
    #expect(none.code == 66)
    #expect(none.error == "error: The folder \(folder.file("nothing")) does not exist.\n")
  }

  @Test("A bad SOURCE_DATE_EPOCH is a usage error, a good one is taken")
  func sourceDate() throws {
    let folder = try TemporaryFolder()
    let arguments = ["--no-training", "-q", "-o", folder.file("out")]
    let bad = try BuiltProgram.run(arguments, environment: ["SOURCE_DATE_EPOCH": "yesterday"])
    #expect(bad.code == 64)
    #expect(bad.error.hasPrefix("error: SOURCE_DATE_EPOCH is 'yesterday'"))
    let good = try BuiltProgram.run(arguments, environment: ["SOURCE_DATE_EPOCH": "0"])
    #expect(good.code == 0)
  }
}
