import DocumentRendering
import Testing

@testable import RunComparison

@Suite("Runs compared, as text")
struct ComparisonTextTests {
  @Test("The names of runs are shown as they are in Markdown, and numbers stand on the right")
  func names() {
    let names = ["a|b <i>", "*c* _d_ & `e`"]
    let comparison = Comparison(
      names.map { ComparedRun(name: $0, record: nil, problem: "[f](g) is damaged.") })
    let lines = comparison.markdown(showsFigures: true).split(separator: "\n").map(String.init)
    #expect(lines.contains("| --- | ---: | ---: | ---: | ---: | ---: | --- | --- |"))
    let first = lines.first { $0.hasPrefix("| a") } ?? ""
    #expect(first.hasPrefix("| a\\|b \\<i\\> | "), "\(first)")
    let blocks = MarkdownParser.parse(comparison.markdown(showsFigures: true))
    var cells: [String] = []
    for case .table(_, _, let rows) in blocks { cells = rows.map { $0[0].plainText } }
    #expect(cells == names)
    var problems: [String] = []
    for case .list(_, let items) in blocks {
      for case .paragraph(let inlines)? in items.map(\.first) { problems.append(inlines.plainText) }
    }
    #expect(problems == names.map { "\($0): [f](g) is damaged." })
  }
}
