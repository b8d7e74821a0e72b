import Foundation
import TestSupport
import Testing

@Suite("Architectures of one's own, as a person uses them")
struct ArchitectureCommandTests {
  private static let smaller = BuiltProgram.packageRoot + "/templates/architectures/smaller.yaml"

  private static func train(_ folder: TemporaryFolder, _ arguments: String...) throws
    -> BuiltProgram.Outcome
  {
    try BuiltProgram.run(
      [
        "train", "--dataset", "digits", "--drawn", "64,32", "--batch-size", "16", "--output",
        folder.path,
      ] + arguments)
  }

  @Test("The article's file gives the bits of the built-in network")
  func article() throws {
    let (first, second) = (try TemporaryFolder(), try TemporaryFolder())
    let article = BuiltProgram.packageRoot + "/templates/architectures/article.yaml"
    #expect(try Self.train(first, "--epochs", "1").code == 0)
    #expect(try Self.train(second, "--epochs", "1", "--architecture", article).code == 0)
    for name in ["weights.safetensors", "summary.txt"] {
      #expect(
        try Data(contentsOf: URL(fileURLWithPath: first.file("convnet-digits/\(name)")))
          == Data(contentsOf: URL(fileURLWithPath: second.file("convnet-digits/\(name)"))))
    }
  }

  @Test("Another network is trained, goes on, is tested and is summed up")
  func smaller() throws {
    let folder = try TemporaryFolder()
    #expect(try Self.train(folder, "--epochs", "1", "--architecture", Self.smaller).code == 0)
    let summary = try BuiltProgram.run(["summary", "--architecture", Self.smaller])
    #expect(summary.code == 0)
    #expect(summary.output.contains("Total params: 3,028"))
    #expect(summary.output.hasPrefix(try folder.text("convnet-digits/summary.txt")))
    let weights = folder.file("convnet-digits/weights.safetensors")
    let arguments = ["evaluate", "--weights", weights, "--dataset", "digits"]
    let tested = try BuiltProgram.run(arguments + ["--architecture", Self.smaller])
    #expect(tested.code == 0, "\(tested.error)")
    #expect(tested.output.hasPrefix("Test set: Average loss: "))
    // The run beside the file says which network it is.
    let beside = try BuiltProgram.run(arguments)
    #expect(beside.code == 0 && beside.output == tested.output, "\(beside.error)")
    // Alone, the file lacks what the article's network has.
    let alone = folder.file("alone.safetensors")
    try FileManager.default.copyItem(atPath: weights, toPath: alone)
    let refused = try BuiltProgram.run(["evaluate", "--weights", alone, "--dataset", "digits"])
    #expect(refused.code == 65, "\(refused.error)")
  }

  @Test("A run of another network is not replaced unless that is asked for")
  func held() throws {
    let folder = try TemporaryFolder()
    #expect(try Self.train(folder, "--epochs", "1", "--architecture", Self.smaller).code == 0)
    let weights = try folder.bytes("convnet-digits/weights.safetensors")
    let article = try Self.train(folder, "--epochs", "1")
    #expect(article.code == 73)
    #expect(article.error.contains("/convnet-digits holds the results of another network."))
    #expect(try folder.bytes("convnet-digits/weights.safetensors") == weights)
    #expect(try Self.train(folder, "--epochs", "1", "--replace").code == 0)
    #expect(try folder.bytes("convnet-digits/weights.safetensors") != weights)
    // Other settings of the same network are a run like any other.
    #expect(try Self.train(folder, "--epochs", "1", "--seed", "5").code == 0)
  }

  @Test("A network that does not fit is refused before any work")
  func refused() throws {
    let folder = try TemporaryFolder()
    let cases = [
      ("stages: [{name: a, kernel: 3, channels: 9}]", "Give it 10."),
      ("stages: [{name: a, kernel: 14, channels: 9}, {name: b, kernel: 1}]", "channels is missing"),
      (
        "image: {height: 64, width: 64}\nstages: [{name: a, kernel: 3, channels: 10}]",
        "state 28×28."
      ),
    ]
    for (text, words) in cases {
      let file = folder.file("net.yaml")
      try text.write(toFile: file, atomically: true, encoding: .utf8)
      let run = try Self.train(folder, "--architecture", file)
      #expect(run.code == 65)
      #expect(run.error.contains(words), "\(run.error)")
    }
    #expect(folder.allFiles == ["net.yaml"])
    let missing = try Self.train(folder, "--architecture", "nowhere.yaml")
    #expect(missing.code == 66)
  }
}
