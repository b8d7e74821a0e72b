import ArchitectureFiles
import ConvNet
import Datasets
import NetworkSummaries
import Publishing
import SettingsFiles
import TestSupport
import Testing

@Suite("The architecture file")
struct ArchitectureFileTests {
  private func message(_ text: String, size: ImageSize? = nil) -> String {
    do {
      _ = try ArchitectureFile(text: text, file: "net.yaml").architecture(for: size)
      return "accepted"
    } catch {
      #expect(error.category == .badData)
      return error.message
    }
  }

  private static func template(_ name: String) -> String {
    BuiltProgram.packageRoot + "/templates/architectures/\(name).yaml"
  }

  @Test("The commented template is the article's network")
  func article() throws {
    let file = try ArchitectureFile(Self.template("article"))
    #expect(try file.architecture() == .article)
    #expect(file.imageSize == .usual)
    #expect(file.source?.name == "article.yaml")
  }

  /// Parameters counted by hand: Σ k²·Cin·Cout + 2·Cout.
  @Test(
    "Every template is a network for MNIST's images",
    arguments: [
      ("smaller", 8 * 9 + 8 * 8 * 9 + 8 * 12 * 9 + 12 * 12 * 9 + 120 + 2 * (8 + 8 + 12 + 12 + 10)),
      (
        "wider",
        9 * 32 + 3 * 9 * 32 * 32 + 32 * 24 + 9 * (24 * 40 + 40 * 40 * 2 + 40 * 32) + 320
          + 2 * (4 * 32 + 24 + 3 * 40 + 32 + 10)
      ),
      (
        "kernels-5x5",
        25 * 16 + 25 * 256 + 16 * 12 + 25 * 12 * 20 + 25 * 20 * 16 + 160
          + 2 * (16 + 16 + 12 + 20 + 16 + 10)
      ),
    ])
  func templates(name: String, parameters: Int) throws {
    let network = try ArchitectureFile(Self.template(name)).architecture()
    #expect(network.classCount == 10)
    #expect(network.problem == nil)
    #expect(try NetworkSummary(network).parameters == parameters)
  }

  @Test("A stage without norm and pool has a norm named after it and no pool")
  func defaults() throws {
    let text = "stages: [{name: a, kernel: 2, channels: 3}, {name: b, kernel: 1, channels: 2}]"
    let network = try ArchitectureFile(text: text, file: "n").architecture(
      for: ImageSize(height: 5, width: 6))
    #expect(
      network
        == Architecture(
          height: 5, width: 6,
          stages: [
            .init(
              name: "a", normName: "batch_norm_a", inputChannels: 1, outputChannels: 3, kernel: 2),
            .init(
              name: "b", normName: "batch_norm_b", inputChannels: 3, outputChannels: 2, kernel: 1),
          ]))
  }

  static let faults: [(text: String, message: String)] = [
    (
      "", "net.yaml is empty; stages are expected, as in templates/architectures/article.yaml."
    ),
    ("image: {height: 6, width: 6}", "net.yaml, line 1: the document: stages is missing."),
    (
      "stages:\n  - {name: a, kernel: 3, channels: 4}\n  - {name: b, kernal: 3, channels: 2}",
      "net.yaml, line 3: stage 2: unknown key 'kernal'; known are name, norm, kernel, channels, pool."
    ),
    (
      "stages:\n  - {name: a, kernel: 3}", "net.yaml, line 2: stage 1: channels is missing."
    ),
    (
      "stages:\n  - {name: a, kernel: 3, channels: 65}",
      "net.yaml, line 2: stage 1, channels: '65' is not usable; a whole number from 2 to 64 was "
        + "expected."
    ),
    (
      "stages:\n  - {name: a, kernel: 3, channels: 4}\n  - {name: a, kernel: 1, channels: 2}",
      "net.yaml, line 3: stage 2, name: 'a' is the name of another layer."
    ),
    (
      "stages:\n  - {name: a/b, kernel: 3, channels: 4}",
      "net.yaml, line 2: stage 1, name: 'a/b' is not usable; a name of letters, digits, underscores "
        + "and points was expected."
    ),
    (
      "stages:\n  - {name: a, kernel: 3, channels: 4, pool: maybe}",
      "net.yaml, line 2: stage 1, pool: 'maybe' is neither true nor false."
    ),
    (
      "image: {height: 4, width: 6}\nstages:\n  - {name: a, kernel: 3, channels: 4}\n"
        + "  - {name: b, kernel: 3, channels: 2}",
      "net.yaml, line 4: stage 2: b needs 3 rows and columns, and 2×4 come in."
    ),
  ]

  @Test("Names the line, the place and what was expected", arguments: faults)
  func fault(text: String, expected: String) {
    #expect(message(text) == expected)
  }

  @Test("A network is not bent to images of another size")
  func sizes() {
    let small = ImageSize(height: 8, width: 8)
    #expect(
      message(
        "image: {height: 6, width: 6}\nstages: [{name: a, kernel: 1, channels: 2}]", size: small)
        == "net.yaml is made for images of 6×6, and these have 8×8. Leave image out of the file, or "
        + "state 8×8.")
    #expect(
      message("stages: [{name: a, kernel: 9, channels: 2}]", size: small)
        == "net.yaml cannot be used for images of 8×8: a needs 9 rows and columns, and 8×8 come in."
    )
  }

  @Test("What would take all memory is refused")
  func large() {
    let stages = (1...10).map { "  - {name: c\($0), kernel: 15, channels: 256}" }
    let text = "stages:\n\(stages.joined(separator: "\n"))\n  - {name: e, kernel: 1, channels: 9}"
    let size = ImageSize(height: 64, width: 64)
    #expect(message(text, size: size).contains("come in"))
    let many = (1...20).map { "  - {name: c\($0), kernel: 1, channels: 256}" }
    let wide = "stages:\n\(many.joined(separator: "\n"))\n  - {name: e, kernel: 1, channels: 9}"
    #expect(message(wide, size: size).contains("4194304 are the most"))
  }
}
