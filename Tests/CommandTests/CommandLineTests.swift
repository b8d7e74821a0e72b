import Foundation
import TestSupport
import Testing

@testable import report

@Suite("Mistakes on the command line that the parser passes over")
struct CommandLineTests {
  @Test(
    "An option without its value, given twice, or with a value that it does not take is refused",
    arguments: [
      (
        "compare --output= A B C",
        "--output is empty. Write a value after it, or leave the option out."
      ),
      ("train -o= --epochs 3", "-o is empty. Write a value after it, or leave the option out."),
      (
        "evaluate --weights w --dataset= mnist",
        "--dataset is empty. Write a value after it, or leave the option out."
      ),
      (
        "data fetch --data-dir=",
        "--data-dir is empty. Write a value after it, or leave the option out."
      ),
      ("--template= x", "--template is empty. Write a value after it, or leave the option out."),
      (
        "backprop --learning-rates 0.1 --learning-rates 0.5",
        "--learning-rates is given twice. Give it once, with all values in one list: 0.1,0.5,1."
      ),
      (
        "train --learning-rate 0.1 --learning-rates=0.5",
        "--learning-rates is given twice. Give it once, with all values in one list: 0.1,0.5,1."
      ),
      ("sweep -o a --output b", "--output is given twice. Give it once."),
      ("explain w1 --epoch 2 --epoch=3", "--epoch is given twice. Give it once."),
      ("backprop --quiet=yes", "--quiet takes no value. Leave out '=yes'."),
    ])
  func refused(line: String, sentence: String) throws {
    let folder = try TemporaryFolder()
    let run = try BuiltProgram.run(
      line.split(separator: " ").map(String.init), folder: folder.path)
    #expect(run.code == 64)
    #expect(run.error == "error: \(sentence)\n")
    #expect(run.output.isEmpty && folder.allFiles.isEmpty)
  }

  @Test("What may be repeated, and values that look like options, are left to the parser")
  func accepted() throws {
    for line in [
      ["data", "fetch", "--base-url", "a", "--base-url", "b"],
      ["backprop", "--learning-rates", "-1"],
      ["train", "--epochs", "-1", "--momentum", "-2"], ["explain", "--", "--epoch=", "--epoch="],
      ["summary", "--explain", "-q", "-q"], ["--no-training", "-o", "a"], ["help", "train"],
    ] {
      #expect(throws: Never.self) {
        try ArgumentCheck.check(line, for: Report.description(for: line))
      }
    }
  }

  @Test("All names of an option begin with the same letter")
  func letters() throws {
    #expect(!ArgumentCheck.isNeeded(["train", "--epochs", "3", "-o", "out"]))
    for path in [[], ["train"], ["data", "fetch"], ["evaluate"], ["explain"], ["sweep"]] {
      let command = try Report.description(for: path)
      #expect(!command.options.isEmpty && command.path == path)
      for option in command.options {
        let letters = option.names.compactMap { $0.first { $0 != "-" } }
        #expect(Set(letters).count == 1, "\(option.names)")
      }
    }
  }

  @Test(
    "An option that there is not is answered with the one that is meant",
    arguments: [
      ("train --out x", "--out", "--output"), ("backprop --lr 1", "--lr", "--learning-rates"),
      ("sweep --rates 1", "--rates", "--learning-rates"),
      ("train --batch 3", "--batch", "--batch-size"),
      ("train --batchsize 3", "--batchsize", "--batch-size"),
      ("train --epoch 3", "--epoch", "--epochs"),
      ("evaluate --weights w --soft batch", "--soft", "--softmax"),
      ("summary --fromat csv", "--fromat", "--format"),
      ("--templates x", "--templates", "--template"),
      ("sweep --bs 1", "--bs", nil), ("backprop --zz", "--zz", nil),
    ])
  func guess(line: String, written: String, meant: String?) throws {
    let run = try BuiltProgram.run(line.split(separator: " ").map(String.init))
    #expect(run.code == 64)
    let hint = meant.map { " Did you mean '\($0)'?" } ?? ""
    #expect(run.error.hasPrefix("error: Unknown option '\(written)'.\(hint)\n"), "\(run.error)")
  }

  @Test("An argument that is not UTF-8 is refused, and nothing is written under another name")
  func encoding() throws {
    let folder = try TemporaryFolder()
    let run = try BuiltProgram.start(
      ["backprop", "-o"], folder: folder.path, shell: "exec \"$@\" \"$(printf 'caf\\351')\""
    ).wait()
    #expect(run.code == 64)
    #expect(run.error.hasPrefix("error: Argument 3, 'caf"), "\(run.error)")
    #expect(run.error.contains("is not UTF-8."))
    #expect(folder.allFiles.isEmpty)
  }

  @Test("A damaged manifest is found before the work that it would waste")
  func manifest() throws {
    let folder = try TemporaryFolder()
    try folder.write("out/manifest.json", "{ broken")
    for command in [
      [], ["all"], ["backprop"], ["sweep"], ["train", "--data-dir", Fixture.mnistFolder],
    ] {
      let run = try BuiltProgram.run(command + ["-o", folder.file("out")], folder: folder.path)
      #expect(run.code == 65, "\(command)")
      #expect(run.error.hasPrefix("error: \(folder.file("out/manifest.json")) is damaged"))
      #expect(folder.allFiles == ["out/manifest.json"], "\(command)")
    }
  }

  @Test("Where the network cannot be trained, plain report names the command and writes documents")
  func untrained() throws {
    let folder = try TemporaryFolder()
    // Sixteen images are fewer than the batch that the article has.
    let run = try BuiltProgram.run(
      ["-q", "--data-dir", Fixture.mnistFolder, "-o", folder.file("out")])
    #expect(run.code == 64)
    #expect(
      run.error.hasPrefix(
        "error: The network was not trained; `report train` takes the option. --batch-size is 512,"),
      "\(run.error)")
    #expect(folder.allFiles.contains("out/report.html"))
    #expect(folder.allFiles.contains("out/report.md"))
  }

  @Test("A pipe that nothing writes to is refused as weights and as a network")
  func pipe() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("pipe")
    #expect(mkfifo(path, 0o600) == 0)
    for command in [
      ["backprop", "--network", path, "--format", "table"],
      ["evaluate", "--weights", path, "--data-dir", Fixture.mnistFolder],
    ] {
      let run = try BuiltProgram.run(command, limit: 60)
      #expect(run.code == 66, "\(command)")
      #expect(run.error == "error: \(path) is a pipe that no program writes to. Name a file.\n")
    }
  }

  @Test("What is said of names with escape sequences, turned directions and line ends is harmless")
  func names() throws {
    let folder = try TemporaryFolder()
    let output = folder.file("e\u{1B}[31m\u{202E}\nerror: x")
    let backprop = ["backprop", "--learning-rates", "1", "--epochs", "3", "-o", output]
    let train = [
      "train", "--dataset", "digits", "--drawn", "32,16", "--epochs", "1", "--batch-size", "16",
      "-o", output,
    ]
    // The second training says that the folder holds the run already.
    let commands = [
      backprop, train, train, ["verify", "-o", output + "x"],
      ["backprop", "--network", output, "-o", folder.path],
    ]
    for (arguments, code) in zip(commands, [0, 0, 0, 66, 66] as [Int32]) {
      let run = try BuiltProgram.run(arguments)
      #expect(run.code == code, "\(run.error)")
      for text in [run.output, run.error] {
        #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
        #expect(!text.contains("\nerror: x"), "\(text)")
      }
      #expect((run.output + run.error).contains("e?[31m??error: x"), "\(run.output) \(run.error)")
    }
  }
}
