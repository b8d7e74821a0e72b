import Foundation
import TestSupport
import Testing

@Suite("report predict and report train --find-rate, run as a person runs them")
struct PredictCommandTests {
  @Test("Images of one's own are read, with probabilities; others are refused")
  func predict() throws {
    let folder = try TemporaryFolder()
    let weights = Fixture.path("init.safetensors")
    let train = try BuiltProgram.run([
      "train", "--dataset", "digits", "--drawn", "32,16", "--batch-size", "16", "--epochs", "1",
      "--output", folder.path,
    ])
    #expect(train.code == 0)
    let image = folder.file("convnet-digits/figures/kernels.png")
    let run = try BuiltProgram.run(
      ["predict", "--weights", weights, image, image, "--format", "json"])
    #expect(run.code == 0, "\(run.error)")
    let json =
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let images = try #require(json?["images"] as? [[String: Any]])
    #expect(images.count == 2)
    for image in images {
      let values = try #require(image["probabilities"] as? [Double])
      #expect(values.count == 10 && abs(values.reduce(0, +) - 1) < 1e-9)
      #expect(values.firstIndex(of: values.max() ?? 0) == image["prediction"] as? Int)
    }
    let text = try BuiltProgram.run(["predict", "--weights", weights, image])
    #expect(text.output.hasPrefix(image + ": ") && text.output.contains(" %)"))
    #expect(text.output.split(separator: "\n").count > 10)
    let bad = try BuiltProgram.run(["predict", "--weights", weights, weights])
    #expect(bad.code == 65 && bad.error.contains("cannot be read as a PNG image"))
  }

  @Test("The range test proposes rates, tries them, and ranks them")
  func findRate() throws {
    let folder = try TemporaryFolder()
    let run = try BuiltProgram.run([
      "train", "--find-rate", "--dataset", "digits", "--drawn", "256,64", "--batch-size", "16",
      "--softmax", "class", "--architecture",
      BuiltProgram.packageRoot + "/templates/architectures/smaller.yaml", "--output", folder.path,
    ])
    #expect(run.code == 0, "\(run.error)")
    #expect(run.output.hasPrefix("learning rate  proposed by"))
    #expect(run.output.contains("Best after 1 epoch: --learning-rate "))
    let rows = try folder.text("convnet-digits-rate/range-test.csv").components(
      separatedBy: "\r\n")
    #expect(rows[0] == "learning_rate,loss,smoothed_loss" && rows.count > 40)
    let rates = rows.dropFirst().compactMap { Double($0.split(separator: ",").first ?? "") }
    #expect(zip(rates, rates.dropFirst()).allSatisfy { $0 < $1 })
    // The figure has a symbol for each rate of the table, and says which they are.
    let figure = try folder.text("convnet-digits-rate/figures/range-test.svg")
    let proposed = run.output.split(separator: "\n").dropFirst().prefix { $0.contains("  ") }
      .compactMap { $0.split(separator: " ").first }
    #expect((2...4).contains(proposed.count))
    for rate in proposed { #expect(figure.contains("\(rate) ("), "\(rate)") }
    let both = try BuiltProgram.run(["train", "--find-rate", "--learning-rate", "0.1"])
    #expect(both.code == 64 && both.error.contains("--find-rate looks for the learning rate"))
  }
}
