import Foundation
import TestSupport
import Testing

@Suite("A training run that is stopped and continued", .serialized)
struct ResumeTests {
  /// Epochs enough that a signal sent after the first ones comes long before the end.
  static let run = arguments(epochs: 30)

  private static func arguments(epochs: Int) -> [String] {
    [
      "train", "--dataset", "digits", "--epochs", "\(epochs)", "--batch-size", "64",
      "--step-size", "2", "--drawn", "640,64",
    ]
  }

  /// The columns of the history without the seconds.
  private func history(_ folder: TemporaryFolder) throws -> [String] {
    let rows = try folder.text("convnet-digits/history.csv").components(separatedBy: "\r\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let seconds = try #require(rows.first?.firstIndex(of: "seconds"))
    return rows.map { row in
      row.indices.filter { $0 != seconds }.map { String(row[$0]) }.joined(separator: ",")
    }
  }

  private func expectSame(_ folder: TemporaryFolder, _ whole: TemporaryFolder) throws {
    let weights = "convnet-digits/weights.safetensors"
    #expect(try folder.bytes(weights) == whole.bytes(weights))
    #expect(try history(folder) == history(whole))
    #expect(!folder.allFiles.contains("convnet-digits/checkpoint.safetensors"))
  }

  @Test("Killed after its second epoch and resumed, it ends with the bits of one that was not")
  func killed() throws {
    let whole = try TemporaryFolder()
    #expect(try BuiltProgram.run(Self.run + ["--output", whole.path]).code == 0)
    let folder = try TemporaryFolder()
    let running = try BuiltProgram.start(
      Self.run + ["--output", folder.path, "--threads", "1"])
    #expect(running.waitForError("Epoch 2/30"))
    running.send(SIGKILL)
    #expect(running.wait().code == 128 + SIGKILL)
    #expect(folder.allFiles.contains("convnet-digits/checkpoint.safetensors"))
    #expect(!folder.allFiles.contains("convnet-digits/run.json"))
    let resumed = try BuiltProgram.run(
      ["train", "--resume", "--output", folder.path])
    #expect(resumed.code == 0, "\(resumed.error)")
    #expect(resumed.error.hasPrefix("Going on after epoch "))
    try expectSame(folder, whole)
  }

  @Test("Ctrl-C finishes the batch, publishes what there is, says how to go on, ends with 130")
  func interrupted() throws {
    let whole = try TemporaryFolder()
    #expect(try BuiltProgram.run(Self.run + ["--output", whole.path]).code == 0)
    let folder = try TemporaryFolder()
    let running = try BuiltProgram.start(Self.run + ["--output", folder.path])
    #expect(running.waitForError("Epoch 1/30"))
    running.send(SIGINT)
    let stopped = running.wait()
    #expect(stopped.code == 130)
    let last = stopped.error.split(separator: "\n").last.map(String.init) ?? ""
    #expect(last.hasPrefix("error: Interrupted after epoch "))
    #expect(
      last.hasSuffix("`report train --resume --output \(folder.path) --dataset digits` goes on."))
    #expect(try folder.text("convnet-digits/run.json").contains("\"status\": \"interrupted\""))
    #expect(folder.allFiles.contains("convnet-digits/weights.safetensors"))
    #expect(!folder.allFiles.contains { $0.contains("gradbook-tmp") })
    let other = try BuiltProgram.run(
      ["train", "--resume", "--momentum", "0.5", "--output", folder.path])
    #expect(other.code == 64)
    #expect(other.error.contains("has the momentum 0.9, not 0.5."))
    let smaller = try BuiltProgram.run(
      ["train", "--resume", "--batch-size", "3", "--output", folder.path])
    #expect(smaller.error.contains(" has the batch size ") && smaller.error.contains(", not 3."))
    let resumed = try BuiltProgram.run(
      ["train", "--resume", "--output", folder.path])
    #expect(resumed.code == 0, "\(resumed.error)")
    try expectSame(folder, whole)
  }

  @Test("Ctrl-C ends a series of learning rates")
  func series() throws {
    let folder = try TemporaryFolder()
    let rates = (10...49).map { "0.0\($0)" }.joined(separator: ",")
    let running = try BuiltProgram.start(
      Self.arguments(epochs: 1) + ["--learning-rates", rates, "--output", folder.path])
    #expect(running.waitForError("(1 of 40)"))
    running.send(SIGINT)
    let stopped = running.wait()
    #expect(stopped.code == 130)
    #expect(stopped.error.contains("error: Interrupted"), "\(stopped.error)")
  }

  @Test("Any number of threads gives the same bits")
  func threads() throws {
    let results = try [1, 2, 3].map { threads in
      let folder = try TemporaryFolder()
      let run = try BuiltProgram.run(
        Self.arguments(epochs: 1) + ["--threads", "\(threads)", "--output", folder.path])
      #expect(run.code == 0)
      return try folder.bytes("convnet-digits/weights.safetensors")
    }
    #expect(results[0] == results[1] && results[1] == results[2])
  }

  @Test("A damaged checkpoint is an error that names it, and nothing is lost")
  func damaged() throws {
    let folder = try TemporaryFolder()
    try folder.write("convnet-digits/checkpoint.safetensors", "nonsense")
    let run = try BuiltProgram.run(Self.run + ["--resume", "--output", folder.path])
    #expect(run.code == 65)
    #expect(
      run.error.hasPrefix(
        "error: \(folder.path)/convnet-digits/checkpoint.safetensors is not a whole safetensors"))
    #expect(try folder.text("convnet-digits/checkpoint.safetensors") == "nonsense")
  }

  @Test("An interrupted run never takes the place of a whole one")
  func keepsWhole() throws {
    let folder = try TemporaryFolder()
    #expect(
      try BuiltProgram.run(Self.arguments(epochs: 1) + ["--output", folder.path]).code == 0)
    let record = try folder.text("convnet-digits/run.json")
    let running = try BuiltProgram.start(
      Self.arguments(epochs: 50) + ["--output", folder.path])
    #expect(running.waitForError("Epoch 1/50"))
    running.send(SIGTERM)
    #expect(running.wait().code == 130)
    #expect(try folder.text("convnet-digits/run.json") == record)
    #expect(folder.allFiles.contains("convnet-digits/checkpoint.safetensors"))
  }
}
