import Foundation
import TestSupport
import Testing

@Suite("report compare, run as a person runs it")
struct CompareCommandTests {
  /// Three runs that differ in their rate, of which the last diverges.
  static func rates() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let run = try BuiltProgram.run(
      TrainCommandTests.fixture
        + ["--learning-rates", "0.1,1e30,0.01", "--epochs", "3", "--output", folder.path])
    #expect(run.code == 0, "\(run.error)")
    return folder
  }

  @Test("A list of rates is compared in its folder; a run that diverged is shown as such")
  func folderOfRates() throws {
    let folder = try Self.rates()
    let place = "convnet-images-rates/comparison"
    let names = Set(folder.allFiles)
    for name in ["csv", "json", "md", "xlsx", "cells.tsv"] {
      #expect(names.contains("\(place)/comparison.\(name)"))
    }
    #expect(names.contains("\(place)/figures/test-loss.svg"))
    let table = try BuiltProgram.run(
      ["compare", folder.file("convnet-images-rates"), "--format", "table"])
    #expect(table.code == 0 && table.error.isEmpty)
    let lines = table.output.components(separatedBy: "\n")
    #expect(
      lines[0].split(separator: "  ").map { $0.trimmingCharacters(in: .whitespaces) } == [
        "run", "learning rate", "finished epochs", "best accuracy", "in epoch", "last accuracy",
        "last test loss", "verdict", "why",
      ])
    #expect(lines[1].hasPrefix("lr-0.01 ") && lines[1].contains(" % of the test images"))
    #expect(lines[2].hasPrefix("lr-0.1 ") && !lines[2].contains("  diverged  "))
    #expect(lines[3].hasPrefix("lr-1e+30 "))
    #expect(lines[3].contains("  diverged  ") && lines[3].contains("no number from epoch "))
    let csv = try folder.text("\(place)/comparison.csv").components(separatedBy: "\r\n")
    #expect(csv.count == 5)
    #expect(csv[0].hasPrefix("epoch,lr-0.01 train_loss,lr-0.01 train_loss_smoothed,"))
    // Every value is the run's own to the last digit; of three epochs there is no average.
    let first = csv[1].split(separator: ",", omittingEmptySubsequences: false)
    #expect(first[2].isEmpty)
    let history = try folder.text("convnet-images-rates/lr-0.01/history.csv")
    #expect(history.contains("\r\n1,0.01,\(first[1]),"))
    let markdown = try folder.text("\(place)/comparison.md")
    #expect(markdown.contains("| lr-1e+30 | "))
    #expect(markdown.contains("](figures/test-loss.svg)"))
    // On standard output no file stands beside the words.
    let printed = try BuiltProgram.run(
      ["compare", folder.file("convnet-images-rates"), "--format", "markdown"])
    #expect(printed.output.contains("| run | learning rate |"))
    #expect(!printed.output.contains("figures/") && !printed.output.contains("Bold lines"))
  }

  @Test("A run that broke off, and one whose record is damaged, do not break the page")
  func broken() throws {
    let folder = try TemporaryFolder()
    let train = TrainCommandTests.fixture + ["--epochs", "2", "--output"]
    #expect(try BuiltProgram.run(train + [folder.file("a")]).code == 0)
    let other = try BuiltProgram.run(train + [folder.file("b"), "--momentum", "0.5"])
    #expect(other.code == 0)
    try folder.write("c/run.json", "{\"schemaVersion\": 1")
    let runs = ["a/convnet-images", "b/convnet-images", "c"].map { folder.file($0) }
    let run = try BuiltProgram.run(["compare"] + runs + ["--output", folder.file("out")])
    #expect(run.code == 0, "\(run.error)")
    #expect(run.output.contains("a/convnet-images       0.9"))
    #expect(run.output.contains("b/convnet-images       0.5"))
    #expect(run.output.contains("unreadable"))
    #expect(run.output.contains("run.json is damaged (JSON, line 1:"))
    #expect(folder.allFiles.contains("out/comparison/comparison.xlsx"))
    let json = try BuiltProgram.run(["compare"] + runs + ["--format", "json"])
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect(object?["differs"] as? [String] == ["momentum"])
    #expect((object?["runs"] as? [[String: Any]])?.count == 3)
  }

  @Test("Names with line ends, control characters and formulas keep every row whole")
  func names() throws {
    let folder = try TemporaryFolder()
    let train = TrainCommandTests.fixture + ["--epochs", "1", "--output"]
    #expect(try BuiltProgram.run(train + [folder.file("x")]).code == 0)
    let record = try folder.text("x/convnet-images/run.json")
    let names = ["a\nb", "a?b", "=1+1", "c\u{1}d", "e\u{202E}f", "g\r\nh"]
    for name in names { try folder.write("runs/\(name)/run.json", record) }
    let runs = names.map { folder.file("runs/\($0)") }
    let run = try BuiltProgram.run(["compare"] + runs + ["--output", folder.file("out")])
    #expect(run.code == 0, "\(run.error)")
    // A head, a row a run, an empty line, the best run.
    #expect(
      run.output.split(separator: "\n").filter { $0.contains("  stuck at guessing  ") }.count == 6)
    let plain = run.output.unicodeScalars.allSatisfy {
      $0 == "\n" || ($0.properties.generalCategory != .control && !$0.properties.isBidiControl)
    }
    #expect(plain)
    // Read by Python, each row of the table has as many fields as its head.
    let program = """
      import csv, sys
      rows = list(csv.reader(open(sys.argv[1], newline="", encoding="utf-8")))
      print(len(rows), sorted({len(row) for row in rows}), rows[0][1], rows[0][9], rows[0][17])
      """
    let python = try OutsideProgram.run(
      "/usr/bin/env", ["python3", "-c", program, folder.file("out/comparison/comparison.csv")])
    #expect(
      String(decoding: python.output, as: UTF8.self)
        == "2 [49] 1: \(folder.path)/runs/a?b train_loss 2: \(folder.path)/runs/a?b"
        + " train_loss '=1+1 train_loss\n")
  }

  @Test("Runs are called as one wants, in every file; names that do not fit are refused")
  func ownNames() throws {
    let folder = try Self.rates()
    let rates = folder.file("convnet-images-rates")
    let run = try BuiltProgram.run(
      ["compare", "\(rates)/lr-0.01", "\(rates)/lr-0.1", "--output", folder.file("out")]
        + ["--name", "small, first", "--name", "=large"])
    #expect(run.code == 0, "\(run.error)")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines[1].hasPrefix("small, first ") && lines[2].hasPrefix("=large "))
    let best = try #require(lines.first { $0.hasPrefix("Best by ") })
    #expect(best.contains("epoch: small, first, with") || best.contains("epoch: =large, with"))
    let tidy = try folder.text("out/comparison/history.csv")
    #expect(
      tidy.contains("\"small, first\",1,train_loss,") && tidy.contains("'=large,1,train_loss,"))
    #expect(try folder.text("out/comparison/comparison.md").contains("| small, first |"))
    #expect(try folder.text("out/comparison/figures/test-error.svg").contains("small, first"))
    #expect(folder.allFiles.contains("out/comparison/figures/test-error.png"))
    for (names, words) in [
      (["a"], "--name is given 1 time for 2 runs."), (["a", "a"], "--name is given 2 times for 2"),
      (["a", "b", "c"], "--name is given 3 times for 2 runs."),
    ] {
      let wrong = try BuiltProgram.run(
        ["compare", "\(rates)/lr-0.01", "\(rates)/lr-0.1"] + names.flatMap { ["--name", $0] })
      #expect(wrong.code == 64 && wrong.error.contains(words), "\(wrong.error)")
    }
  }

  @Test("A folder without a run is an error")
  func none() throws {
    let folder = try TemporaryFolder()
    let run = try BuiltProgram.run(["compare", folder.path])
    #expect(run.code == 66)
    #expect(
      run.error
        == "error: \(folder.path) holds no training run (no run.json, no checkpoint.safetensors).\n"
    )
    let absent = try BuiltProgram.run(["compare", folder.file("x")])
    #expect(absent.code == 66)
    #expect(absent.error == "error: There is no folder \(folder.file("x")).\n")
  }
}
