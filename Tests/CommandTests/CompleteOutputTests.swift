import Foundation
import TestSupport
import Testing

/// Every command's whole output and exit code, against what stands in `Tests/Fixtures/output`.
///
/// `GRADBOOK_RECORD=1 swift test --filter CompleteOutputTests` writes these files anew; read the
/// difference before it is committed.
@Suite("The complete output of every command")
struct CompleteOutputTests {
  /// A command whose output is compared.
  struct Case: Sendable, CustomTestStringConvertible {
    /// The name of the file that holds its output.
    let name: String
    /// Commands that run before it, in the same folder.
    var before: [[String]] = []
    /// The command line; `{out}` stands for a fresh folder, `{fixtures}` for
    /// `Tests/Fixtures`, `{mnist}` for a folder with its pictures.
    let arguments: [String]
    /// Whether numbers depend on this machine's libraries or processor and only their places count.
    var masksNumbers = false

    var testDescription: String { name }
  }

  private static let train = [
    "train", "-q", "--data-dir", "{mnist}", "--epochs", "2", "--batch-size", "8", "-o",
    "{out}",
  ]
  private static let backprop = [
    "backprop", "--epochs", "3", "--learning-rates", "0.5,1", "-o", "{out}",
  ]

  static let cases = [
    Case(name: "backprop", arguments: backprop, masksNumbers: true),
    Case(name: "backprop-again", before: [backprop], arguments: backprop, masksNumbers: true),
    Case(
      name: "backprop-rate", arguments: ["backprop", "--learning-rates", "1,-1", "-o", "{out}"]),
    Case(
      name: "sweep", arguments: ["sweep", "--learning-rates", "0.1,2,1000", "--format", "table"]),
    Case(
      name: "sweep-json",
      arguments: ["sweep", "--epochs", "5", "--learning-rates", "1", "--format", "json"]),
    Case(
      name: "explain", arguments: ["explain", "dE/dw1", "--epoch", "3", "--learning-rate", "1"]),
    Case(name: "explain-markdown", arguments: ["explain", "E_tot", "--format", "markdown"]),
    Case(name: "explain-json", arguments: ["explain", "w5", "--epoch", "2", "--format", "json"]),
    Case(name: "explain-unknown", arguments: ["explain", "dE/dw9"]),
    Case(name: "summary", arguments: ["summary"]),
    Case(name: "summary-explain", arguments: ["summary", "--explain"]),
    Case(name: "summary-csv", arguments: ["summary", "--format", "csv"]),
    Case(
      name: "data-info", arguments: ["data", "info", "--data-dir", "{mnist}"]),
    Case(
      name: "train", arguments: train.filter { $0 != "-q" }, masksNumbers: true),
    Case(
      name: "evaluate",
      arguments: [
        "evaluate", "--weights", "{fixtures}/init.safetensors", "--data-dir", "{mnist}",
      ], masksNumbers: true),
    Case(
      name: "compare",
      before: [train + ["--learning-rates", "0.01,0.1"]],
      arguments: ["compare", "{out}/convnet-mnist-rates", "--format", "table"],
      masksNumbers: true),
    Case(
      name: "verify", before: [backprop],
      arguments: ["verify", "--no-recalculate", "-o", "{out}"]),
    Case(name: "verify-nothing", arguments: ["verify", "-o", "{out}"]),
    Case(
      name: "all", arguments: ["--no-training", "-o", "{out}"],
      masksNumbers: true),
    Case(name: "doctor", arguments: ["doctor"], masksNumbers: true),
  ]

  @Test("Output, messages and exit code are the recorded ones", arguments: cases)
  func output(case sample: Case) throws {
    let folder = try TemporaryFolder()
    let office = folder.file("office")
    try folder.write("office", "#!/bin/sh\necho LibreOffice 1.2.3 for a test\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: office)
    func filled(_ text: String) -> String {
      text.replacing("{out}", with: folder.file("out"))
        .replacing("{fixtures}", with: Fixture.path(""))
        .replacing("{mnist}", with: Fixture.mnistFolder)
    }
    let environment = [
      "GRADBOOK_SOFFICE": office, "GRADBOOK_DATA_DIR": Fixture.mnistFolder, "HOME": folder.path,
    ]
    for command in sample.before {
      let run = try BuiltProgram.run(command.map(filled), environment: environment)
      try #require(run.code == 0, "\(run.error)")
    }
    let run = try BuiltProgram.run(sample.arguments.map(filled), environment: environment)
    var text = "\(run.output)--- standard error\n\(run.error)"
    text = text.replacing(folder.file("out"), with: "{out}").replacing(office, with: "{office}")
      .replacing(Fixture.mnistFolder, with: "{mnist}")
      .replacing(BuiltProgram.packageRoot, with: "{package}")
      .replacing(#/oneDNN's kernels for .*/#, with: "{kernels}")
    if sample.masksNumbers { text = Self.masked(text) }
    text += "--- exit code\n\(run.code)\n"
    let path = Fixture.path("output/\(sample.name).txt")
    if ProcessInfo.processInfo.environment["GRADBOOK_RECORD"] == "1" {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }

  /// Numbers as `#`, the fonts' folder as `{fonts}`, and one space for the many that align columns.
  private static func masked(_ text: String) -> String {
    text.replacing(#/DejaVu Sans in [^,]*,/#, with: "DejaVu Sans in {fonts},")
      .replacing(#/-?[0-9][0-9,]*(\.[0-9]+)?(e[+-]?[0-9]+)?/#, with: "#")
      .replacing(#/ {2,}/#, with: " ")
  }
}
