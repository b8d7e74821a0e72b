import Foundation
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
      "convnet-images-rates/comparison/comparison.xlsx",
      "convnet-images-rates/lr-0.01/convnet.xlsx",
    ] {
      #expect(run.output.contains("\n\(name)\n"), "\(run.output)")
    }
    #expect(run.output.contains("recalculated by LibreOffice: none differs"))
    #expect(!run.output.contains("Not checked"))
  }

  /// A network that overflows, and one that explodes below flat activations.
  private static let networks = [
    "linear.yaml": """
    inputs: [0.5, 1]
    targets: [1, 2]
    layers:
      - weights: [[0.1, 0.2], [0.3, 0.4]]
        activation: linear
      - weights: [[0.5, 0.6], [0.7, 0.8]]
        activation: linear
    """,
    "mixed.yaml": """
    inputs: [-0.75, 0.7, 0.5]
    targets: [0.3, 0.5]
    layers:
      - weights: [[-0.1, 0.3, 0.6], [-0.8, -0.95, 0.65], [-0.15, 0.5, -1], [-0.1, 0.45, -0.55]]
        activation: relu
        biases: [0.45, 0.4, -0.45, -0.5]
        train biases: true
      - weights:
          - [0.1, 0.9, -0.25, -0.55]
          - [-0.15, -0.95, -0.55, -0.1]
          - [0, -0.55, -0.55, -0.55]
          - [-0.1, -0.4, -0.95, 0.7]
        activation: tanh
        biases: [0.05, 0.15, -0.3, 0.5]
        train biases: true
      - weights: [[0.7, -0.75, -0.35, 0.45], [0.4, 0.85, -0.15, 0.65]]
        activation: linear
        biases: [0.15, -0.2]
        train biases: true
    """,
  ]

  /// Rates that are written with exponents, that make weights too large to be checked, that converge
  /// to the last digit, and networks that explode.
  @Test(
    "Untouched workbooks never differ",
    .enabled(if: OutsideSpreadsheet.isExpected, "needs LibreOffice"),
    arguments: [
      ["--learning-rates", "0.00001,20,1e14,1e300"],
      ["--epochs", "1000", "--learning-rates", "5"],
      ["--learning-rates", "0.1,1000", "--network", "linear.yaml"],
      ["--epochs", "10", "--network", "mixed.yaml"],
    ])
  func untouched(options: [String]) throws {
    let folder = try TemporaryFolder()
    for (name, text) in Self.networks { try folder.write(name, text) }
    let made = try BuiltProgram.run(
      ["backprop", "--quiet", "--output", folder.path]
        + options.map { Self.networks[$0] == nil ? $0 : folder.file($0) })
    #expect(made.code == 0, "\(made.error)")
    let run = try BuiltProgram.run(["verify", "--output", folder.path])
    #expect(run.code == 0, "\(run.output)\(run.error)")
    #expect(run.output.contains("recalculated by LibreOffice: none differs"))
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

  @Test("What a file was made from is looked for, and its absence said")
  func inputs() throws {
    let folder = try TemporaryFolder()
    let network = "inputs: [1]\ntargets: [0]\nlayers:\n  - weights: [[0.5]]\n"
    let file = try folder.write("elsewhere/net.yaml", network)
    let made = try BuiltProgram.run(
      ["backprop", "--quiet", "--epochs", "2", "--network", file, "--output", folder.path])
    #expect(made.code == 0, "\(made.error)")
    let arguments = ["verify", "--no-recalculate", "--output", folder.path]
    let absent = try BuiltProgram.run(arguments)
    #expect(absent.code == 0)
    #expect(
      absent.output.contains(
        "What backpropagation was made from is not here and was not checked: "
          + "net.yaml."), "\(absent.output)")
    #expect(absent.output.contains("because of --no-recalculate."))
    try folder.write("net.yaml", network + "# changed\n")
    let changed = try BuiltProgram.run(arguments)
    #expect(changed.code == 2)
    #expect(
      changed.output.contains("net.yaml of backpropagation is another one than it was made from."),
      "\(changed.output)")
  }

  @Test("A file below the working folder is found again where it was")
  func inputBelow() throws {
    let folder = try TemporaryFolder()
    let network = "inputs: [1]\ntargets: [0]\nlayers:\n  - weights: [[0.5]]\n"
    try folder.write("nets/a.yaml", network)
    let made = try BuiltProgram.run(
      ["backprop", "--quiet", "--epochs", "2", "--network", "./nets/a.yaml", "--output", "out"],
      folder: folder.path)
    #expect(made.code == 0, "\(made.error)")
    let arguments = ["verify", "--no-recalculate", "--output", "out"]
    let same = try BuiltProgram.run(arguments, folder: folder.path)
    #expect(same.code == 0 && !same.output.contains("not here"), "\(same.output)")
    try folder.write("nets/a.yaml", network + "# changed\n")
    let changed = try BuiltProgram.run(arguments, folder: folder.path)
    #expect(changed.code == 2)
    #expect(changed.output.contains("The input nets/a.yaml of backpropagation is another one"))
  }

  @Test("A file that is no workbook is a difference, and the rest is still checked")
  func noWorkbook() throws {
    let folder = try TemporaryFolder()
    for command in ["backprop", "sweep"] {
      let made = try BuiltProgram.run(
        [command, "--quiet", "--epochs", "2", "--learning-rates", "1", "--output", folder.path])
      #expect(made.code == 0, "\(made.error)")
    }
    try folder.write("sweep/sweep.xlsx", "garbage")
    let run = try BuiltProgram.run(["verify", "--output", folder.path])
    #expect(run.code == 2)
    #expect(run.output.contains("sweep/sweep.xlsx (sweep) was changed after it was written"))
    #expect(run.output.contains("sweep/sweep.xlsx\n  could not be checked: It is no workbook"))
    #expect(
      run.output.contains("backpropagation/backpropagation.xlsx\n  the settings give the same"))
  }

  @Test("A folder without a manifest is an error that says what to do")
  func nothingToVerify() throws {
    let folder = try TemporaryFolder()
    let run = try BuiltProgram.run(["verify", "--output", folder.path])
    #expect(run.code == 66)
    #expect(run.error.hasPrefix("error: "))
    #expect(run.output.isEmpty)
  }

  @Test("Nothing that was started outlives an interruption, and nothing intermediate stays")
  func interrupted() throws {
    let folder = try TemporaryFolder()
    let made = try BuiltProgram.run(
      ["backprop", "-q", "--epochs", "2", "--learning-rates", "1", "-o", folder.file("out")])
    #expect(made.code == 0, "\(made.error)")
    // As LibreOffice's own: a script that starts the program that works.
    let office = folder.file("office")
    try folder.write(
      "office",
      "#!/bin/sh\n: >\"$TMPDIR/own.tmp\"\nsleep 1000 & echo $! >\(folder.file("started"))\nwait\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: office)
    try FileManager.default.createDirectory(
      atPath: folder.file("tmp"), withIntermediateDirectories: false)
    let program = try BuiltProgram.start(
      ["verify", "-o", folder.file("out")],
      environment: ["GRADBOOK_SOFFICE": office, "TMPDIR": folder.file("tmp")])
    var started: pid_t?
    while started == nil, program.isRunning {
      usleep(5000)
      let text = try? String(contentsOfFile: folder.file("started"), encoding: .utf8)
      started = text.flatMap { pid_t($0.trimmingCharacters(in: .newlines)) }
    }
    program.send(SIGINT)
    #expect(program.wait().code == 130)
    let worker = try #require(started)
    // Its last parent collects it in its own time; until then it is a zombie.
    var state = "Z"
    for _ in 0..<1000 {
      state =
        ((try? String(contentsOfFile: "/proc/\(worker)/stat", encoding: .utf8)) ?? ") Z")
        .split(separator: ")").last.map { String($0.dropFirst().prefix(1)) } ?? "Z"
      if state == "Z" || state == "X" { break }
      usleep(10_000)
    }
    #expect(["Z", "X"].contains(state), "process \(worker) is in state \(state)")
    #expect(!folder.allFiles.contains { $0.hasPrefix("tmp/") }, "\(folder.allFiles)")
  }

  @Test("Without a place for intermediate files the code is 73, not that of a difference")
  func noPlace() throws {
    let folder = try TemporaryFolder()
    let made = try BuiltProgram.run(
      ["backprop", "-q", "--epochs", "2", "--learning-rates", "1", "-o", folder.path])
    #expect(made.code == 0, "\(made.error)")
    let run = try BuiltProgram.run(
      ["verify", "-q", "-o", folder.path], environment: ["TMPDIR": folder.file("absent")])
    #expect(run.code == 73, "\(run.output)\(run.error)")
    #expect(run.output.isEmpty)
    #expect(run.error.hasPrefix("error: "))
  }

  @Test(
    "A place for intermediate files may be empty or relative",
    .enabled(if: OutsideSpreadsheet.isExpected, "needs LibreOffice"), arguments: ["", "of mine ä"])
  func places(place: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("of mine ä/kept.txt", "kept")
    let made = try BuiltProgram.run(
      ["backprop", "-q", "--epochs", "2", "--learning-rates", "1", "-o", folder.path])
    #expect(made.code == 0, "\(made.error)")
    let before = folder.allFiles
    let run = try BuiltProgram.run(
      ["verify", "-o", folder.path], environment: ["TMPDIR": place], folder: folder.path)
    #expect(run.code == 0, "\(run.output)\(run.error)")
    #expect(run.output.contains("recalculated by LibreOffice: none differs"))
    #expect(folder.allFiles == before)
  }

  @Test("A date that is none is a mistake of usage, not a difference")
  func badDate() throws {
    let folder = try TemporaryFolder()
    let made = try BuiltProgram.run(
      ["sweep", "-q", "--epochs", "2", "--learning-rates", "1", "-o", folder.path])
    #expect(made.code == 0, "\(made.error)")
    let run = try BuiltProgram.run(
      ["verify", "-o", folder.path], environment: ["SOURCE_DATE_EPOCH": "yesterday"])
    #expect(run.code == 64, "\(run.output)\(run.error)")
    #expect(run.error.hasPrefix("error: SOURCE_DATE_EPOCH is 'yesterday'"), "\(run.error)")
  }
}
