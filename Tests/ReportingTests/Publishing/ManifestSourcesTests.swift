import TestSupport
import Testing

@testable import Reporting

@Suite("Sections of a manifest that tell of others")
struct ManifestSourcesTests {
  @Test("What tells of results that are not there any more is said to")
  func stale() throws {
    let folder = try TemporaryFolder()
    let publisher = try Publisher(folder: folder.path)
    func publish(_ name: String, _ settings: JSON) throws {
      try publisher.stage("\(name).txt", text: name)
      try publisher.publish(
        as: ManifestSection(name: name, command: "report \(name)", settings: settings))
    }
    try publish("results", ["epochs": 68])
    let told = try Manifest.read(in: folder.path).sections
    try publish("documents", .object([ManifestSection.sources(told)]))
    #expect(try Verification.run(folder: folder.path, libreOffice: nil).faults.isEmpty)
    #expect(ReportDocuments.staleness(in: folder.path) == nil)
    try publish("results", ["epochs": 5])
    let faults = try Verification.run(folder: folder.path, libreOffice: nil).faults
    #expect(faults.map(\.name) == ["documents.txt"])
    #expect(faults.first?.fault.hasPrefix("tells of results as it was made before") == true)
    #expect(
      ReportDocuments.staleness(in: folder.path)?.contains("tell of results as it was made") == true
    )
  }
}
