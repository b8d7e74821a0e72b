import DocumentRendering
import LiveClassifier
import LiveConvolution
package import Publishing
import RunRecords
import TextFormats
package import WorkedExample
import WorkedExampleWorkbook

/// `report.md` and `report.html`: the whole story, from templates.
package struct ReportDocuments: Sendable {
  /// The worked example, computed.
  package let example: WorkedExample
  private let stability: StabilityChapter
  private let library: TemplateLibrary
  private let provenance: Provenance

  /// The section of the manifest.
  static let section = "documents"

  /// Prepares the documents.
  ///
  /// - Parameters:
  ///   - example: The worked example, computed.
  ///   - provenance: The program and its libraries.
  ///   - templates: The folder with the templates; the program's own when nil.
  /// - Throws: `ReportError` of category `inputMissing` when there are no templates,
  ///   ``TemplateError`` for one that is not well-formed.
  package init(
    example: WorkedExample, provenance: Provenance, templates: String? = nil
  ) throws {
    self.example = example
    self.provenance = provenance
    stability = try StabilityChapter(example)
    library = try TemplateLibrary(folder: templates ?? TemplateLibrary.standardFolder())
  }

  /// Writes both documents from what stands in an output folder.
  ///
  /// The worked example's figures and a training run, MNIST's before that of the drawn digits, are
  /// taken from there; without a run the documents say how to make one.
  ///
  /// - Parameter publisher: The output folder.
  /// - Returns: The files.
  /// - Throws: `TemplateError` for a template that names what does not exist, `ReportError`.
  @discardableResult
  package func publish(to publisher: Publisher) throws -> [PublishedFile] {
    // The documents embed these figures from the folder.
    let own = try stability.publish(
      to: Publisher(folder: publisher.folder, provenance: provenance))
    let run = Self.run(in: publisher.folder)
    let figures = FigureFiles(folder: publisher.folder)
    let value = try value(figures, run: run)
    let markdown = Self.tidy(try library.render("report.md", with: value))
    let page = try Self.page(markdown, library: library) { [library] source in
      do {
        return try figures.embedded(source)
      } catch {
        throw library.error(
          in: source, of: "report.md", problem: ReportError(error).message.withoutFullStop)
      }
    }
    try publisher.stage("report.md", text: markdown)
    try publisher.stage("report.html", text: page)
    // A run that would come before the described one counts, too.
    let runs = Self.runs.prefix { $0 != run } + (run.map { [$0] } ?? [])
    let manifest = try Manifest.read(in: publisher.folder)
    let steps = [
      StabilityChapter.section, ConvolutionPublication.folder,
      ClassifierPublication.section(of: run ?? ClassifierPublication.folder),
    ].filter { name in manifest.sections.contains { $0.name == name } }
    let described = [WorkedExamplePublication.folder] + steps + runs
    return try own
      + publisher.publish(
        as: ManifestSection(
          name: Self.section, command: "report",
          settings: .object([
            .init("run", run.map { .string($0) } ?? .null),
            ManifestSection.sources(described, in: manifest),
          ])))
  }

  /// Whether the documents in a folder describe results that have been replaced.
  ///
  /// - Parameter folder: The output folder.
  /// - Returns: A sentence that says so and what to do; nil where all is well.
  package static func staleness(in folder: String) -> String? {
    let stale = (try? Manifest.read(in: folder))?.stale.first { $0.section.name == section }
    return stale.map {
      "report.md and report.html in \(folder) describe an earlier \($0.source). "
        + "`report` makes results and documents again, with the article's settings; results of your "
        + "own are best kept in another --output folder."
    }
  }

  /// Renders both documents with what stands in an output folder now, so that a slip in a template is
  /// found before the work of a run.
  ///
  /// Images are left out, because they are not drawn yet.
  ///
  /// - Parameter output: The output folder, which need not exist.
  /// - Throws: ``TemplateError``.
  package func check(output: String) throws {
    let figures = FigureFiles(folder: output)
    let value = try value(figures, run: Self.run(in: output))
    let markdown = Self.tidy(try library.render("report.md", with: value))
    _ = try Self.page(markdown, library: library) { EmbeddedImage($0) }
  }

  /// The runs that the documents may describe, the preferred one first.
  private static let runs = ["convnet-mnist", "convnet-digits"]

  /// The training run that the documents describe: its folder in the output folder.
  ///
  /// - Parameter output: The output folder.
  /// - Returns: The folder; nil where there is no finished run.
  package static func run(in output: String) -> String? {
    runs.first { name in
      let record = try? RunFolder(FileSystem.join(output, name)).record()
      return record?.history.isEmpty == false
    }
  }

  /// The text with one empty line where a left-out section has left several.
  static func tidy(_ markdown: String) -> String {
    var lines: [Substring] = []
    var isCode = false
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") { isCode.toggle() }
      if isCode || !line.isEmpty || lines.last?.isEmpty == false { lines.append(line) }
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Everything that the templates can name.
  func value(
    _ figures: FigureFiles, run: String?
  ) throws -> DocumentValue {
    let folder = WorkedExamplePublication.folder
    let errata = example.settings.isArticleNetwork ? try Erratum.article() : []
    var convnet: DocumentValue = false
    if let run,
      let record = try RunFolder(FileSystem.join(figures.folder, run)).record(),
      !record.history.isEmpty
    {
      convnet = try record.documentValue(folder: run, figures: figures)
    }
    return [
      "worked": try example.documentValue(figures),
      "runs": .list(example.runValues(figures)),
      "verdicts": .list(WorkedExample.verdictValues),
      "workbook": ["name": "backpropagation.xlsx", "path": "\(folder)/backpropagation.xlsx"],
      "figures": [
        "network": figures.value("\(folder)/figures/network"),
        "sigmoid": figures.value("\(folder)/figures/sigmoid"),
        "loss": figures.value("\(folder)/figures/loss-\(example.settings.epochs)-epochs"),
        "sweep": figures.value("\(folder)/figures/sweep"),
        "accuracy": figures.value("\(folder)/figures/accuracy"),
        "regions": figures.value("\(folder)/figures/regions"),
        "fit": figures.value("\(folder)/figures/fit"),
      ],
      "stability": stability.documentValue(figures),
      "errata": .list(errata.map(\.documentValue)),
      "evidence": .list(Erratum.evidenceValues(errata)),
      "convolution": try Self.convolution(figures, Manifest.read(in: figures.folder), run: run),
      "convnet": convnet,
      "making": [
        "hasSources": .flag(example.settings.isArticleNetwork || convnet["isMnist"] == true),
        "program": "\(Program.signature)",
        "libraries": .text(
          provenance.libraries.map { "\($0.name) \($0.value.string ?? "")" }
            .joined(separator: ", ")),
      ],
    ]
  }

  /// The page around a document.
  private static func page(
    _ markdown: String, library: TemplateLibrary, image: @escaping (String) throws -> EmbeddedImage
  ) throws -> String {
    let blocks = MarkdownParser.parse(markdown)
    var renderer = HTMLRenderer(image: image)
    let body: String
    do {
      body = try renderer.render(blocks)
    } catch let error as MathML.Problem {
      throw library.error(
        in: error.formula, of: "report.md", problem: error.description.withoutFullStop)
    }
    var title = Program.name
    if case .heading(_, let inlines)? = blocks.first { title = inlines.plainText }
    var description = ""
    for case .paragraph(let inlines) in blocks.prefix(3) where description.isEmpty {
      description = inlines.plainText.replacing("\n", with: " ")
    }
    return try library.render(
      "report.html",
      with: [
        "title": .text(title), "description": .text(description),
        "program": .text(Program.signature), "body": .text(body),
        "contents": .list(contents(renderer.contents)),
      ])
  }

  /// The table of contents: chapters, each with its parts.
  private static func contents(_ entries: [HTMLRenderer.Entry]) -> [DocumentValue] {
    var chapters: [(entry: HTMLRenderer.Entry, parts: [HTMLRenderer.Entry])] = []
    for entry in entries {
      if entry.level == 2 || chapters.isEmpty {
        chapters.append((entry, []))
      } else if entry.level == 3 {
        chapters[chapters.count - 1].parts.append(entry)
      }
    }
    func value(_ entry: HTMLRenderer.Entry) -> [String: DocumentValue] {
      ["anchor": .text(entry.anchor), "title": .text(entry.title)]
    }
    return chapters.map { chapter in
      var group = value(chapter.entry)
      group["hasParts"] = .flag(!chapter.parts.isEmpty)
      group["parts"] = .list(chapter.parts.map { .group(value($0)) })
      return .group(group)
    }
  }
}
