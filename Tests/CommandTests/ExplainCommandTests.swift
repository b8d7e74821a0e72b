import Foundation
import TestSupport
import Testing
import TextFormats

@Suite("report explain")
struct ExplainCommandTests {
  @Test("A gradient by its plain name: formula, chain rule, numbers, result and check")
  func gradient() throws {
    let run = try BuiltProgram.run(["explain", "dE/dw5"])
    #expect(run.code == 0)
    #expect(run.error.isEmpty)
    #expect(
      run.output.hasPrefix(
        """
        ∂E/∂w5 in epoch 1, learning rate 1
          ∂E/∂w5 says how fast the loss changes with this parameter.

          formula      (a_o1 - t1) * a_o1 * (1 - a_o1) * a_h1
          chain rule   ∂E1/∂a_o1 * ∂a_o1/∂o1 * ∂o1/∂w5
            ∂E1/∂a_o1  a_o1 - t1
                       = 0.606477732 - 0.5
                       = 0.10647773220672796
            ∂a_o1/∂o1  a_o1 * (1 - a_o1)
                       = 0.606477732 * (1 - 0.606477732)
                       = 0.23866249254411231
            ∂o1/∂w5    a_h1
                       = 0.506874567
                       = 0.5068745667645342
          numbers      (0.606477732 - 0.5) * 0.606477732 * (1 - 0.606477732) * 0.506874567
          result       0.01288081863162825
          check        Central difference 0.0128808186, dual numbers 0.01288081863162825: they \
        agree (the central difference to
        """), "\(run.output)")
  }

  @Test("The article's own name of the same column gives the same text")
  func names() throws {
    let plain = try BuiltProgram.run(["explain", "dE/dw5", "--epoch", "3"])
    let own = try BuiltProgram.run(["explain", "∂E/∂w5", "--epoch", "3"])
    #expect(plain.code == 0)
    #expect(plain.output == own.output)
  }

  @Test("The published gradient of w3 is shown to differ from the numeric derivative")
  func published() throws {
    let run = try BuiltProgram.run(["explain", "dE/dw3", "--gradients", "published"])
    #expect(run.output.contains("result       0.00035186866"))
    #expect(run.output.contains("they differ by 0.0263 %"))
    #expect(run.output.contains("--gradients derived has the right one"))
  }

  @Test("A given number, and one that an update has made")
  func weights() throws {
    #expect(
      try BuiltProgram.run(["explain", "w5"]).output.hasPrefix(
        """
        w5 in epoch 1, learning rate 1
          w5 is a weight; each epoch lowers it by η times its gradient.

          given  0.4
          cell   backpropagation.xlsx, 'η = 1'!N6

        """))
    let second = try BuiltProgram.run(["explain", "w5", "--epoch", "2"])
    #expect(second.output.contains("  formula  w5′ - η * ∂E/∂w5′\n"))
    #expect(second.output.contains("  numbers  0.4 - 1 * 0.0128808186\n"))
  }

  /// The cell is looked up in the workbook that the command writes, by an outside reader.
  @Test("The cell that is named holds the number, for any network and learning rate")
  func cell() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "my net.yaml",
      """
      inputs: [0.3, -0.2, 0.9]
      targets: [0.4]
      layers:
        - weights: [[0.1, 0.2, 0.3], [-0.4, 0.5, 0.6]]
          biases: [0.1, -0.1]
          activation: tanh
        - weights: [[0.7, -0.8]]
      """)
    let explained = try BuiltProgram.run([
      "explain", "dE/dw2", "--network", file, "--learning-rate", "0.3", "--epoch", "70", "--format",
      "json",
    ])
    #expect(explained.code == 0, "\(explained.error)")
    let answer = try #require(
      try JSONSerialization.jsonObject(with: Data(explained.output.utf8)) as? [String: Any])
    #expect(
      answer["workbookCommand"] as? String
        == "report backprop --learning-rates 0.3 --epochs 70 --network '\(file)'")
    let cell = try #require(answer["cell"] as? String).split(separator: "!")
    let written = try BuiltProgram.run([
      "backprop", "--learning-rates", "0.3", "--epochs", "70", "--network", file, "--output",
      folder.path, "--quiet",
    ])
    #expect(written.code == 0, "\(written.error)")
    let book = try OutsideWorkbook(path: folder.path + "/backpropagation/backpropagation.xlsx")
    let sheet = try #require(book.sheet("η = 0.3"))
    #expect(cell.first == "'η = 0.3'")
    let value = try #require(answer["value"] as? Double)
    let address = String(try #require(cell.last))
    let stored = try #require(sheet.cells[address]?.number)
    #expect((stored - value).magnitude <= 1e-15 * value.magnitude)
  }

  @Test("A check column by its plain name, and an epoch far out, without the rows before it")
  func checkColumn() throws {
    let run = try BuiltProgram.run(["explain", "DE/Dw3", "--epoch", "2"])
    #expect(run.code == 0)
    #expect(run.output.hasPrefix("ΔE/Δw3 in epoch 2, learning rate 1\n"))
    #expect(run.output.contains("  result   0.00033310981"))
    #expect(run.output.contains("'η = 1'!AI7"))
    let far = try BuiltProgram.run(["explain", "E_tot", "--epoch", "500000"])
    #expect(far.code == 0, "\(far.error)")
    #expect(far.output.contains("E_tot in epoch 500000"))
  }

  @Test("Markdown has formulas between dollar signs, JSON is one object")
  func formats() throws {
    let markdown = try BuiltProgram.run(["explain", "dE/dw1", "--format", "markdown"])
    #expect(markdown.output.hasPrefix("## ∂E/∂w1 in epoch 1, learning rate 1\n\n"))
    #expect(markdown.output.contains("$$\n\\frac{\\partial E_{\\mathrm{tot}}}{\\partial w_{1}} = "))
    // GitHub's Markdown takes the backslash of a thin space away.
    #expect(!markdown.output.contains("\\,"))
    let json = try BuiltProgram.run(["explain", "E_tot", "--format", "json"])
    #expect(json.output.hasPrefix("{\n  \"schemaVersion\": 1,\n  \"symbol\": \"E_tot\",\n"))
    #expect(json.output.hasSuffix("}\n"))
  }

  @Test(
    "Questions without an answer",
    arguments: [
      (["explain", "w9"], "error: There is no column 'w9'. The columns are t1, t2, i1,"),
      (
        ["explain", "w1", "--epoch", "0"],
        "error: --epoch is 0; epochs count from 1, and at most 1000000 are computed.\n"
      ),
      (
        ["explain", "w1", "--epoch", "10000000"],
        "error: --epoch is 10000000; epochs count from 1, and at most 1000000 are computed.\n"
      ),
      (
        ["explain", "w1", "--learning-rate", "-1"],
        "error: --learning-rate has -1; a learning rate is a finite number above zero.\n"
      ),
      (
        ["explain", "w1", "--learning-rate=nan"],
        "error: --learning-rate has nan; a learning rate is a finite number above zero.\n"
      ),
      (
        ["explain", "w1", "--format", "pdf"],
        "error: --format is 'pdf'; text, markdown or json was expected.\n"
      ),
      (["explain"], "error: Missing expected argument '<symbol>'"),
    ])
  func refuses(arguments: [String], message: String) throws {
    let run = try BuiltProgram.run(arguments)
    #expect(run.code == 64)
    #expect(run.output.isEmpty)
    #expect(run.error.hasPrefix(message), "\(run.error)")
  }

  @Test("A later step of an epoch, which the heading names")
  func step() throws {
    let arguments = ["explain", "w1", "--network", "xor", "--batch", "1", "--epoch", "2"]
    let run = try BuiltProgram.run(arguments + ["--step", "3"])
    #expect(run.code == 0, "\(run.error)")
    #expect(run.output.hasPrefix("w1 in epoch 2, step 3, learning rate 1\n"))
    // Epoch 2 begins after the heading and four steps; its third step is the seventh row.
    let table = try BuiltProgram.run([
      "backprop", "--network", "xor", "--batch", "1", "--learning-rates", "1", "--epochs", "2",
      "--format", "csv",
    ])
    let rows = table.output.split(separator: "\r\n").map { $0.split(separator: ",") }
    let column = try #require(rows[0].firstIndex(of: "w1"))
    #expect(rows[7][0...1] == ["2", "7"])
    #expect(run.output.contains("result   \(rows[7][column])\n"), "\(run.output)")
    let json = try BuiltProgram.run(arguments + ["--step", "3", "--format", "json"])
    #expect(try JSON.parse(json.output)["step"]?.integer == 3)
    let beyond = try BuiltProgram.run(arguments + ["--step", "5"])
    #expect(beyond.code == 64)
    #expect(
      beyond.error.contains(
        "--step is 5; an epoch of this network has 4 steps, counted from 1."), "\(beyond.error)")
    #expect(try BuiltProgram.run(["explain", "sharpness", "--step", "1"]).code == 64)
  }

  @Test("A number of a rate that fails says what became of the training")
  func failure() throws {
    let run = try BuiltProgram.run(["explain", "w5", "--epoch", "2", "--learning-rate", "1000"])
    #expect(
      run.output.contains(
        "training  saturated in 68 epochs. The first step overshot: w5 = 0.4 − 1000 · 0.01288 = −12.48. "
      ),
      "\(run.output)")
    #expect(try !BuiltProgram.run(["explain", "w5"]).output.contains("training"))
  }
}
