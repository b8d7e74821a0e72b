import Publishing
import TestSupport
import Testing

@testable import DocumentRendering

@Suite("Templates that cannot lose a word")
struct TemplateTests {
  private static let value: DocumentValue = [
    "title": "Losses <of> this & that",
    "runs": [
      ["rate": "0.1", "best": false, "note": "slow"], ["rate": "2", "best": true, "note": "quick"],
    ],
    "none": [], "settings": ["epochs": "68"], "shown": true, "words": ["a", "b"],
  ]

  private func render(_ templates: [String: String], _ name: String) throws -> String {
    let folder = try TemporaryFolder()
    for (name, text) in templates { try folder.write(name + ".mustache", text) }
    do {
      return try TemplateLibrary(folder: folder.path).render(name, with: Self.value)
    } catch let error as TemplateError {
      throw TemplateError(
        file: String(error.file.dropFirst(folder.path.count + 1)), line: error.line,
        problem: error.problem)
    }
  }

  @Test("Sections, partials in folders and dotted names are rendered")
  func renders() throws {
    let text = try render(
      [
        "a.md": """
        # {{title}}
        {{#runs}}
        {{> rows/row.md}}
        {{/runs}}
        {{^none}}nothing{{/none}} {{settings.epochs}}{{#words}} {{.}}{{/words}}

        """,
        "rows/row.md": "- {{rate}}{{#best}} ({{note}}){{/best}}\n",
      ], "a.md")
    #expect(
      text == """
        # Losses <of> this & that
        - 0.1
        - 2 (quick)
        nothing 68 a b

        """)
  }

  @Test("HTML templates escape values, unless three braces say otherwise")
  func escapes() throws {
    #expect(
      try render(["a.html": "{{title}}|{{{title}}}"], "a.html")
        == "Losses &lt;of&gt; this &amp; that|Losses <of> this & that")
  }

  @Test(
    "A slip is an error that names file, line and key",
    arguments: [
      ("x\n{{titel}}", "a.md.mustache", 2, "there is no value 'titel' (perhaps 'title')"),
      (
        "{{#runs}}\n{{rates}}\n{{/runs}}", "a.md.mustache", 2,
        "there is no value 'rates' (perhaps 'rate')"
      ),
      (
        "{{settings.epoch}}", "a.md.mustache", 1,
        "there is no value 'settings.epoch' (perhaps 'settings.epochs')"
      ),
      ("\n\n{{#nothing}}x{{/nothing}}", "a.md.mustache", 3, "there is no value 'nothing'"),
      ("{{^nothing}}x{{/nothing}}", "a.md.mustache", 1, "there is no value 'nothing'"),
      ("{{^shown}}{{nothing}}{{/shown}}", "a.md.mustache", 1, "there is no value 'nothing'"),
      ("{{runs}}", "a.md.mustache", 1, "'runs' is not text: open it with {{#runs}}"),
      ("{{> other.md}}", "a.md.mustache", 1, "there is no template 'other.md' to include"),
      ("{{> a.md}}", "a.md.mustache", 1, "'a.md' includes itself"),
      ("\n{{> part.md}}", "part.md.mustache", 1, "there is no value 'unknown-to-all'"),
      ("{{#runs}}\n{{rate}}", "a.md.mustache", 1, "{{#runs}} is not closed"),
      (
        "{{#runs}}\n{{/run}}", "a.md.mustache", 2, "{{/run}} closes a section that is not open here"
      ),
      ("\n{{title", "a.md.mustache", 2, "a tag does not end"),
      ("{{}}", "a.md.mustache", 1, "a tag names nothing"),
      ("{{=<% %>=}}", "a.md.mustache", 1, "tags that begin with '=' are not supported"),
    ])
  func slips(text: String, file: String, line: Int, problem: String) {
    #expect(throws: TemplateError(file: file, line: line, problem: problem)) {
      try render(["a.md": text, "part.md": "{{unknown-to-all}}"], "a.md")
    }
  }

  @Test("A name that one element of a list lacks is found")
  func oneElement() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.md.mustache", "{{#list}}{{name}}{{/list}}")
    let library = try TemplateLibrary(folder: folder.path)
    #expect(try library.render("a.md", with: ["list": [["name": "x"]]]) == "x")
    #expect(throws: TemplateError.self) {
      try library.render("a.md", with: ["list": [["name": "x"], ["nom": "y"]]])
    }
  }

  @Test("Comments are skipped, empty folders and missing templates are refused")
  func edges() throws {
    #expect(try render(["a.md": "x{{! nothing here }}y"], "a.md") == "xy")
    let folder = try TemporaryFolder()
    let none = #expect(throws: ReportError.self) { try TemplateLibrary(folder: folder.path) }
    #expect(none?.category == .inputMissing)
    try folder.write("a.md.mustache", "x")
    let missing = #expect(throws: ReportError.self) {
      try TemplateLibrary(folder: folder.path).render("report.md", with: [:])
    }
    #expect(missing?.message.contains("report.md.mustache is missing") == true)
  }

  @Test("The program's templates are found when installed and when built in place")
  func standardFolder() throws {
    let folder = try TemporaryFolder()
    try folder.write("bin/report", "")
    #expect(throws: ReportError.self) {
      try TemplateLibrary.standardFolder(program: folder.file("bin/report"))
    }
    try folder.write("share/gradbook/templates/a.md.mustache", "")
    #expect(
      try TemplateLibrary.standardFolder(program: folder.file("bin/report"))
        == folder.file("share/gradbook/templates"))
    try folder.write("repo/Package.swift", "")
    try folder.write("repo/templates/a.md.mustache", "")
    #expect(
      try TemplateLibrary.standardFolder(program: folder.file("repo/.build/x/debug/report"))
        == folder.file("repo/templates"))
  }

  @Test("Sections nested without end, and templates that multiply, are errors and no crash")
  func bounded() throws {
    let deep =
      String(repeating: "{{#a}}", count: 20_000) + String(repeating: "{{/a}}", count: 20_000)
    #expect(throws: TemplateError.self) { try TemplateScanner.scan(deep, file: "x") }
    let allowed = String(repeating: "{{#a}}", count: 90) + String(repeating: "{{/a}}", count: 90)
    #expect(try TemplateScanner.scan(allowed, file: "x").count == 1)
    let tags = String(repeating: "{{a}}\n", count: TemplateScanner.tagLimit)
    #expect(try TemplateScanner.scan(tags, file: "x").count == TemplateScanner.tagLimit)
    let error = #expect(throws: TemplateError.self) {
      try TemplateScanner.scan(tags + "{{a}}", file: "x")
    }
    #expect(error?.line == TemplateScanner.tagLimit + 1)
    var nodes: [String: [TemplateScanner.Node]] = [:]
    for level in 0..<40 {
      nodes["t\(level)"] = [
        .partial("t\(level + 1)", line: 1), .partial("t\(level + 1)", line: 1),
      ]
    }
    nodes["t40"] = []
    #expect(throws: TemplateError.self) {
      try TemplateChecker.check("t0", in: nodes, with: [:], file: { $0 })
    }
  }

  @Test("Tags are found in time that grows with the template")
  func manyTags() throws {
    // Four megabytes, the most that is read.
    let count = TemplateScanner.tagLimit
    let text = String(repeating: String(repeating: "é", count: 1_000) + "{{a}}\n", count: count)
    let nodes = try TemplateScanner.scan(text, file: "x")
    #expect(nodes.count == count && nodes.last == .variable("a", line: count))
  }
}
