import Foundation
import TestSupport
import Testing

@Suite("report study, run as a person runs it")
struct StudyCommandTests {
  private static let study = """
    dataset: {kind: digits, drawn: [48, 24]}
    epochs: 1
    batch size: 16
    softmax: class
    grid:
      learning rate: [0.01, 0.1]
      seed: [1, 2]
    """

  private func planned(_ text: String = study) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("study.yaml", text)
    let run = try BuiltProgram.run(
      ["study", "plan", folder.file("study.yaml"), "--output", folder.file("out")])
    #expect(run.code == 0, "\(run.error)")
    #expect(run.output.hasPrefix("4 trials on drawn digits in \(folder.file("out")): "))
    #expect(run.output.contains("learning rate (2) × seed (2)."))
    return folder
  }

  @Test("Planned, run and merged, with the winner on the terminal and workbooks that are right")
  func whole() throws {
    let folder = try planned()
    let out = folder.file("out")
    let run = try BuiltProgram.run(["study", "run", out])
    #expect(run.code == 0, "\(run.error)")
    #expect(run.error.contains("Trial 1 of 4: learning rate 0.01, seed 1\n"))
    #expect(run.error.contains("4 of 4 trials finished"))
    #expect(run.output.contains("Best by test accuracy after the last epoch: learning rate "))
    let merge = try BuiltProgram.run(["study", "merge", out])
    #expect(merge.code == 0, "\(merge.error)")
    for name in [
      "study.csv", "history.csv", "study.xlsx", "study.md", "figures/test-error.svg",
      "figures/error-by-learning-rate.png",
    ] {
      #expect(merge.output.contains("out/\(name) "), "\(name)")
    }
    let table = try folder.text("out/study.csv")
    #expect(table.hasPrefix("trial,status,verdict,optimizer,epochs,batch_size,learning_rate,"))
    #expect(table.split(separator: "\r\n").count == 5)
    #expect(!table.contains("seconds"))
    let history = try folder.text("out/history.csv")
    #expect(history.hasPrefix("trial,epoch,metric,value\r\n1,1,learning_rate,0.01\r\n"))
    #expect(history.split(separator: "\r\n").count == 1 + 4 * 8)
    #expect(history.contains("\r\n4,1,dead_relus,"))
    let verify = try BuiltProgram.run(["verify", "--output", out])
    #expect(verify.code == 0, "\(verify.output)\(verify.error)")
    // A study of runs like any others.
    #expect(
      try BuiltProgram.run(["study", "status", out]).output.contains("complete       4  1-4"))
  }

  @Test("A study with validation images is chosen by them, and says what the test images say")
  func validation() throws {
    let folder = try planned(Self.study.replacing("epochs: 1", with: "epochs: 2\nvalidation: 16"))
    let out = folder.file("out")
    let run = try BuiltProgram.run(["study", "run", out])
    #expect(run.code == 0, "\(run.error)")
    #expect(run.error.contains(" % of the validation images ("))
    #expect(run.output.contains("Best by validation accuracy after the last epoch: learning rate "))
    #expect(run.output.contains(" On the test images it has "))
    #expect(run.output.contains("the test images were used once, after the last epoch of each"))
    #expect(try BuiltProgram.run(["study", "merge", out]).code == 0)
    let rows = try folder.text("out/study.csv").components(separatedBy: "\r\n")
    let head = rows[0].split(separator: ",")
    for name in ["final_validation_accuracy", "best_validation_loss", "test_accuracy"] {
      #expect(head.contains(Substring(name)), "\(name)")
    }
    #expect(!rows[0].contains("final_test"))
    #expect(try folder.text("out/history.csv").contains(",2,validation_accuracy,"))
    #expect(folder.allFiles.contains("out/figures/validation-error.svg"))
    let verify = try BuiltProgram.run(["verify", "--output", out])
    #expect(verify.code == 0, "\(verify.output)\(verify.error)")
    // What cannot be chosen by the same images is refused when it is planned.
    for (text, words) in [
      (
        "batch size: 16\ngrid: {validation: [0, 16]}",
        "validation is 0 for some trials and not for others"
      ),
      (
        "batch size: 16\ngrid: {validation: [16, 48]}",
        "trial 2 (validation 48): validation images is 48"
      ),
      ("grid: {batch size: [16, 49]}", "trial 2 (batch size 49): batch size is 49"),
    ] {
      try folder.write("bad.yaml", "dataset: {kind: digits, drawn: [48, 24]}\n\(text)\n")
      let plan = try BuiltProgram.run(
        ["study", "plan", folder.file("bad.yaml"), "--output", folder.file("x")])
      #expect(plan.code == 65 && plan.error.contains(words), "\(plan.error)")
    }
  }

  @Test("Events for a program, an object a line")
  func events() throws {
    let folder = try planned()
    let run = try BuiltProgram.run(
      ["study", "run", folder.file("out"), "--json", "--trials", "2-3"])
    #expect(run.code == 0)
    let lines = run.output.split(separator: "\n").map(String.init)
    let events = try lines.map { line in
      try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(
      events.compactMap { $0["event"] as? String } == [
        "began", "finished", "advanced", "began", "finished", "advanced",
      ])
    #expect(events.first?["trial"] as? Int == 2 && events.last?["done"] as? Int == 2)
  }

  @Test("Two processes at the same study share the trials, and run none of them twice")
  func together() throws {
    let folder = try planned()
    let out = folder.file("out")
    let programs = try (0..<2).map { _ in
      try BuiltProgram.start(["study", "run", out, "--json", "--threads", "1"])
    }
    let outcomes = programs.map { $0.wait(limit: 300) }
    #expect(outcomes.allSatisfy { $0.code == 0 }, "\(outcomes.map(\.error))")
    let begun = outcomes.flatMap { outcome in
      outcome.output.split(separator: "\n").filter { $0.contains("\"began\"") }
        .compactMap { $0.firstMatch(of: #/"trial": (\d+)/#).flatMap { Int($0.1) } }
    }
    #expect(begun.sorted() == [1, 2, 3, 4])
  }

  @Test("What makes no sense ends with one sentence and the right exit code")
  func errors() throws {
    let folder = try planned()
    let out = folder.file("out")
    try folder.write("empty.yaml", "grid: {}")
    try folder.write(
      "many.yaml", "grid: {seed: {from: 1, to: 20000, count: 10000}, momentum: [0, 0.5]}")
    try folder.write("other.yaml", Self.study.replacing("0.1]", with: "0.2]"))
    _ = try BuiltProgram.run(["study", "run", out, "--trials", "1"])
    let cases: [([String], Int32, String)] = [
      (["plan", folder.file("empty.yaml"), "--output", folder.file("x")], 65, "grid: it is empty"),
      (["plan", folder.file("many.yaml"), "--output", folder.file("x")], 64, "with --yes."),
      (["plan", folder.file("none.yaml"), "--output", folder.file("x")], 66, "none.yaml"),
      (["plan", folder.file("other.yaml"), "--output", out], 64, "holds another study"),
      (["run", folder.file("x")], 66, "holds no plan of a study"),
      (["run", out, "--shard", "0/4"], 64, "--shard is 0/4; the shards of 4 are 1/4 to 4/4."),
      (["run", out, "--shard", "5/4"], 64, "--shard is 5/4; the shards of 4 are 1/4 to 4/4."),
      (["run", out, "--trials", "9"], 64, "--trials has 9; the study has the trials 1 to 4."),
      (["run", out, "--shard", "1/2", "--trials", "1"], 64, "exclude each other"),
      (["merge", out], 65, "lacks the results of 3 of 4 trials: 2-4."),
      (["merge", out, "--partial", "--by", "dropout"], 64, "the grid has learning rate, seed."),
      (["submit", out, "--time", "soon"], 64, "--time is 'soon'"),
      (["submit", out, "--shards", "9"], 64, "--shards is 9; the study has 4 trials"),
    ]
    for (arguments, code, words) in cases {
      let run = try BuiltProgram.run(["study"] + arguments)
      #expect(run.code == code, "\(arguments): \(run.error)")
      #expect(run.error.hasPrefix("error: ") && run.error.contains(words), "\(run.error)")
      #expect(run.error.split(separator: "\n").count == 1)
    }
    #expect(!FileManager.default.fileExists(atPath: folder.file("x")))
    let partial = try BuiltProgram.run(["study", "merge", out, "--partial"])
    #expect(partial.code == 0 && partial.output.contains("3 of 4 trials are missing: 2-4."))
  }

  @Test("Files named from the study's folder are found from any folder, and under another name")
  func files() throws {
    let folder = try TemporaryFolder()
    for (part, count) in [("train", 32), ("t10k", 16)] {
      let pixels = (0..<count * 784).map { UInt8(truncatingIfNeeded: $0 &* 37) }
      for place in ["sets/shapes", "elsewhere/copied"] {
        try folder.write(
          "\(place)/\(part)-images-idx3-ubyte",
          [0, 0, 8, 3, 0, 0, 0, UInt8(count), 0, 0, 0, 28, 0, 0, 0, 28] + pixels)
        try folder.write(
          "\(place)/\(part)-labels-idx1-ubyte",
          [0, 0, 8, 1, 0, 0, 0, UInt8(count)] + (0..<count).map { UInt8($0 % 10) })
      }
    }
    try folder.write(
      "study.yaml",
      "dataset: {kind: files, folder: sets/shapes}\nepochs: 1\nbatch size: 16\ngrid: {seed: [1, 2]}\n"
    )
    let plan = try BuiltProgram.run(
      ["study", "plan", "study.yaml", "--output", "out"], folder: folder.path)
    #expect(plan.code == 0, "\(plan.error)")
    let first = try BuiltProgram.run(
      ["study", "run", folder.file("out"), "--trials", "1"], folder: "/")
    #expect(first.code == 0, "\(first.error)")
    let second = try BuiltProgram.run(
      ["study", "run", folder.file("out"), "--data-dir", folder.file("elsewhere/copied")],
      folder: "/")
    #expect(second.code == 0, "\(second.error)")
    #expect(try BuiltProgram.run(["study", "merge", folder.file("out")]).code == 0)
    #expect(try folder.text("out/study.csv").components(separatedBy: ",shapes,").count == 3)
    // A folder that is named for the plan is the trials', too, as Slurm runs them.
    let named = try BuiltProgram.run(
      [
        "study", "plan", "study.yaml", "--output", "named", "--data-dir", "elsewhere/copied",
      ], folder: folder.path)
    #expect(named.code == 0, "\(named.error)")
    let run = try BuiltProgram.run(
      ["study", "run", folder.file("named"), "--trials", "1"], folder: "/")
    #expect(run.code == 0, "\(run.error)")
    #expect(try folder.text("named/plan.json").contains("elsewhere/copied\""))
    // Other images are other images, whatever their folder is called.
    var pixels = try folder.bytes("sets/shapes/train-images-idx3-ubyte")
    pixels[300] ^= 1
    try folder.write("sets/shapes/train-images-idx3-ubyte", pixels)
    let other = try BuiltProgram.run(["study", "run", folder.file("out")], folder: "/")
    #expect(other.code == 65 && other.error.contains("not those that the study was planned with"))
  }

  @Test("Scripts without Slurm, and a sentence where it is missing or refuses")
  func withoutSlurm() throws {
    let folder = try planned()
    let out = folder.file("out")
    let dry = try BuiltProgram.run(["study", "submit", out, "--dry-run", "--shards", "4"])
    #expect(dry.code == 0)
    #expect(try folder.text("out/slurm/array-1.sh").contains("#SBATCH --array=1-4\n"))
    #expect(try folder.text("out/slurm/merge.sh").contains("study merge"))
    let without = try BuiltProgram.run(
      ["study", "submit", out], environment: ["PATH": folder.file("bin")])
    #expect(without.code == 1 && without.error.hasPrefix("error: sbatch was not found"))
    try folder.write(
      "bin/sbatch", "#!/bin/sh\necho 'sbatch: error: invalid partition' >&2\nexit 1\n")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.file("bin/sbatch"))
    let refused = try BuiltProgram.run(
      ["study", "submit", out], environment: ["PATH": "\(folder.file("bin")):/usr/bin:/bin"])
    #expect(refused.code == 1)
    #expect(
      refused.error.contains("sbatch: error: invalid partition. The scripts stay")
        && refused.error.contains("study resume"))
    // The arrays are taken, and the merge after them is not.
    try folder.write(
      "bin/sbatch",
      "#!/bin/sh\ncase \"$*\" in *afterany*) echo one >&2; echo two >&2; exit 1;; esac\necho 41\n")
    let half = try BuiltProgram.run(
      ["study", "submit", out], environment: ["PATH": "\(folder.file("bin")):/usr/bin:/bin"])
    #expect(half.code == 1)
    #expect(half.error.contains("one; two. The scripts"))
    #expect(half.error.contains("`scancel 41` ends them"), "\(half.error)")
  }

  @Test("A script's tasks, run by a shell in place of Slurm, do the whole study")
  func shell() throws {
    let folder = try planned()
    let out = folder.file("out")
    _ = try BuiltProgram.run(["study", "submit", out, "--dry-run", "--shards", "3"])
    for task in 1...3 {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = [folder.file("out/slurm/array-1.sh")]
      process.environment = ["SLURM_ARRAY_TASK_ID": "\(task)", "PATH": "/usr/bin:/bin"]
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
    #expect(try BuiltProgram.run(["study", "merge", out]).code == 0)
  }
}
