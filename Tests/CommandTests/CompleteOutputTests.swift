import Foundation
import TestSupport
import Testing

/// Every command's whole output and exit code, against what stands in `Tests/Fixtures/output`.
///
/// `GRADBOOK_RECORD=1 swift test --filter CompleteOutputTests` writes these files anew and fails;
/// read the difference before it is committed.
@Suite("The complete output of every command")
struct CompleteOutputTests {
  /// A command whose output is compared.
  struct Case: Sendable, CustomTestStringConvertible {
    /// The name of the file that holds its output.
    let name: String
    /// Commands that run before it, in the same folder.
    var before: [[String]] = []
    /// The command line; `{out}` stands for a fresh folder, `{fixtures}` for
    /// `Tests/Fixtures`, `{mnist}` for a folder with its images.
    let arguments: [String]
    /// How far numbers may be from the recorded ones, where they depend on this machine's libraries
    /// or processor; nil where every digit counts.
    var tolerance: Double?

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
    Case(name: "backprop", arguments: backprop, tolerance: 0.01),
    Case(name: "backprop-again", before: [backprop], arguments: backprop, tolerance: 0.01),
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
      name: "train", arguments: train.filter { $0 != "-q" }, tolerance: 0.01),
    Case(
      name: "evaluate",
      arguments: [
        "evaluate", "--weights", "{fixtures}/init.safetensors", "--data-dir", "{mnist}",
      ], tolerance: 0.01),
    Case(
      name: "compare",
      before: [train + ["--learning-rates", "0.001,0.01"]],
      arguments: ["compare", "{out}/convnet-images-rates", "--format", "table"],
      tolerance: 0.01),
    Case(
      name: "verify", before: [backprop],
      arguments: ["verify", "--no-recalculate", "-o", "{out}"]),
    Case(name: "verify-nothing", arguments: ["verify", "-o", "{out}"]),
    Case(
      name: "all", arguments: ["--no-training", "-o", "{out}"],
      tolerance: 0.01),
    Case(name: "doctor", arguments: ["doctor"], tolerance: 0.01),
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
    if sample.tolerance != nil { text = Self.withoutMachine(text) }
    text += "--- exit code\n\(run.code)\n"
    let path = Fixture.path("output/\(sample.name).txt")
    if ProcessInfo.processInfo.environment["GRADBOOK_RECORD"] == "1" {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      Issue.record("\(path) was recorded; read the difference, then run without GRADBOOK_RECORD.")
      return
    }
    let recorded = RecordedText(
      try String(contentsOfFile: path, encoding: .utf8), tolerance: sample.tolerance)
    let difference = recorded.difference(to: text)
    #expect(difference == nil, "\(difference ?? "")")
  }

  /// What says something of this machine alone by a word in braces: the fonts' folder, the libraries'
  /// versions, the sizes of files, and seconds.
  private static func withoutMachine(_ text: String) -> String {
    text.replacing(#/DejaVu Sans in [^,]*,/#, with: "DejaVu Sans in {fonts},")
      .replacing(
        #/(Cairo|libpng|libxlsxwriter|oneDNN|zlib) [0-9.]+/#, with: { "\($0.output.1) {version}" }
      )
      .replacing(#/ +[0-9,]+ bytes /#, with: " {size} bytes ")
      .replacing(#/\([0-9.]+ s\)/#, with: "({seconds} s)")
  }

  @Test(
    "A recorded text differs by a word, by a digit and by a line, and not by the last digits",
    arguments: [
      ("loss 0.5133 in 2 epochs", "loss  0.5134 in 2 epochs", true),
      ("loss 0.5133 in 2 epochs", "loss 0.6133 in 2 epochs", false),
      ("loss 0.5133 in 2 epochs", "loss 0.5133 in 3 epochs", false),
      ("loss 0.5133 in 2 epochs", "lost 0.5133 in 2 epochs", false),
      ("loss -1e-08", "loss 1e-08", false), ("loss 0", "loss 0.01", false),
      ("1,234 bytes", "1,233 bytes", true), ("1,234 bytes", "12,34 bytes more", false),
      ("a\nb", "a", false),
    ])
  func comparison(recorded: String, found: String, isSame: Bool) {
    #expect((RecordedText(recorded, tolerance: 0.01).difference(to: found) == nil) == isSame)
    #expect((RecordedText(recorded).difference(to: found) == nil) == (recorded == found))
  }
}
