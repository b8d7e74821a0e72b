import Publishing
import TestSupport
import Testing
import WorkedExample

@testable import Reporting

@Suite("The printed report")
struct PrintedReportTests {
  @Test("On paper long tables break between rows under a repeated head, and pages have numbers")
  func rules() throws {
    let folder = try TemporaryFolder()
    let documents = try ReportDocuments(
      example: WorkedExample(WorkedExampleSettings()), provenance: .current,
      templates: BuiltProgram.packageRoot + "/templates")
    try documents.publish(to: Publisher(folder: folder.path))
    let page = try folder.text("report.html")
    let rules = page[try #require(page.firstRange(of: "@page {")).lowerBound...]
    #expect(rules.contains("counter(page)") && rules.contains("@media print {"))
    #expect(rules.contains("thead { display: table-header-group; }"))
    #expect(rules.contains("tr, .formula, li { break-inside: avoid; }"))
    // Nothing keeps every table whole, which would leave half pages empty.
    #expect(!rules.contains(/[ ,]table(,[^{}]*)? \{ break-inside: avoid/))
    // The screen is told nothing of it.
    #expect(!page[..<rules.startIndex].contains("break-"))
  }
}
