import Publishing
import TestSupport
import Testing
import TextFormats
import WorkbookVerification

@testable import Reporting

@Suite("Sections of a manifest that describe others")
struct ManifestSourcesTests {
  @Test("A section that describes replaced results is reported")
  func stale() throws {
    let folder = try TemporaryFolder()
    let publisher = try Publisher(folder: folder.path)
    func publish(_ name: String, _ settings: JSON, text: String = "") throws {
      try publisher.stage("\(name).txt", text: name + text)
      try publisher.publish(
        as: ManifestSection(name: name, command: "report \(name)", settings: settings))
    }
    try publish("results", ["epochs": 68])
    func document() throws {
      let manifest = try Manifest.read(in: folder.path)
      try publish(
        "documents", .object([ManifestSection.sources(["results", "run"], in: manifest)]))
    }
    try document()
    #expect(
      try Verification.run(
        folder: folder.path, libreOffice: nil, recipes: WorkbookRecipes.all, provenance: .current
      ).faults.isEmpty)
    #expect(ReportDocuments.staleness(in: folder.path) == nil)
    // The same settings may give other files, and what was not there may come.
    let changes: [(source: String, make: () throws -> Void)] = [
      ("results", { try publish("results", ["epochs": 5]) }),
      ("results", { try publish("results", ["epochs": 5], text: "others") }),
      ("run", { try publish("run", [:]) }),
    ]
    for change in changes {
      try change.make()
      let faults = try Verification.run(
        folder: folder.path, libreOffice: nil, recipes: WorkbookRecipes.all, provenance: .current
      ).faults
      #expect(faults.map(\.name) == ["documents.txt"])
      #expect(
        faults.first?.fault
          == "describes an earlier \(change.source); `report` makes it again")
      let sentence = try #require(ReportDocuments.staleness(in: folder.path))
      #expect(sentence.contains("describe an earlier \(change.source)"))
      try document()
      #expect(ReportDocuments.staleness(in: folder.path) == nil)
    }
  }
}
