import Foundation
import TestSupport
import Testing

@Suite("report evaluate and report summary, run as a person runs them")
struct EvaluateCommandTests {
  static let arguments = [
    "evaluate", "--weights", Fixture.path("init.safetensors"), "--data-dir", Fixture.mnistFolder,
  ]

  @Test("Text: the test line, the confusion matrix, and the wrong predictions")
  func text() throws {
    let run = try BuiltProgram.run(Self.arguments + ["--softmax", "class", "--mistakes", "2"])
    #expect(run.code == 0 && run.error.isEmpty)
    let lines = run.output.components(separatedBy: "\n")
    let head = #/Test set: Average loss: \d\.\d{4}, Accuracy: (\d+)/16 \(\d+\.\d\d%\)/#
    let match = try #require(lines[0].wholeMatch(of: head))
    let wrong = 16 - (Int(match.1) ?? 0)
    #expect(lines[2] == "truth \\ seen as")
    #expect(lines[3] == "         0    1    2    3    4    5    6    7    8    9    recall")
    let counts = lines[4...13].map {
      $0.split(separator: " ").dropFirst().prefix(10).compactMap { Int($0) }
    }
    #expect(counts.joined().reduce(0, +) == 16)
    #expect((0..<10).reduce(0) { $0 + counts[$1][$1] } == 16 - wrong)
    #expect(lines.contains("\(wrong) wrong predictions"))
    #expect(lines.contains("  and \(wrong - 2) more"))
  }

  @Test("JSON holds the same numbers, CSV the matrix, and threads change nothing")
  func forms() throws {
    let run = try BuiltProgram.run(Self.arguments + ["--format", "json", "--threads", "1"])
    #expect(run.code == 0)
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let mistakes = object?["mistakes"] as? [[String: Any]]
    #expect(mistakes?.count == 16 - (object?["correct"] as? Int ?? 0))
    #expect(object?["batchSize"] as? Int == 16)
    let other = try BuiltProgram.run(Self.arguments + ["--format", "json", "--threads", "2"])
    #expect(other.output == run.output)
    let csv = try BuiltProgram.run(Self.arguments + ["--format", "csv"])
    let rows = csv.output.components(separatedBy: "\r\n")
    #expect(rows[0] == "truth,0,1,2,3,4,5,6,7,8,9,recall,precision")
    #expect(rows.count == 12)
  }

  @Test("The images are normalized as in the article, or as the training images are")
  func normalization() throws {
    func loss(_ more: [String]) throws -> Double {
      let run = try BuiltProgram.run(Self.arguments + ["--format", "json"] + more)
      #expect(run.code == 0, "\(run.error)")
      let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
      #expect(object?["normalization"] as? String == more.last ?? "article")
      return try #require(object?["loss"] as? Double)
    }
    let (article, same) = (try loss([]), try loss(["--normalization", "same"]))
    #expect(article != same)
    #expect(try loss(["--normalization", "article"]) == article)
    let other = try BuiltProgram.run(Self.arguments + ["--normalization", "none"])
    #expect(other.code == 64)
  }

  @Test("What cannot be evaluated ends with one sentence and the right exit code")
  func errors() throws {
    let none = try BuiltProgram.run([
      "evaluate", "--weights", "/none", "--data-dir", Fixture.mnistFolder,
    ])
    #expect(none.code == 66)
    #expect(none.error == "error: /none does not exist. Check the path.\n")
    let size = try BuiltProgram.run(Self.arguments + ["--batch-size", "17"])
    #expect(size.code == 64)
    #expect(
      size.error == "error: --batch-size is 17; choose from 1 to the number of images, 16.\n")
    let other = try BuiltProgram.run(
      ["evaluate", "--weights", Fixture.path("transforms.safetensors"), "--data-dir"]
        + [Fixture.mnistFolder])
    #expect(other.code == 65)
    #expect(other.error.hasSuffix("transforms.safetensors has no tensor conv1.weight.\n"))
  }

  @Test("The layer table has the article's 33 rows and totals, and other forms")
  func summary() throws {
    let run = try BuiltProgram.run(["summary"])
    #expect(run.code == 0 && run.error.isEmpty)
    let lines = run.output.components(separatedBy: "\n")
    #expect(lines[1] == "        Layer (type)               Output Shape         Param #")
    #expect(lines[3] == "            Conv2d-1           [-1, 16, 26, 26]             144")
    #expect(lines[34] == "        AvgPool2d-32             [-1, 10, 1, 1]               0")
    #expect(lines[36] == "Total params: 19,972")
    #expect(lines[43] == "Estimated Total Size (MB): 0.98")
    for (form, start) in [("csv", "layer,type,"), ("json", "{\n"), ("markdown", "| Layer |")] {
      let run = try BuiltProgram.run(["summary", "--format", form])
      #expect(run.output.hasPrefix(start))
    }
    let explained = try BuiltProgram.run(["summary", "--explain"])
    #expect(explained.output.hasPrefix(run.output))
    #expect(explained.output.contains("Receptive field: with r"))
  }
}
