import Backprop
import Foundation
import TestSupport
import Testing

@testable import Reporting

@Suite("The documents as a whole")
struct ReportDocumentsTests {
  private static let templates = BuiltProgram.packageRoot + "/templates"

  private func publish(
    _ settings: WorkedExampleSettings = WorkedExampleSettings(), in folder: TemporaryFolder
  ) throws -> (markdown: String, page: String) {
    let documents = try ReportDocuments(
      example: WorkedExample(settings), templates: Self.templates)
    try documents.publish(to: Publisher(folder: folder.path))
    return (try folder.text("report.md"), try folder.text("report.html"))
  }

  @Test("Without figures and runs the documents still read well and say what is missing")
  func bare() throws {
    let folder = try TemporaryFolder()
    let (markdown, page) = try publish(in: folder)
    #expect(markdown.hasPrefix("# Backpropagation, number by number\n\n"))
    #expect(!markdown.contains("![") && !markdown.contains("\n\n\n"))
    #expect(markdown.contains("`report train` trains one"))
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
    for number in 1...9 { #expect(markdown.contains("\n\(number). **"), "\(number)") }
    #expect(markdown.contains("| 1 | ∂E/∂w3 | 0.000351869 | 0.000351868665 | 0.000351776322 |"))
  }

  @Test("The page holds its images, needs no script and nothing from elsewhere")
  func selfContained() throws {
    let folder = try TemporaryFolder()
    let svg = "<svg><title>T</title><desc>Loss &lt; 1 &amp; falling</desc></svg>"
    try folder.write("backpropagation/figures/sweep.svg", svg)
    let (markdown, page) = try publish(in: folder)
    #expect(
      markdown.contains("![Loss < 1 & falling](backpropagation/figures/sweep.svg)\n*All learning"))
    let data = Data(svg.utf8).base64EncodedString()
    #expect(
      page.contains(
        "<img src=\"data:image/svg+xml;base64,\(data)\" alt=\"Loss &lt; 1 &amp; falling\">"))
    #expect(!page.contains("<script"))
    #expect(!page.contains("src=\"http") && !page.contains("url("))
    #expect(page.contains("prefers-color-scheme: dark"))
    #expect(page.contains("@media print"))
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
      markdown.contains("250 of 10,000 test pictures are misread, most often 4 as 9 (2 times)"))
    #expect(markdown.contains("Total params: 19,972"))
    #expect(page.contains("seconds an epoch"))
  }

  @Test("Another network has no errata, and tells of its own shape")
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
    #expect(try figures.embedded("data:x") == "data:x")
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
       "dataset": {"kind": "mnist", "trainingCount": 60000, "testCount": 10000, "sha256": {}},
       "weights": "\(hash)", "threads": 2, "libraries": {},
       "history": [{"epoch": 1, "learningRate": 0.01, "trainLoss": 0.5, "trainCorrect": 51000,
        "trainCount": 60000, "testLoss": 4.2, "testCorrect": 9750, "testCount": 10000,
        "seconds": 12.5}],
       "confusion": [\(rows.joined(separator: ","))], "mistakes": []}
      """
  }()

  private static let softmaxName =
    RunSettings().members.first { $0.name == "softmax" }?.value.string ?? ""
}
