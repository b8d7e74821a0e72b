import Foundation
import SafeTensors
import TestSupport
import Testing

@Suite("report train, run as a person runs it")
struct TrainCommandTests {
  /// A run on the fixture's 16 images from its parameters, as PyTorch made it.
  static let fixture = [
    "train", "--data-dir", Fixture.mnistFolder, "--init", Fixture.path("init.safetensors"),
    "--batch-size", "16", "--dropout", "0", "--no-augment", "--no-shuffle",
  ]

  @Test(
    "One step from PyTorch's parameters ends at PyTorch's parameters",
    arguments: ["batch", "class"])
  func parity(softmax: String) throws {
    let folder = try TemporaryFolder()
    let run = try BuiltProgram.run(
      Self.fixture + ["--epochs", "1", "--softmax", softmax, "--output", folder.path])
    #expect(run.code == 0, "\(run.error)")
    let ours = try TensorFile(contentsOfFile: folder.file("convnet-images/weights.safetensors"))
    let all = try TensorFile(contentsOfFile: Fixture.path("convnet-parity.safetensors"))
    let prefix = "0/\(softmax)/after/"
    let names = all.tensors.keys.filter { $0.hasPrefix(prefix) && !$0.contains("momentum") }
    #expect(names.count == 50)
    for name in names {
      let expected: [Float] = try all.values(name)
      let found: [Float] = try ours.values(String(name.dropFirst(prefix.count)))
      #expect(distance(found, expected) < 1e-5, "\(name)")
    }
  }

  @Test("Figures come in another look and as PDF, each with its twin on a dark background")
  func figures() throws {
    let folder = try TemporaryFolder()
    let names = ["samples", "history", "confusion", "misclassified", "kernels", "classifier"]
    let arguments = Self.fixture + ["--epochs", "1", "--output", folder.path]
    #expect(try BuiltProgram.run(arguments).code == 0)
    let files = folder.allFiles
    for name in names {
      for ending in [".png", "@2x.png", ".svg", "-dark.svg"] {
        #expect(files.contains("convnet-images/figures/\(name)\(ending)"))
      }
    }
    let light = try folder.bytes("convnet-images/weights.safetensors")
    #expect(!(try folder.text("manifest.json")).contains("\"theme\""))
    let run = try BuiltProgram.run(arguments + ["--theme", "dark", "--pdf"])
    #expect(run.code == 0 && run.error.contains("holds this run already"), "\(run.error)")
    #expect(try folder.bytes("convnet-images/weights.safetensors") == light)
    for name in names {
      #expect(folder.allFiles.contains("convnet-images/figures/\(name).pdf"))
      #expect(!folder.allFiles.contains("convnet-images/figures/\(name)-dark.svg"))
      let svg = try folder.text("convnet-images/figures/\(name).svg")
      #expect(svg.contains("fill=\"#14191F\""), "\(name)")
    }
    let manifest = try folder.text("manifest.json")
    #expect(manifest.contains("\"theme\": \"dark\"") && manifest.contains("\"pdf\": true"))
  }

  @Test("The words on standard error, the list on standard output, and the files")
  func words() throws {
    let folder = try TemporaryFolder()
    let run = try BuiltProgram.run(
      Self.fixture + ["--epochs", "3", "--step-size", "2", "--output", folder.path])
    #expect(run.code == 0)
    let lines = run.error.split(separator: "\n").map(String.init)
    try #require(lines.count == 8, "\(run.error)")
    #expect(lines[0] == "Adjusting learning rate to 1.0000e-02.")
    #expect(lines[1].hasPrefix("Epoch 1/3: Train: Loss=3.1058 Accuracy=6.25 ("))
    #expect(lines[2] == "Test set: Average loss: 2.7726, Accuracy: 1/16 (6.25%)")
    #expect(lines[3].hasPrefix("Epoch 2/3: Train: Loss=2.6341 Accuracy=6.25 ("))
    // Later digits may differ between processors.
    #expect(lines[4].hasPrefix("Test set: Average loss: 2.7"))
    #expect(lines[5] == "Adjusting learning rate to 1.0000e-03.")
    #expect(lines[6].hasPrefix("Epoch 3/3: Train: Loss=2."))
    #expect(lines[7].hasPrefix("Test set: Average loss: 2.7"))
    #expect(!run.output.contains("checkpoint"))
    let names = Set(folder.allFiles)
    let expected = ["history.csv", "run.json", "summary.txt", "weights.safetensors"]
    #expect(names.isSuperset(of: expected.map { "convnet-images/\($0)" } + ["manifest.json"]))
    #expect(!names.contains("convnet-images/checkpoint.safetensors"))
    for name in expected { #expect(run.output.contains("convnet-images/\(name) ")) }
    let history = try folder.text("convnet-images/history.csv").components(separatedBy: "\r\n")
    #expect(
      history[0]
        == "epoch,learning_rate,train_loss,train_accuracy,test_loss,test_accuracy,seconds,"
        + "gradient_norm,update_ratio,dead_relus")
    #expect(run.output.split(separator: "\n").last?.hasPrefix("Verdict: ") == true)
    #expect(
      try folder.text("convnet-images/layers.csv").split(separator: "\r\n").count == 1 + 3 * 10 * 3)
    #expect(history.count == 5 && history[4].isEmpty)
    #expect(history[1].hasPrefix("1,0.01,3.105843"))
    #expect(history[3].hasPrefix("3,0.001,2.471"))
    #expect(!(try folder.text("convnet-images/run.json")).contains(folder.path))
    #expect(!(try folder.text("convnet-images/run.json")).contains(Fixture.mnistFolder))
  }

  @Test("The same settings and images are not trained twice; others are")
  func reuse() throws {
    let folder = try TemporaryFolder()
    let train = { (more: [String]) in
      try BuiltProgram.run(Self.fixture + ["--output", folder.path] + more)
    }
    #expect(try train(["--epochs", "2"]).error.contains("Epoch 2/2"))
    let weights = try folder.bytes("convnet-images/weights.safetensors")
    let again = try train(["--epochs", "2"])
    #expect(again.code == 0)
    #expect(
      again.error == "\(folder.path)/convnet-images holds this run already; its files are made"
        + " from it.\n")
    #expect(try folder.bytes("convnet-images/weights.safetensors") == weights)
    #expect(!again.output.contains("written"))
    #expect(try train(["--epochs", "2", "--seed", "4"]).error.contains("Epoch 2/2"))
    try folder.write("convnet-images/weights.safetensors", "damaged")
    #expect(try train(["--epochs", "2", "--seed", "4"]).error.contains("Epoch 2/2"))
  }

  @Test("A list of rates gives a folder each, and one that diverges does not stop the others")
  func rates() throws {
    let folder = try TemporaryFolder()
    let run = try BuiltProgram.run(
      Self.fixture + [
        "--learning-rates", "0.01,1e30,0.1", "--epochs", "2", "--output", folder.path,
      ]
    )
    #expect(run.code == 0)
    #expect(run.error.contains("warning: The loss is not finite: epoch "))
    let places = ["lr-0.01", "lr-0.1", "lr-1e+30"].map { "convnet-images-rates/\($0)/run.json" }
    #expect(Set(folder.allFiles).isSuperset(of: places))
    #expect(try folder.text(places[2]).contains("\"status\": \"diverged\""))
    #expect(try folder.text(places[0]).contains("\"status\": \"complete\""))
    // Each finished run has a classifier of its own, which verify makes again.
    let classifiers = folder.allFiles.filter { $0.hasSuffix("/classifier.xlsx") }
    #expect(
      classifiers.sorted() == [
        "convnet-images-rates/lr-0.01/classifier.xlsx",
        "convnet-images-rates/lr-0.1/classifier.xlsx",
      ])
    let verified = try BuiltProgram.run(
      ["verify", "--no-recalculate", "--output", folder.path],
      environment: ["GRADBOOK_DATA_DIR": Fixture.mnistFolder])
    #expect(verified.code == 0, "\(verified.output)\(verified.error)")
    // A line a folder, then one table with the best and why.
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.prefix { !$0.isEmpty && $0.contains("bytes") }.count == 4, "\(run.output)")
    #expect(run.output.contains("verdict"))
    #expect(run.output.contains("Best by test accuracy after the last epoch: lr-"))
    #expect(run.output.contains("the loss is no number from epoch "))
    #expect(
      run.output.contains("Diverged: the loss became infinite or NaN, or ended above 2 times"))
  }

  @Test("--validation sets images aside and uses the test images once, and says so")
  func validation() throws {
    let folder = try TemporaryFolder()
    let run = try BuiltProgram.run(
      ["train", "--data-dir", Fixture.mnistFolder, "--batch-size", "8", "--epochs", "2"]
        + ["--validation", "6", "--output", folder.path])
    #expect(run.code == 0, "\(run.error)")
    let tests = run.error.split(separator: "\n").filter { $0.contains(" set: ") }
    #expect(
      tests.map { $0.prefix { $0 != ":" } } == ["Validation set", "Validation set", "Test set"])
    #expect(tests[2].contains("/16 (") && tests[0].contains("/6 ("))
    #expect(run.output.contains(" % of the validation images"))
    let table = try BuiltProgram.run(
      ["compare", folder.file("convnet-images"), "--format", "table"])
    #expect(
      table.output.contains("Best by validation accuracy after the last epoch: convnet-images"))
    #expect(table.output.contains("On the test images, which were used once, it has "))
    let verified = try BuiltProgram.run(
      ["verify", "--no-recalculate", "--output", folder.path],
      environment: ["GRADBOOK_DATA_DIR": Fixture.mnistFolder])
    #expect(verified.code == 0, "\(verified.output)\(verified.error)")
    let none = try BuiltProgram.run(
      ["train", "--data-dir", Fixture.mnistFolder, "--validation", "16", "--output", folder.path])
    #expect(none.code == 64)
    #expect(
      none.error
        == "error: --validation is 16, and there are only 16 training images. Choose 15 or less, so"
        + " that some are left to train on.\n")
  }

  @Test("A loss that is no number ends with code 1, and says at which batch and rate")
  func divergence() throws {
    let folder = try TemporaryFolder()
    let run = try BuiltProgram.run(
      Self.fixture + ["--learning-rate", "1e30", "--epochs", "9", "--output", folder.path])
    #expect(run.code == 1)
    let last = run.error.split(separator: "\n").last.map(String.init) ?? ""
    let form =
      #/error: The loss is not finite: epoch \d, batch 0, learning rate 1e\+30\. .*/#
    #expect(last.wholeMatch(of: form) != nil, "\(last)")
    #expect(try folder.text("convnet-images/run.json").contains("\"status\": \"diverged\""))
    #expect(folder.allFiles.contains("convnet-images/history.csv"))
  }

  @Test("What makes no sense ends with one sentence and the right exit code, before any training")
  func errors() throws {
    let folder = try TemporaryFolder()
    let weights = try TensorFile(contentsOfFile: Fixture.path("init.safetensors"))
    var shape = weights
    shape.tensors["conv1.weight"] = Tensor([Float](repeating: 0, count: 16))
    var missing = weights
    missing.tensors["conv3.weight"] = nil
    var notFinite = weights
    notFinite.tensors["batch_norm8.bias"] = Tensor([Float](repeating: .nan, count: 16))
    let bad = try folder.write("shape.safetensors", shape.encoded())
    let cases: [([String], Int32, String)] = [
      (["--batch-size", "17"], 64, "error: --batch-size is 17, and there are only 16 training"),
      (
        ["--base-momentum", "0.97", "--schedule", "onecycle"], 64,
        "error: the base momentum is 0.97, but it must be at least 0 and at most the maximum momentum"
      ),
      (["--batch-size", "0"], 64, "error: --batch-size is 0; it must be at least 1."),
      (["--epochs", "0"], 64, "error: --epochs is 0; it must be 1 to 100000."),
      (["--dropout", "1"], 64, "error: --dropout is 1.0; it must be at least 0 and below 1."),
      (["--momentum=-1"], 64, "error: --momentum is -1.0; it must be"),
      (["--threads", "0"], 64, "error: --threads is 0; it must be 1 to 1024."),
      (["--learning-rate", "0"], 64, "error: --learning-rate has 0; a learning rate is"),
      (["--softmax", "x"], 64, "error: --softmax is 'x'; batch or class was expected."),
      (["--resume"], 66, "error: \(folder.path)/convnet-images holds no interrupted run."),
      (["--init", "/none"], 66, "error: /none does not exist. Check the path."),
      (
        ["--init", bad], 65,
        "error: \(bad): the tensor conv1.weight has the shape [16]; [16, 1, 3, 3] is needed."
      ),
      (
        ["--init", try folder.write("m.safetensors", missing.encoded())], 65,
        "error: \(folder.file("m.safetensors")) has no tensor conv3.weight."
      ),
      (
        ["--init", try folder.write("n.safetensors", notFinite.encoded())], 65,
        "error: \(folder.file("n.safetensors")): element 0 of the tensor batch_norm8.bias is nan;"
      ),
      (["--output", bad], 73, "error: \(bad) cannot be written:"),
    ]
    for (more, code, sentence) in cases {
      // An option may be given once only.
      let usual = [
        ["--batch-size", "16"], ["--epochs", "1"], ["--output", folder.path],
      ].filter { !more.contains($0[0]) }
      let run = try BuiltProgram.run(
        ["train", "--data-dir", Fixture.mnistFolder] + usual.joined() + more)
      #expect(run.code == code, "\(more)")
      #expect(run.error.hasPrefix(sentence), "\(run.error)")
      #expect(run.output.isEmpty)
    }
    #expect(!FileManager.default.fileExists(atPath: folder.file("convnet-images")))
  }
}
