import TestSupport
import Testing

@Suite("report networks")
struct NetworksCommandTests {
  @Test("Lists every network by name, and each runs by its name")
  func list() throws {
    let list = try BuiltProgram.run(["networks"])
    #expect(list.code == 0)
    let names = list.output.split(separator: "\n").dropFirst().prefix { !$0.hasPrefix("`") }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(names.count >= 12 && names.contains("xor"))
    for name in names {
      let run = try BuiltProgram.run([
        "backprop", "--network", name, "--learning-rates", "0.5", "--epochs", "3", "--format",
        "table",
      ])
      #expect(run.code == 0, "\(name): \(run.error)")
      #expect(run.output.contains("0.5"), "\(name)")
    }
  }

  @Test("Says what to look at, and as JSON everything")
  func words() throws {
    let one = try BuiltProgram.run(["networks", "xor-stuck"])
    #expect(
      one.code == 0 && one.output.contains("look at") && one.output.contains("report backprop"))
    let json = try BuiltProgram.run(["networks", "--format", "json"])
    #expect(json.code == 0 && json.output.contains("\"lookAt\""))
  }

  @Test("A wrong name is answered with the nearest one")
  func suggestion() throws {
    let list = try BuiltProgram.run(["networks", "xorr"])
    #expect(list.code == 66 && list.error.contains("Did you mean xor?"))
    let run = try BuiltProgram.run(["sweep", "--network", "adm", "--format", "table"])
    #expect(run.code == 66 && run.error.contains("Did you mean adam?"))
  }

  @Test("Options override how a network is trained, and the explanation names them")
  func overrides() throws {
    let run = try BuiltProgram.run([
      "explain", "v(w1)", "--network", "xor", "--optimizer", "sgd momentum=0.9", "--epoch", "2",
    ])
    #expect(run.code == 0, "\(run.error)")
    #expect(run.output.contains("--optimizer 'sgd momentum=0.9'"))
    let sweep = try BuiltProgram.run([
      "sweep", "--network", "xor", "--optimizer", "adam beta1=1", "--format", "table",
    ])
    #expect(sweep.code == 64)
    #expect(sweep.error.contains("--optimizer, beta1: '1' is not usable"))
  }
}

@Suite("report optimizers and documents for networks of one's own")
struct OwnNetworkCommandTests {
  @Test("Optimizers are compared in files that verify")
  func optimizers() throws {
    let folder = try TemporaryFolder()
    let run = try BuiltProgram.run([
      "optimizers", "--network", "valley", "--optimizers", "sgd; adam", "--learning-rates", "0.1,1",
      "--epochs", "20", "--output", folder.path,
    ])
    #expect(run.code == 0, "\(run.error)")
    #expect(run.output.contains("adam") && run.output.contains("best η"))
    for name in ["optimizers.xlsx", "optimizers.csv", "summary.csv", "figures/optimizers.svg"] {
      #expect(folder.allFiles.contains("optimizers/\(name)"))
    }
    let verified = try BuiltProgram.run(["verify", "--output", folder.path])
    #expect(verified.code == 0, "\(verified.output)\(verified.error)")
    let wrong = try BuiltProgram.run([
      "optimizers", "--optimizers", "sgd; lion", "--format", "table",
    ])
    #expect(wrong.code == 64 && wrong.error.contains("--optimizers: 'lion' is not one of"))
  }

  @Test("The documents of another network have its chapters, and nothing of the article's")
  func documents() throws {
    let folder = try TemporaryFolder()
    let arguments = [
      "--network", "xor", "--learning-rates", "2", "--epochs", "100", "--output", folder.path,
    ]
    let run = try BuiltProgram.run(arguments)
    #expect(run.code == 0, "\(run.error)")
    let markdown = String(decoding: try folder.bytes("report.md"), as: UTF8.self)
    #expect(markdown.contains("2-2-1") && markdown.contains("binary cross entropy"))
    #expect(markdown.contains("backpropagation/figures/accuracy.svg"))
    for words in ["article contradicts", "for images", "half the squared"] {
      #expect(!markdown.contains(words), "\(words)")
    }
    #expect(folder.allFiles.contains("report.html"))
    #expect(!folder.allFiles.contains { $0.hasPrefix("convnet") })
    let article = try BuiltProgram.run(["--output", folder.path, "--no-training"])
    #expect(article.code == 73 && article.error.contains("--replace"))
  }

  @Test(
    "Another network's results are found before anything is computed",
    arguments: [
      ["sweep", "--learning-rates", "log:0.1:1000:1000", "--epochs", "100000"],
      ["optimizers", "--learning-rates", "log:0.1:1000:1000", "--epochs", "100000"],
      ["map", "--x", "w5=-3:3:400", "--y", "w6=-3:3:400", "--epochs", "100000"],
    ])
  func existingResults(arguments: [String]) throws {
    let folder = try TemporaryFolder()
    let axes =
      arguments[0] == "map"
      ? ["--x", "w5=-1:1:2", "--y", "w6=-1:1:2"] : ["--learning-rates", "1,2"]
    let output = ["--output", folder.file("out")]
    let own = try BuiltProgram.run(
      [arguments[0]] + axes + ["--epochs", "2", "--network", "xor"] + output)
    #expect(own.code == 0, "\(own.error)")
    // All of the work would take hours.
    let run = try BuiltProgram.run(arguments + output, limit: 120)
    #expect(run.code == 73)
    #expect(
      run.error
        == "error: \(folder.file("out"))/\(arguments[0]) holds the results of xor.yaml. Name another"
        + " folder with --output, or replace them with --replace.\n")
  }

  @Test("A network is read from standard input")
  func standardInput() throws {
    let path = BuiltProgram.packageRoot + "/templates/networks/xor.yaml"
    let arguments = ["sweep", "--learning-rates", "1,2", "--epochs", "5", "--format", "csv"]
    let named = try BuiltProgram.run(arguments + ["--network", path])
    let piped = try BuiltProgram.start(
      arguments + ["--network", "-"], shell: "exec \"$@\" < '\(path)'"
    ).wait()
    #expect(named.code == 0 && piped.code == 0, "\(piped.error)")
    #expect(piped.output == named.output)
    #expect(piped.output != (try BuiltProgram.run(arguments)).output)
    let empty = try BuiltProgram.start(
      arguments + ["--network", "-"], shell: "exec \"$@\" < /dev/null"
    ).wait()
    #expect(empty.code == 65 && empty.error.hasPrefix("error: standard input"), "\(empty.error)")
  }

  @Test(
    "A schedule that is longer than the run is refused by every command that trains to an end",
    arguments: [
      ["backprop", "--learning-rates", "1"], ["sweep", "--learning-rates", "1,2"],
      ["sweep", "--find"], ["optimizers", "--learning-rates", "1,2"],
      ["map", "--x", "eta=1:2:3", "--y", "w1=0:1:3"], ["figure", "sweep"], ["all"],
    ])
  func longSchedule(arguments: [String]) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "net.yaml",
      "inputs: [1]\ntargets: [1]\nlayers: [{weights: [[1]]}]\nschedule: {name: step, size: 15}\n")
    let run = try BuiltProgram.run(
      arguments + ["--network", "net.yaml", "--epochs", "9", "-o", "out"], folder: folder.path)
    #expect(run.code == 65, "\(run.error)")
    #expect(run.error.contains("net.yaml, line 4: schedule: step (size 15, gamma 0.1) needs 16"))
    #expect(folder.allFiles == ["net.yaml"])
  }
}
