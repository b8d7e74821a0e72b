import Backprop
import Datasets
import Foundation
import Publishing
import RunRecords
import TestSupport
import Testing
import TextFormats
import WorkedExample

@testable import DocumentRendering
@testable import Reporting

@Suite("The documents as a whole")
struct ReportDocumentsTests {
  private static let templates = BuiltProgram.packageRoot + "/templates"

  private func publish(
    _ settings: WorkedExampleSettings = WorkedExampleSettings(), in folder: TemporaryFolder
  ) throws -> (markdown: String, page: String) {
    let documents = try ReportDocuments(
      example: WorkedExample(settings), provenance: .current, templates: Self.templates)
    try documents.publish(to: Publisher(folder: folder.path))
    return (try folder.text("report.md"), try folder.text("report.html"))
  }

  @Test("Without the figures of other commands and without runs the documents still read well")
  func bare() throws {
    let folder = try TemporaryFolder()
    let (markdown, page) = try publish(in: folder)
    #expect(markdown.hasPrefix("# Backpropagation, number by number\n\n"))
    // Those of the chapter on the size of steps are drawn with the documents.
    let images = markdown.split(separator: "\n").filter { $0.hasPrefix("![") }
    #expect(images.map { $0.hasSuffix("](stability/figures/stability.svg)") } == [true, false])
    #expect(images.last?.hasSuffix("](stability/figures/landscape.svg)") == true)
    #expect(!markdown.contains("\n\n\n"))
    #expect(markdown.contains("`report train` trains one"))
    // The opening announces no second part where there is none.
    #expect(markdown.contains("every cell a formula that can be changed.\n"))
    #expect(!markdown.contains("The second part") && !page.contains("The second part"))
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
  }

  @Test("The article's printed numbers stand in the text")
  func articleNumbers() throws {
    let (markdown, _) = try publish(
      WorkedExampleSettings(gradients: .published), in: TemporaryFolder())
    for number in [
      "0.0275", "0.506874567", "0.510623401", "0.432530357", "0.606477732", "0.630480835",
      "0.000316993", "0.000633987", "0.000351869", "0.000703737", "0.012880819", "0.015522308",
      "0.149683007", "0.199366013", "0.249648131", "0.299296263", "0.387119181", "0.534477692",
    ] {
      let digits = number.dropLast()
      #expect(markdown.contains(digits), "\(number)")
    }
    #expect(markdown.contains("disagree with the measured slope"))
  }

  @Test("Every contradiction of the article is listed with its computation")
  func errata() throws {
    let (markdown, _) = try publish(in: TemporaryFolder())
    for number in 1...11 { #expect(markdown.contains("\n\(number). **"), "\(number)") }
    #expect(markdown.contains("| 1 | `∂E/∂w3` | 0.000351869 | 0.000351868665 | 0.000351776322 |"))
  }

  @Test("The page holds its images, needs no script and nothing from elsewhere")
  func selfContained() throws {
    let folder = try TemporaryFolder()
    let svg = "<svg><title>T</title><desc>Loss &lt; 1 &amp; falling</desc></svg>"
    try folder.write("backpropagation/figures/sweep.svg", svg)
    let (markdown, page) = try publish(in: folder)
    #expect(
      markdown.contains(
        "![Loss \\< 1 \\& falling](backpropagation/figures/sweep.svg)\n\n*All learning"))
    let data = Data(svg.utf8).base64EncodedString()
    #expect(
      page.contains(
        "<img src=\"data:image/svg+xml;base64,\(data)\" alt=\"Loss &lt; 1 &amp; falling\">"))
    #expect(!page.contains("<script"))
    #expect(!page.contains("src=\"http") && !page.contains("url("))
    #expect(page.contains("prefers-color-scheme: dark"))
  }

  @Test("Every link inside the page leads to a heading, and headings have one anchor each")
  func links() throws {
    let (_, page) = try publish(in: TemporaryFolder())
    let anchors = page.matches(of: /<h[1-6] id="([^"]+)"/).map { String($0.output.1) }
    #expect(Set(anchors).count == anchors.count)
    let targets = page.matches(of: /href="#([^"]+)"/).map { String($0.output.1) }
    #expect(targets.count > 10)
    for target in targets where target != "content" { #expect(anchors.contains(target)) }
  }

  @Test("A training run appears with its history beside the article's, and how it ended")
  func run() throws {
    let folder = try TemporaryFolder()
    try folder.write("convnet-mnist/run.json", Self.runRecord)
    let (markdown, page) = try publish(in: folder)
    #expect(
      markdown.contains("| 1 | 0.5000 | 85.00 % | 4.2000 | 97.50 % | 97.78 % |"), "\(markdown)")
    #expect(
      markdown.contains("250 of 10,000 test images are misread, most often 4 as 9 (2 times)"))
    #expect(markdown.contains("Total params: 19,972"))
    #expect(markdown.contains("The second part trains a convolutional\nnetwork"))
    #expect(markdown.contains("\n### 1 epoch\n"))
    // One epoch is not the article's twenty, so that the two ends are not compared.
    #expect(!markdown.contains("The article's own run"))
    #expect(
      markdown.contains("spreads the share evenly among them has a loss of ln 51.2 ≈\u{A0}3.94"))
    #expect(markdown.contains("| batch size | 512 |"))
    #expect(page.contains("97.50\u{A0}%"))
  }

  @Test("Each gradient is worked out with the first epoch's numbers, down to the result")
  func workedGradients() throws {
    let (markdown, page) = try publish(in: TemporaryFolder())
    #expect(
      markdown.contains(
        """
        &= \\left(a_{o1} - t_{1}\\right) \\cdot a_{o1} \\cdot \\left(1 - a_{o1}\\right) \\cdot a_{h1} \\\\
        &= \\left(0.606477732 - 0.5\\right) \\cdot 0.606477732 \\cdot \\left(1 - 0.606477732\\right) \\\\
        &\\quad \\cdot 0.506874567 \\\\
        &= 0.106477732 \\cdot 0.238662493 \\cdot 0.506874567 \\\\
        &= 0.0128808186
        \\end{aligned}
        """))
    // A hidden weight: the derivative by its activation, the slope, and the input.
    #expect(
      markdown.contains(
        "\\partial a_{h1}} \\cdot a_{h1} \\cdot \\left(1 - a_{h1}\\right) \\cdot i_{1} \\\\\n&= 0.0253642665"
      ))
    #expect(markdown.contains(" \\cdot 0.24995274 \\cdot 0.05 \\\\\n&= 0.000316993396\n"))
    #expect(page.contains("<mtable displaystyle"))
    #expect(!markdown.contains("E_{tot}") && !markdown.contains("\\,"))
  }

  @Test("A run is compared with the article's only when it is one of its kind")
  func comparison() throws {
    let ends = try Self.longRun().markdown
    #expect(
      ends.contains(
        "ended at 99.57 % with a test loss of 3.9562; this one ended at 97.50 % and 4.2000, "
          + "207 images fewer."))
    #expect(!(try Self.longRun(softmax: "class").markdown.contains("The article's own run")))
    #expect(!(try Self.longRun(softmax: "class").markdown.contains("ln 51.2")))
    #expect(!(try Self.longRun(status: "interrupted").markdown.contains("The article's own run")))
    #expect(!(try Self.longRun(kind: "digits").markdown.contains("The article's own run")))
  }

  @Test("Words about the training follow its settings")
  func wordsFollowSettings() throws {
    let usual = try Self.longRun().markdown
    #expect(usual.contains("max pooling, dropout, batch normalization"))
    #expect(usual.contains("followed by ReLU, dropout and batch normalization"))
    #expect(usual.contains("With momentum each update"))
    #expect(usual.contains("`report evaluate` can count"))
    #expect(usual.contains("| augmentation | rotation and center crop |"))
    let other = try Self.longRun(
      softmax: "class",
      changes: [
        "\"dropout\": 0.01": "\"dropout\": 0", "\"momentum\": 0.9": "\"momentum\": 0",
        "\"augment\": true": "\"augment\": false",
      ]
    ).markdown
    #expect(other.contains("max pooling, batch normalization"))
    #expect(other.contains("followed by ReLU and batch normalization"))
    #expect(!other.contains("With momentum each update"))
    #expect(!other.contains("`report evaluate` can count"))
    #expect(other.contains("| augmentation | none |"))
    #expect(other.contains("| softmax | over the classes |"))
  }

  @Test("The page says what each setting was, and what each verdict means")
  func settings() throws {
    let (markdown, _) = try Self.longRun()
    for row in [
      "| learning rates | 0.1, 0.2, 0.5, 0.8, 1, 2, 1000 |", "| momentum | 0.9 |",
      "| learning rate | 0.01, times 0.1 after every 15 epochs |",
      "- **converging**: The last loss is at most 10 % of the first.",
    ] { #expect(markdown.contains(row), "\(row)") }
  }

  @Test("A slip in any template, and a formula that cannot be shown, are found before the work")
  func earlySlips() throws {
    for (file, text, line, problem) in [
      ("report.html.mustache", "\n{{titel}}", 2, "there is no value 'titel' (perhaps 'title')"),
      (
        "chapters/making.md.mustache", "a\n\n$\\unknown$", 3,
        "The formula $\\unknown$ cannot be shown: \\unknown is unknown"
      ),
    ] {
      let folder = try TemporaryFolder()
      try FileManager.default.copyItem(atPath: Self.templates, toPath: folder.file("t"))
      try folder.write("t/\(file)", text)
      let documents = try ReportDocuments(
        example: WorkedExample(WorkedExampleSettings()), provenance: .current,
        templates: folder.file("t"))
      #expect(
        throws: TemplateError(file: folder.file("t/\(file)"), line: line, problem: problem)
      ) { try documents.check(output: folder.file("out")) }
    }
  }

  @Test("A folder of templates that does not exist is said to be missing")
  func noFolder() {
    #expect(throws: ReportError(.inputMissing, "The folder /nosuch does not exist.")) {
      try TemplateLibrary(folder: "/nosuch")
    }
  }

  @Test("Another network has no errata, and the text gives its own shape")
  func otherNetwork() throws {
    let network = try Network(
      inputs: [1, 2, 3], targets: [0.5],
      layers: [
        .init(weights: [[0.1, 0.2, 0.3], [0.3, 0.2, 0.1]], activation: .tanh),
        .init(weights: [[0.5, 0.4]], activation: .linear),
      ])
    let (markdown, _) = try publish(
      WorkedExampleSettings(learningRates: [0.1], epochs: 5, network: network),
      in: TemporaryFolder())
    #expect(markdown.contains("three inputs, one hidden layer of two neurons, and one output"))
    #expect(!markdown.contains("contradicts"))
    #expect(!markdown.contains("sigmoid"))
  }

  @Test("A deep network fits a page of bounded length")
  func deepNetwork() throws {
    let wide = [[Double]](repeating: [Double](repeating: 0.01, count: 32), count: 32)
    let network = try Network(
      inputs: [Double](repeating: 0.5, count: 32), targets: [Double](repeating: 0.5, count: 32),
      layers: [.init(weights: wide), .init(weights: wide)])
    let (markdown, _) = try publish(
      WorkedExampleSettings(learningRates: [1], epochs: 2, network: network),
      in: TemporaryFolder())
    #expect(markdown.utf8.count < 400_000)
  }

  @Test("Empty lines that sections leave behind become one, but not in code")
  func tidy() {
    #expect(
      ReportDocuments.tidy("a\n\n\n\nb\n```\nx\n\n\ny\n```\n\n\n")
        == "a\n\nb\n```\nx\n\n\ny\n```\n")
  }

  @Test("An image that is missing or of an unknown kind is an error with its name")
  func badImages() throws {
    let folder = try TemporaryFolder()
    let figures = FigureFiles(folder: folder.path)
    #expect(throws: ReportError.self) { try figures.embedded("missing.png") }
    try folder.write("a.bmp", "x")
    #expect(throws: ReportError.self) { try figures.embedded("a.bmp") }
    #expect(try figures.embedded("data:x").address == "data:x")
  }

  @Test("Only regular files inside the output folder are embedded")
  func innerFiles() throws {
    let outside = try TemporaryFolder()
    try outside.write("secret.png", "secret")
    let folder = try TemporaryFolder()
    try folder.write("figures/a.png", "a")
    let figures = FigureFiles(folder: folder.path)
    #expect(try figures.embedded("figures/a.png").address == "data:image/png;base64,YQ==")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/figures/b.png", withDestinationPath: outside.path + "/secret.png")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/linked", withDestinationPath: outside.path)
    try FileManager.default.createDirectory(
      atPath: folder.path + "/c.png", withIntermediateDirectories: true)
    #expect(mkfifo(folder.path + "/d.png", 0o600) == 0)
    for path in [
      "figures/b.png", "linked/secret.png", "c.png", "d.png", outside.path + "/secret.png",
      "figures/../../\(outside.path.split(separator: "/").last ?? "")/secret.png",
      "./figures/a.png",
      "figures//a.png",
    ] {
      #expect(throws: ReportError.self, "\(path)") { try figures.embedded(path) }
    }
  }

  @Test("An embedded drawing has its size, its dark twin and its description at length")
  func wholeImage() throws {
    let folder = try TemporaryFolder()
    let sentence = "Loss falls from 0.01418 to 0.0001968 over 68 epochs at η = 1; monotone."
    let long = Array(repeating: sentence, count: 5).joined(separator: " ")
    try folder.write(
      "a.svg",
      "<svg xml:lang=\"en\" width=\"774\" height=\"416\" x=\"1\"><desc>\(long)</desc></svg>")
    try folder.write("a-dark.svg", "<svg/>")
    let figures = FigureFiles(folder: folder.path)
    let image = try figures.embedded("a.svg")
    #expect(image.size?.width == 774 && image.size?.height == 416)
    #expect(image.darkAddress == "data:image/svg+xml;base64,PHN2Zy8+")
    #expect(image.description == long)
    #expect(figures.value("a")["alt"] == .text("\(sentence) \(sentence)".escapedForMarkdown))
    let words = FigureWords(svg: "<svg><desc>\(String(repeating: "word ", count: 90))</desc></svg>")
    #expect(words.short.count <= FigureWords.shortLimit + 2 && words.short.hasSuffix("word …"))
  }

  @Test("Only plain files inside the output folder are embedded, and no link is followed")
  func contained() throws {
    let folder = try TemporaryFolder()
    try folder.write("secret.png", "secret")
    try folder.write("out/figures/a.svg", "<svg><desc>a</desc></svg>")
    try folder.write("out/figures/a.png", "a")
    let out = folder.file("out")
    let manager = FileManager.default
    try manager.createSymbolicLink(
      atPath: out + "/figures/b.png", withDestinationPath: folder.file("secret.png"))
    try manager.createSymbolicLink(
      atPath: out + "/figures/b.svg", withDestinationPath: out + "/figures/a.svg")
    try manager.createSymbolicLink(atPath: out + "/linked", withDestinationPath: folder.path)
    let figures = FigureFiles(folder: out)
    #expect(try figures.embedded("figures/a.png").address == "data:image/png;base64,YQ==")
    for source in [
      folder.file("secret.png"), "../secret.png", "figures/../../secret.png", "figures/b.png",
      "linked/secret.png", "figures", "",
    ] {
      #expect(throws: ReportError.self, "\(source)") { try figures.embedded(source) }
    }
    #expect(figures.value("figures/b", form: "png") == false)
    // The output folder itself may be a link of the person's own.
    try manager.createSymbolicLink(atPath: folder.file("alias"), withDestinationPath: out)
    #expect(
      try FigureFiles(folder: folder.file("alias")).embedded("figures/a.png")
        .address.hasSuffix("YQ=="))
  }

  @Test("Other images under MNIST's names are not called MNIST nor compared with the article")
  func otherImages() throws {
    let mnist = try Self.longRun().markdown
    #expect(mnist.contains("MNIST, 70,000 handwritten digits") && mnist.contains("LeCun"))
    let zeros = String(repeating: "0", count: 64)
    for changes in [
      [MnistPart.testImages.originalSHA256: zeros],
      [
        "\"trainingCount\": 60000, \"testCount\": 10000":
          "\"trainingCount\": 60000, \"testCount\": 9999"
      ],
    ] {
      let (markdown, page) = try Self.longRun(changes: changes)
      for text in [markdown, page] {
        #expect(text.contains("labeled images that are not the published MNIST"))
        #expect(!text.contains("LeCun") && !text.contains("handwritten digits"))
        #expect(
          !text.contains("The article's own run") && !text.contains("article's test accuracy"))
      }
    }
  }

  /// The documents of a run of twenty epochs that all have the same results.
  private static func longRun(
    softmax: String = softmaxName, status: String = "complete", kind: String = "mnist",
    changes: [String: String] = [:]
  ) throws -> (markdown: String, page: String) {
    let folder = try TemporaryFolder()
    let start = try #require(runRecord.firstRange(of: "\"history\": [")).upperBound
    let end = try #require(runRecord[start...].firstRange(of: "],\n")).lowerBound
    let epoch = String(runRecord[start..<end])
    let history = (1...20).map { epoch.replacing("\"epoch\": 1,", with: "\"epoch\": \($0),") }
    var record = runRecord.replacing(epoch, with: history.joined(separator: ", "))
      .replacing("\"\(softmaxName)\"", with: "\"\(softmax)\"")
      .replacing("\"complete\"", with: "\"\(status)\"")
      .replacing("\"mnist\"", with: "\"\(kind)\"")
    for (old, new) in changes { record = record.replacing(old, with: new) }
    try folder.write("convnet-mnist/run.json", record)
    return try ReportDocumentsTests().publish(in: folder)
  }

  private static let runRecord: String = {
    var confusion = [[Int]](repeating: [Int](repeating: 0, count: 10), count: 10)
    for digit in 0..<10 { confusion[digit][digit] = 975 }
    confusion[4][9] = 2
    let rows = confusion.map { "[" + $0.map(String.init).joined(separator: ",") + "]" }
    let hash = String(repeating: "0", count: 64)
    return """
      {"schemaVersion": 1, "status": "complete",
       "settings": {"epochs": 1, "batchSize": 512, "learningRate": 0.01, "momentum": 0.9,
        "stepSize": 15, "gamma": 0.1, "dropout": 0.01, "softmax": "\(Self.softmaxName)",
        "seed": "1", "augment": true, "shuffle": true, "initialWeights": null},
       "dataset": {"kind": "mnist", "trainingCount": 60000, "testCount": 10000,
        "sha256": {\(mnistSums)}},
       "weights": "\(hash)", "threads": 2, "libraries": {},
       "history": [{"epoch": 1, "learningRate": 0.01, "trainLoss": 0.5, "trainCorrect": 51000,
        "trainCount": 60000, "testLoss": 4.2, "testCorrect": 9750, "testCount": 10000,
        "seconds": 12.5}],
       "confusion": [\(rows.joined(separator: ","))], "mistakes": []}
      """
  }()

  /// The checksums of the published MNIST.
  private static let mnistSums = MnistPart.allCases.map {
    "\"\($0.rawValue)\": \"\($0.originalSHA256)\""
  }.joined(separator: ", ")

  private static let softmaxName =
    RunSettings().members.first { $0.name == "softmax" }?.value.string ?? ""
}
