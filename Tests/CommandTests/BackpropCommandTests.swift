import Foundation
import TestSupport
import Testing

@Suite("report backprop")
struct BackpropCommandTests {
  @Test("Prints the losses and verdicts as a table")
  func table() throws {
    let run = try BuiltProgram.run(["backprop", "--format", "table"])
    #expect(run.code == 0)
    #expect(run.error.isEmpty)
    #expect(
      run.output == """
        Network 2-2-2 sigmoid, 68 epochs, derived gradients

           η  first loss    last loss     smallest  in epoch  to 10 %  to 1 %    largest  rises  verdict
         0.1   0.0141814   0.00957214   0.00957214        68        –       –  0.0141814      0  too slow
         0.2   0.0141814   0.00636997   0.00636997        68        –       –  0.0141814      0  too slow
         0.5   0.0141814   0.00178202   0.00178202        68        –       –  0.0141814      0  too slow
         0.8   0.0141814  0.000478649  0.000478649        68       48       –  0.0141814      0  converging
           1   0.0141814  0.000196838  0.000196838        68       38       –  0.0141814      0  converging
           2   0.0141814   2.09236e-6   2.09236e-6        68       20      37  0.0141814      0  converging
        1000   0.0141814     0.249997    0.0141814         1        –       –   0.249997      1  saturated

        η = 1000, saturated: The first step overshot: w5 = 0.4 − 1000 · 0.01288 = −12.48. It led to a_o1 = 5.03·10⁻⁶ (target 0.5), where the slope of the sigmoid is 5.03·10⁻⁶, the steepest of the layer; the next gradient of w5 is −1.23·10⁻⁶, and the next step moves it by 0.00123 only. The loss stands at 0.249997.
        Recommended: η = 2 converges fastest without ever rising: loss 2.092e-6 after 68 epochs; 1 % of the first was reached in epoch 37; of the higher rates tried, 1000 does not converge.

        """)
  }

  @Test("Prints one table as CSV that reads back, the same under every locale")
  func csv() throws {
    let arguments = ["backprop", "--learning-rates", "0.5", "--epochs", "2", "--format", "csv"]
    let run = try BuiltProgram.run(arguments)
    #expect(run.code == 0)
    let lines = run.output.components(separatedBy: "\r\n")
    #expect(lines.count == 4)
    #expect(lines[1].hasPrefix("1,0.5,0.5,0.05,0.1,0.15,0.2,0.25,0.3,"))
    let german = try BuiltProgram.run(arguments, environment: ["LC_ALL": "de_DE.UTF-8"])
    #expect(german.output == run.output)
  }

  @Test("Writes the workbook, the tables and the sweep, and the same bytes again")
  func files() throws {
    let folder = try TemporaryFolder()
    let arguments = ["backprop", "--output", folder.path, "--learning-rates", "1,1000"]
    let first = try BuiltProgram.run(arguments)
    #expect(first.code == 0, "\(first.error)")
    let names = folder.allFiles
    for name in ["backpropagation.xlsx", "sweep.csv", "table-lr-1.csv", "table-lr-1000.csv"] {
      #expect(names.contains("backpropagation/\(name)"))
      #expect(first.output.contains(name))
    }
    let bytes = try names.map { try folder.bytes($0) }
    let second = try BuiltProgram.run(arguments + ["--quiet"])
    #expect(second.code == 0)
    #expect(second.output.isEmpty && second.error.isEmpty)
    #expect(folder.allFiles == names)
    #expect(try names.map { try folder.bytes($0) } == bytes)
    for (name, content) in zip(names, bytes) {
      let home = Array(folder.path.utf8)
      #expect(content.firstRange(of: home) == nil, "\(name) holds the folder's path")
    }
  }

  @Test(
    "Refuses what makes no sense with one sentence, the right code and no file",
    arguments: [
      (["--learning-rates", "0"], 64, "--learning-rates has 0;"),
      (["--learning-rates", "-1"], 64, "--learning-rates has -1;"),
      (["--learning-rates", "nan"], 64, "--learning-rates has nan;"),
      (["--learning-rates", "abc"], 64, "--learning-rates has 'abc'"),
      (["--learning-rates", ""], 64, "--learning-rates is empty."),
      (["--learning-rates", "0.5,1,0.5"], 64, "0.5 twice"),
      (["--epochs", "0"], 64, "--epochs is 0;"),
      (["--epochs", "-3"], 64, "--epochs is -3;"),
      (["--epochs", "10000000"], 64, "--epochs is 10000000;"),
      (["--network", "/nowhere/net.yaml"], 66, "/nowhere/net.yaml"),
      (["--theme", "blue"], 64, "--theme is 'blue';"),
      (["--gradients", "other"], 64, "other"),
    ])
  func refusals(arguments: [String], code: Int, words: String) throws {
    let folder = try TemporaryFolder()
    let run = try BuiltProgram.run(["backprop", "--output", folder.path] + arguments)
    #expect(run.code == Int32(code))
    #expect(run.output.isEmpty)
    #expect(run.error.hasPrefix("error: "))
    #expect(run.error.contains(words), "\(run.error)")
    #expect(folder.allFiles.isEmpty)
  }

  @Test("Refuses network files that are empty, binary or of another shape than asked for")
  func networkFiles() throws {
    let folder = try TemporaryFolder()
    let wide = "inputs: [1]\ntargets: [0]\nlayers:\n  - weights: [[0.5]]\n"
    let cases: [(path: String, arguments: [String], code: Int32, words: String)] = [
      (try folder.write("empty.yaml", ""), [], 65, "is empty"),
      (try folder.write("binary.yaml", [0, 1, 2, 255]), [], 65, "not a text file"),
      (
        try folder.write("one.yaml", wide), ["--gradients", "published"], 64,
        "this network is 1-1 sigmoid"
      ),
      (try folder.write("layers.yaml", "inputs: [1]\n"), [], 65, "line 1"),
    ]
    for (path, arguments, code, words) in cases {
      let run = try BuiltProgram.run(
        ["backprop", "--output", folder.file("out"), "--network", path] + arguments)
      #expect(run.code == code)
      #expect(run.error.contains(words), "\(run.error)")
    }
    let good = try BuiltProgram.run([
      "backprop", "--network", folder.file("one.yaml"), "--format", "table", "--epochs", "5",
    ])
    #expect(good.code == 0)
    #expect(good.output.hasPrefix("Network 1-1 sigmoid, 5 epochs"))
  }

  @Test("Says when the output folder is a file, and leaves the file alone")
  func outputIsFile() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("place", "kept")
    let run = try BuiltProgram.run(["backprop", "--output", path])
    #expect(run.code == 73)
    #expect(run.error.hasPrefix("error: \(path)"))
    #expect(try folder.text("place") == "kept")
  }
}
