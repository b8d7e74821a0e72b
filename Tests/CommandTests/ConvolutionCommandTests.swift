import Foundation
import TestSupport
import Testing
import TextFormats

@Suite("report convolution and report classifier")
struct ConvolutionCommandTests {
  @Test("Files, a manifest that verify knows, and the same bytes on a second run")
  func files() throws {
    let folder = try TemporaryFolder()
    let arguments = ["convolution", "-o", folder.file("out")]
    let first = try BuiltProgram.run(arguments)
    #expect(first.code == 0, "\(first.error)")
    for name in [
      "convolution.xlsx", "convolution.cells.tsv", "steps.json", "figures/routes.svg",
      "figures/step.png",
    ] {
      #expect(folder.allFiles.contains("out/convolution/" + name), "\(name)")
    }
    #expect(!(try BuiltProgram.run(arguments).output.contains("  written")))
    let verify = try BuiltProgram.run(["verify", "--no-recalculate", "-o", folder.file("out")])
    #expect(verify.code == 0, "\(verify.output)")
    #expect(verify.output.contains("the settings give the same bytes again"))
  }

  @Test("The steps of a network of one's own are not replaced unless that is asked for")
  func heldNetwork() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "small.yaml",
      """
      image: {height: 7, width: 5}
      stages: [{name: a, norm: a_norm, kernel: 2, channels: 10, pool: true}]
      """)
    let output = ["-o", folder.file("out")]
    #expect(
      try BuiltProgram.run(["convolution", "--architecture", path, "--steps", "1"] + output).code
        == 0)
    let own = try folder.bytes("out/convolution/steps.json")
    for arguments in [["convolution"], ["--no-training"]] {
      let run = try BuiltProgram.run(arguments + output)
      #expect(run.code == 73 && run.error.contains("/out/convolution holds the results of another"))
    }
    #expect(try folder.bytes("out/convolution/steps.json") == own)
    #expect(!folder.allFiles.contains { $0.hasPrefix("out/backpropagation") })
    #expect(try BuiltProgram.run(["convolution", "--replace"] + output).code == 0)
    #expect(try folder.bytes("out/convolution/steps.json") != own)
  }

  @Test("A network of one's own, in JSON, with what was asked for")
  func json() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "small.yaml",
      """
      image: {height: 7, width: 5}
      stages:
        - {name: a, norm: a_norm, kernel: 2, channels: 3, pool: true}
        - {name: b, norm: b_norm, kernel: 1, channels: 4}
      """)
    let run = try BuiltProgram.run([
      "convolution", "--format", "json", "--architecture", path, "--batch", "3", "--steps", "1",
      "--softmax", "class", "--dropout", "0", "--seed", "12345678901234567890",
    ])
    #expect(run.code == 0, "\(run.error)")
    let document = try JSON.parse(run.output)
    #expect(document["settings"]?["softmax"] == "class")
    #expect(document["settings"]?["seed"] == "12345678901234567890")
    let tensors = try #require(document["steps"]?.array?.first?["tensors"])
    #expect(tensors["a.pool"]?["shape"] == [3, 3, 3, 2])
    #expect(tensors["average"]?["shape"] == [3, 4])
    #expect(tensors["mask.a"] == nil)
  }

  @Test(
    "What cannot be computed is refused in one sentence",
    arguments: [
      (["--batch", "1"], 64, "at least 2"), (["--dropout", "1"], 64, "dropout"),
      (["--steps", "0"], 64, "--steps is 0"), (["--momentum", "2"], 64, "momentum"),
      (["--architecture", "nothing.yaml"], 66, "nothing.yaml"),
      (
        ["--architecture", BuiltProgram.packageRoot + "/templates/architectures/article.yaml"], 64,
        "numbers, one a cell"
      ), (["--softmax", "both"], 64, "batch or class"),
    ] as [([String], Int32, String)])
  func refusals(arguments: [String], code: Int32, words: String) throws {
    let folder = try TemporaryFolder()
    let run = try BuiltProgram.run(
      ["convolution", "-o", folder.file("out")] + arguments, folder: folder.path)
    #expect(run.code == code, "\(run.error)")
    #expect(run.error.contains(words), "\(run.error)")
    #expect(run.error.split(separator: "\n").count <= 3)
    #expect(!folder.allFiles.contains { $0.hasPrefix("out/") })
  }

  @Test("Explains a number of the second step")
  func explain() throws {
    let run = try BuiltProgram.run(["explain", "momentum.conv1.weight[0,0,1,2]", "--epoch", "2"])
    #expect(run.code == 0, "\(run.error)")
    #expect(run.output.contains("μ * momentum.conv1.weight[0,0,1,2]′ + grad.conv1.weight[0,0,1,2]"))
    #expect(run.output.contains("convolution.xlsx, 'Update 2'!"))
    let wrong = try BuiltProgram.run(["explain", "grad.conv1.weight[5,0,0,0]"])
    #expect(wrong.code == 64)
    #expect(wrong.error.contains("[2, 1, 3, 3]"))
  }

  @Test("The classifier of the committed run, from which verify makes it again")
  func classifier() throws {
    let folder = try TemporaryFolder()
    let weights = BuiltProgram.packageRoot + "/reports/convnet-mnist/weights.safetensors"
    let run = try BuiltProgram.run([
      "classifier", "--weights", weights, "-o", folder.file("out"),
    ])
    #expect(run.code == 0, "\(run.error)")
    #expect(folder.allFiles.contains("out/classifier/classifier.xlsx"))
    let verify = try BuiltProgram.run(["verify", "--no-recalculate", "-o", folder.file("out")])
    #expect(verify.code == 0, "\(verify.output)")
    #expect(verify.output.contains("the settings give the same bytes again"))
    let none = try BuiltProgram.run(["classifier", "--weights", "nothing"], folder: folder.path)
    #expect(none.code == 66)
    let other = try folder.write("wrong.safetensors", "no tensors")
    let wrong = try BuiltProgram.run(["classifier", "--weights", other], folder: folder.path)
    #expect(wrong.code == 65)
  }
}
