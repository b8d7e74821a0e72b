import TestSupport
import Testing

@Suite("report sweep")
struct SweepCommandTests {
  @Test("The table names each verdict and the recommended rate with its reason")
  func table() throws {
    let run = try BuiltProgram.run(
      ["sweep", "--learning-rates", "0.1,2,1000", "--format", "table"])
    #expect(run.code == 0)
    #expect(run.error.isEmpty)
    #expect(
      run.output.hasPrefix(
        """
           η  first loss   last loss    smallest  in epoch  to 10 %  to 1 %    largest  rises  λ first    λ last  λ largest  2/λ first  2/λ last  verdict
         0.1   0.0141814  0.00957214  0.00957214        68        –       –  0.0141814      0  0.02675   0.02855    0.02855      74.76     70.05  too slow
           2   0.0141814  2.09236e-6  2.09236e-6        68       20      37  0.0141814      0  0.02675   0.03231    0.03231      74.76     61.91  converging
        1000   0.0141814    0.249997   0.0141814         1        –       –   0.249997      1  0.02675  8.218e-8    0.02675      74.76  24340000  saturated

        η = 1000, saturated: The first step overshot: w5 = 0.4 − 1000 · 0.01288 = −12.48. It led to a_o1 = \
        5.03·10⁻⁶ (target 0.5), where the slope of the sigmoid is 5.03·10⁻⁶, the steepest of the layer; the \
        next gradient of w5 is −1.23·10⁻⁶, and the next step moves it by 0.00123 only. The loss stands at \
        0.249997.
        Recommended: η = 2
        """), "\(run.output)")
  }

  @Test("Files are listed on standard output, and say when they did not change")
  func files() throws {
    let folder = try TemporaryFolder()
    let arguments = ["sweep", "--learning-rates", "log:0.1:1000:20", "-o", folder.file("out")]
    let first = try BuiltProgram.run(arguments)
    #expect(first.code == 0)
    #expect(first.output.contains("/out/sweep/sweep.xlsx"))
    #expect(first.output.contains(" bytes  written\n"))
    let second = try BuiltProgram.run(arguments)
    #expect(!second.output.contains("  written"))
    #expect(try BuiltProgram.run(arguments + ["--quiet"]).output.contains("  unchanged") == false)
    #expect(folder.allFiles.contains("out/manifest.json"))
  }

  @Test("Figures come in another look and as PDF, and the manifest says so")
  func figures() throws {
    let folder = try TemporaryFolder()
    let arguments = [
      "sweep", "--learning-rates", "1,2", "--theme", "article", "--pdf", "-o", folder.path,
    ]
    #expect(try BuiltProgram.run(arguments).code == 0)
    #expect(folder.allFiles.contains("sweep/figures/overlay.pdf"))
    #expect(try folder.text("sweep/figures/overlay.svg").contains("fill=\"#4472C4\""))
    let manifest = try folder.text("manifest.json")
    #expect(manifest.contains("\"theme\": \"article\"") && manifest.contains("\"pdf\": true"))
  }

  @Test("The numbers do not depend on the locale")
  func locale() throws {
    let arguments = ["sweep", "--format", "csv", "--epochs", "2"]
    let plain = try BuiltProgram.run(arguments)
    for locale in ["de_DE.UTF-8", "C.UTF-8", "xx_XX"] {
      let run = try BuiltProgram.run(
        arguments, environment: ["LC_ALL": locale, "LANG": locale, "LC_NUMERIC": locale])
      #expect(run.output == plain.output)
    }
    #expect(plain.output.hasPrefix("epoch,0.1,0.2,0.5,0.8,1,2,1000\r\n1,0.014181377937891659,"))
  }

  @Test(
    "Sweeps that make no sense",
    arguments: [
      (["--learning-rates", "0"], 64), (["--learning-rates", "-1"], 64),
      (["--learning-rates", "nan"], 64), (["--learning-rates", "abc"], 64),
      (["--learning-rates", ""], 64), (["--learning-rates", "1,1"], 64),
      (["--learning-rates", "log:1:2"], 64), (["--epochs", "0"], 64),
      (["--epochs", "10000000"], 64), (["--network", "/does/not/exist.yaml"], 66),
      (["--network", "/"], 66), (["--gradients", "guessed"], 64), (["--output", ""], 64),
      (["--theme", "blue"], 64),
    ] as [([String], Int32)])
  func refuses(arguments: [String], code: Int32) throws {
    let run = try BuiltProgram.run(["sweep"] + arguments)
    #expect(run.code == code, "\(run.error)")
    #expect(run.output.isEmpty)
    #expect(run.error.hasPrefix("error: "))
    #expect(!run.error.contains("Fatal"))
  }
}
