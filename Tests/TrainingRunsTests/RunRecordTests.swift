import ConvNet
import Datasets
import Publishing
import TestSupport
import Testing
import TextFormats

@testable import RunRecords

@Suite("The record of a training run")
struct RunRecordTests {
  /// A record with one part of its text replaced.
  private func read(replacing old: String, with new: String) throws -> RunRecord {
    let text = try RunFixture.record().json.text
    #expect(text.contains(old), "\(old)")
    return try RunRecord(try JSON.parse(text.replacing(old, with: new)), file: "run.json")
  }

  @Test("It is read back as it was written, also a run that diverged")
  func roundTrip() throws {
    var record = try RunFixture.record()
    #expect(try RunRecord(record.json, file: "run.json") == record)
    // Records of earlier versions do not name kernels.
    #expect(record.kernels == nil && record.json["kernels"] == nil)
    record.kernels = ConvolutionKernels(
      instructions: "AVX2", implementations: ["jit:avx2", "gemm:jit"])
    #expect(try RunRecord(record.json, file: "run.json") == record)
    record.status = .diverged(epoch: 4, batch: 2, learningRate: 1e30)
    #expect(try RunRecord(record.json, file: "run.json") == record)
  }

  @Test("A record of which a digit was changed is damaged; one without a checksum is read")
  func checksum() throws {
    let folder = try TemporaryFolder()
    let record = try RunFixture.record()
    let text = record.json.withChecksum.text
    try folder.write("run.json", text)
    #expect(try RunFolder(folder.path).record() == record)
    try folder.write("run.json", record.json.text)
    #expect(try RunFolder(folder.path).record() == record)
    let bytes = Array(text.utf8)
    let digits = bytes.indices.filter { (48...57).contains(bytes[$0]) }
    for place in digits {
      var damaged = bytes
      damaged[place] = bytes[place] == 57 ? 56 : bytes[place] + 1
      try folder.write("run.json", damaged)
      // Of the digits of a number some do not count.
      let found = try? RunFolder(folder.path).record()
      #expect(found == nil || found == record, "byte \(place)")
    }
    try folder.write("run.json", text.replacing("\"complete\"", with: "\"interrupted\""))
    #expect {
      _ = try RunFolder(folder.path).record()
    } throws: { ReportError($0).message.contains("does not have the checksum") }
  }

  @Test("What cannot be is refused with the name of the file and the reason")
  func damage() throws {
    let cases = [
      ("\"schemaVersion\": 1", "\"schemaVersion\": 2", "schemaVersion is not 1"),
      ("\"momentum\": 0.9", "\"momentum\": 9", "its setting momentum is missing or has no valid"),
      ("\"stepSize\": 15", "\"stepSize\": 0", "its setting stepSize"),
      ("\"complete\"", "\"done\"", "its status is unknown"),
      ("\"epoch\": 2", "\"epoch\": 3", "its history, confusion or mistakes"),
      ("\"index\": 7", "\"index\": 8", "its history, confusion or mistakes"),
      ("\"weights\": null", "\"weights\": \"x\"", "the checksum of its weights"),
    ]
    for (old, new, reason) in cases {
      #expect { try self.read(replacing: old, with: new) } throws: {
        let message = ReportError($0).message
        return message.hasPrefix("run.json is not the record of a training run: ")
          && message.contains(reason)
      }
    }
  }

  @Test(
    "Kernels are named as oneDNN names them, with nothing that a document could take for markup",
    arguments: ["AVX|", "![x](y)", "", "a\nb", String(repeating: "a", count: 65)])
  func kernels(text: String) {
    for json: JSON in [
      ["instructions": .string(text), "implementations": []],
      ["instructions": "AVX2", "implementations": [.string(text)]],
      ["instructions": "AVX2"],
    ] {
      #expect(ConvolutionKernels(json) == nil)
    }
  }

  @Test(
    "A checksum is 64 hexadecimal digits, and nothing that a document could take for markup",
    arguments: [
      "`\n\n# Heading\n\n![x](/etc/passwd)\n`", String(repeating: "a", count: 63),
      String(repeating: "a", count: 63) + "|",
    ])
  func checksums(text: String) {
    let json: JSON = [
      "kind": "mnist", "trainingCount": 8, "testCount": 8,
      "sha256": ["train-images-idx3-ubyte": .string(text)],
    ]
    #expect(DatasetRecord(json) == nil)
  }

  @Test("MNIST is what has MNIST's checksums and counts; other files of its names are not")
  func publishedMNIST() throws {
    func record(_ training: Int, _ test: Int, changed: MnistPart? = nil) throws -> DatasetRecord {
      let sums = MnistPart.allCases.map { part in
        JSON.Member(
          part.rawValue,
          .string(part == changed ? String(repeating: "0", count: 64) : part.originalSHA256))
      }
      return try #require(
        DatasetRecord([
          "kind": "mnist", "trainingCount": .integer(training), "testCount": .integer(test),
          "sha256": .object(sums),
        ]))
    }
    let original = try record(60_000, 10_000)
    #expect(original.isPublishedMNIST && original.title == "MNIST" && original.word == "mnist")
    for other in try MnistPart.allCases.map({ try record(60_000, 10_000, changed: $0) }) + [
      try record(60_000, 512)
    ] {
      #expect(!other.isPublishedMNIST && other.word == "other")
      #expect(other.title == "images in the form of MNIST's files")
    }
    #expect(try RunFixture.record().dataset.title == "drawn digits")
  }
}
