import Foundation
import TestSupport
import Testing

@Suite("Training on images that are not digits, as a person does")
struct OtherImagesCommandTests {
  /// Twelve-sided images of bars at three places, with labels from 1 to 3.
  private static func write(
    to folder: TemporaryFolder, _ name: String, isInverted: Bool = false
  ) throws {
    func file(_ name: String, _ dimensions: [Int], _ elements: [UInt8]) throws {
      let header: [UInt8] = [0, 0, 8, UInt8(dimensions.count)]
      try folder.write(
        name, header + dimensions.flatMap { [0, 0, UInt8($0 >> 8), UInt8($0 & 255)] } + elements)
    }
    for (part, count) in [("train", 60), ("t10k", 30)] {
      var pixels: [UInt8] = []
      for index in 0..<count {
        for _ in 0..<12 {
          pixels += (0..<14).map { column in
            column / 4 == index % 3 ? 200 : UInt8((column * 7 + index * 13) % 40)
          }
        }
      }
      if isInverted { pixels = pixels.map { 255 - $0 } }
      try file("\(name)/\(part)-images-idx3-ubyte", [count, 12, 14], pixels)
      try file("\(name)/\(part)-labels-idx1-ubyte", [count], (0..<count).map { UInt8($0 % 3 + 1) })
    }
  }

  @Test("They are named after their folder, with as many classes as they have")
  func bars() throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder, "Bars")
    try folder.write(
      "bars.yaml",
      "stages: [{name: a, kernel: 5, channels: 6, pool: true}, {name: b, kernel: 1, channels: 3}]")
    let arguments = [
      "train", "--data-dir", folder.file("Bars"), "--architecture", folder.file("bars.yaml"),
      "--epochs", "12", "--batch-size", "12", "--softmax", "class", "--learning-rate", "0.1",
      "--no-augment", "--output", folder.file("out"),
    ]
    let run = try BuiltProgram.run(arguments)
    #expect(run.code == 0, "\(run.error)")
    // Three bars are easy to tell apart.
    #expect(run.error.contains("Accuracy: 30/30 (100.00%)"), "\(run.error)")
    let record = try folder.text("out/convnet-bars/run.json")
    for part in ["\"name\": \"bars\"", "\"height\": 12", "\"classes\": 3", "\"firstLabel\": 1"] {
      #expect(record.contains(part))
    }
    for file in folder.allFiles.filter({ $0.hasPrefix("out/") && !$0.hasSuffix(".png") }) {
      let text = String(decoding: try folder.bytes(file), as: UTF8.self)
      #expect(!text.contains("MNIST"), "\(file)")
    }
    let info = try BuiltProgram.run(["data", "info", "--data-dir", folder.file("Bars")])
    #expect(info.output.contains("training: 60 images of 12 × 14\n  classes 1 to 3: 20, 20, 20"))
    let confusion = try BuiltProgram.run([
      "evaluate", "--data-dir", folder.file("Bars"), "--architecture", folder.file("bars.yaml"),
      "--weights", folder.file("out/convnet-bars/weights.safetensors"), "--softmax", "class",
      "--format", "csv",
    ])
    #expect(confusion.output.hasPrefix("truth,1,2,3,recall,precision\r\n1,10,0,0,100.0,100.0"))
    // The run beside the parameters says which network they are of, and what its classes are called.
    let weights = folder.file("out/convnet-bars/weights.safetensors")
    let alone = try BuiltProgram.run([
      "evaluate", "--data-dir", folder.file("Bars"), "--weights", weights, "--softmax", "class",
      "--format", "csv",
    ])
    #expect(alone.code == 0 && alone.output == confusion.output, "\(alone.error)")
    let image = folder.file("out/convnet-bars/figures/kernels.png")
    let reading = try BuiltProgram.run(
      ["predict", "--weights", weights, image, "--format", "json"])
    #expect(reading.code == 0, "\(reading.error)")
    let json = try JSONSerialization.jsonObject(with: Data(reading.output.utf8)) as? [String: Any]
    #expect(json?["firstLabel"] as? Int == 1)
    let first = try #require((json?["images"] as? [[String: Any]])?.first)
    let shares = try #require(first["probabilities"] as? [Double])
    #expect(shares.count == 3)
    let place = try #require(shares.firstIndex(of: shares.max() ?? 0))
    #expect(first["prediction"] as? Int == place + 1)
    // Elsewhere nothing is known of them but their shapes, which are not the article's.
    try folder.write("lone.safetensors", try folder.bytes("out/convnet-bars/weights.safetensors"))
    let lone = try BuiltProgram.run([
      "predict", "--weights", folder.file("lone.safetensors"), image,
    ])
    #expect(lone.code == 65)
    // It is the same run once more, and its workbook is right.
    #expect(try BuiltProgram.run(arguments).error.contains("holds this run already"))
  }

  @Test("A drawing is shown to a network of dark shapes on light as it learned them")
  func darkOnLight() throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder, "Negatives", isInverted: true)
    try folder.write(
      "bars.yaml",
      "stages: [{name: a, kernel: 5, channels: 6, pool: true}, {name: b, kernel: 1, channels: 3}]")
    let run = try BuiltProgram.run([
      "train", "--data-dir", folder.file("Negatives"), "--architecture", folder.file("bars.yaml"),
      "--epochs", "1", "--batch-size", "12", "--output", folder.file("out"),
    ])
    #expect(run.code == 0 && run.error.contains("No classifier.xlsx: "), "\(run.error)")
    #expect(try folder.text("out/convnet-negatives/run.json").contains("\"darkOnLight\": true"))
    let weights = folder.file("out/convnet-negatives/weights.safetensors")
    let image = folder.file("out/convnet-negatives/figures/kernels.png")
    let shown = try BuiltProgram.run(["predict", "--weights", weights, image])
    #expect(shown.code == 0, "\(shown.error)")
    // The empty margin around the drawing is as light as it gets.
    let lines = shown.output.split(separator: "\n")
    #expect(lines.count > 4 && lines[1].hasSuffix("@@") && lines[1].hasPrefix("  @@"))
    try folder.write(
      "lone.safetensors", try folder.bytes("out/convnet-negatives/weights.safetensors"))
    let other = try BuiltProgram.run([
      "predict", "--weights", folder.file("lone.safetensors"), "--architecture",
      folder.file("bars.yaml"), image,
    ])
    #expect(!other.output.contains("  @@"))
  }

  @Test("Images too small for the article's network ask for another")
  func small() throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder, "Bars")
    let run = try BuiltProgram.run([
      "train", "--data-dir", folder.file("Bars"), "--output", folder.file("out"),
    ])
    #expect(run.code == 65)
    #expect(
      run.error.contains("The article's network cannot be used for these images")
        && run.error.contains("--architecture"), "\(run.error)")
  }
}
