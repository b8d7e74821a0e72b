import Charts
import ConvNet
import Datasets
import Figures
import Foundation
import Publishing
import SafeTensors
import TestSupport
import Testing
import Workbook

@testable import LiveClassifier

/// The committed run's network, which was trained on MNIST.
private let trained: NetworkState? = {
  let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "reports/convnet-mnist/weights.safetensors").path
  guard let file = try? TensorFile(contentsOfFile: path) else { return nil }
  return try? NetworkState(from: file)
}()

/// Twenty drawings: thick, thin, small, large, and off the middle, two of each digit.
private func drawings() throws -> [(digit: Int, drawing: GridDrawing)] {
  let text = String(decoding: try Fixture.bytes("drawings.txt"), as: UTF8.self)
  return text.split(separator: "= ").compactMap { block in
    let lines = block.split(separator: "\n").map(String.init)
    return Int(lines[0]).map { ($0, GridDrawing(Array(lines.dropFirst()))) }
  }
}

@Suite("The classifier in a workbook")
struct ClassifierTests {
  private func book(_ drawing: GridDrawing = .seven) throws -> ClassifierBook {
    try ClassifierBook(
      try #require(trained), drawing: drawing, source: "A test.", created: SourceDate.standard)
  }

  @Test("Its network reads digits as the engine does, to 1e-3 in each log-probability")
  func engine() throws {
    let state = try #require(trained)
    let digits = DrawnDigits.dataset(seed: 5, trainingCount: 10, testCount: 40).test
    let network = FoldedNetwork(state)
    let batches = Batches.test(digits, batchSize: 40, seed: 0, epoch: 0, isShuffled: false)
    let evaluator = try NetworkEvaluator(state, batchSize: 40, softmax: .classes, threads: 1)
    let evaluation = try evaluator.evaluate(batches)
    for image in 0..<40 {
      let pixels = digits.pixels[image * 784..<(image + 1) * 784].map(Double.init)
      let reading = Reading(pixels: pixels, network: network)
      let logits = evaluation.logits[image * 10..<(image + 1) * 10].map(Double.init)
      let greatest = try #require(logits.max())
      let total = log(logits.reduce(0) { $0 + exp($1 - greatest) }) + greatest
      for (logit, ours) in zip(logits, reading.logProbabilities) {
        #expect(abs(logit - total - ours) < 1e-3)
      }
    }
  }

  @Test("At least 17 of twenty drawings are read right with centering, and fewer without")
  func drawn() throws {
    let network = FoldedNetwork(try #require(trained))
    let drawings = try drawings()
    #expect(drawings.count == 20)
    func right(isCentered: Bool) -> Int {
      drawings.filter { digit, drawing in
        let centering = Centering(drawing.pixels, isCentered: isCentered)
        return Reading(pixels: centering.applied(to: drawing.pixels), network: network).prediction
          == digit
      }.count
    }
    #expect(right(isCentered: true) >= 17)
    #expect(right(isCentered: false) < right(isCentered: true))
  }

  @Test("Centering brings any drawing to the size and place of MNIST's digits")
  func centering() throws {
    for (digit, drawing) in try drawings() {
      let pixels = Centering(drawing.pixels, isCentered: true).applied(to: drawing.pixels)
      let total = pixels.reduce(0, +)
      var (row, column) = (0.0, 0.0)
      for (index, value) in pixels.enumerated() {
        row += value * (Double(index / 28) + 0.5)
        column += value * (Double(index % 28) + 0.5)
      }
      #expect(abs(row / total - 14.5) < 0.75, "\(digit)")
      #expect(abs(column / total - 14.5) < 0.75, "\(digit)")
      let rows = (0..<28).filter { y in (0..<28).contains { pixels[y * 28 + $0] > 127 } }
      let columns = (0..<28).filter { x in (0..<28).contains { pixels[$0 * 28 + x] > 127 } }
      let longer = max(
        (rows.last ?? 0) - (rows.first ?? 0), (columns.last ?? 0) - (columns.first ?? 0))
      #expect((17...22).contains(longer + 1), "\(digit): \(longer + 1)")
    }
    // A digit of MNIST's size in MNIST's place stays as it is, pixel by pixel.
    var box = [Double](repeating: 0, count: 784)
    for row in 4..<24 { for column in 9..<20 { box[row * 28 + column] = 200 } }
    let kept = Centering(box, isCentered: true).applied(to: box)
    #expect(kept.max() == 200 && kept.filter { $0 != 0 }.count == 220)
    let empty = [Double](repeating: 0, count: 784)
    #expect(Centering(empty, isCentered: true).applied(to: empty) == empty)
    #expect(Centering(box, isCentered: false).applied(to: box) == box)
  }

  @Test("The workbook is small and uses only functions that every program has")
  func size() throws {
    let book = try book().book
    #expect(try book.encoded().count <= 1_000_000)
    let known: Set = [
      "SUM", "SUMPRODUCT", "MAX", "EXP", "LN", "IF", "INDEX", "MATCH", "ROUND", "MOD",
    ]
    var found: Set<String> = []
    book.forEachCell { record in
      guard let formula = record.formula else { return }
      for match in formula.matches(of: #/([A-Z][A-Z0-9.]*)\(/#) { found.insert(String(match.1)) }
    }
    #expect(found.subtracting(known) == [])
    let names = Dictionary(uniqueKeysWithValues: book.names.map { ($0.name, $0.range) })
    #expect(names["image"]?.rowCount == 28 && names["image"]?.columnCount == 28)
    #expect(names["log_probabilities"]?.rowCount == 10)
    #expect(names["prediction"]?.isOneCell == true && names["centre_drawing"]?.isOneCell == true)
  }

  @Test(
    "On paper each sheet is one page, of large maps the lines in the middle",
    .enabled(if: OutsideSpreadsheet.isExpected, "needs LibreOffice"))
  func printed() throws {
    let book = try book().book
    let folder = try TemporaryFolder()
    let pages = try OutsideSpreadsheet.printedPages(
      try folder.write("book.xlsx", try book.encoded()))
    #expect(pages == book.sheets.count)
    let first = try #require(book.sheet(named: "1 conv1"))
    let area = try #require(first.print.area)
    // Whole lines of all maps: the rows of a line stand together, below two rows of title.
    let channels = try #require(trained).architecture.stages[0].outputChannels
    #expect((area.first.row - 2).isMultiple(of: channels))
    #expect(area.rowCount.isMultiple(of: channels) && area.columnCount == 26)
    let half = 2 + 13 * channels
    #expect(area.first.row <= half && half <= area.last.row + 1)
  }

  @Test(
    "LibreOffice computes every cell anew, and reads what is typed into the image",
    .enabled(if: OutsideSpreadsheet.isExpected, "needs LibreOffice"))
  func recalculated() throws {
    let state = try #require(trained)
    let made = try book()
    var book = made.book
    // openpyxl does not read the data bars that LibreOffice writes.
    for sheet in book.sheets.indices { book.sheets[sheet].conditionalFormats = [] }
    let folder = try TemporaryFolder()
    let first = try OutsideSpreadsheet.recalculate(
      try folder.write("book.xlsx", try book.encoded()))
    let logs = try #require(book.names.first { $0.name == "log_probabilities" }?.range)
    func probabilities(_ result: OutsideWorkbook) throws -> [Double] {
      try (0..<10).map {
        try #require(
          result.sheet("Digit")?.cells[logs.first.moved(rows: $0).a1]?.number)
      }
    }
    for (cell, value) in zip(try probabilities(first), made.reading.logProbabilities) {
      #expect(abs(cell - value) <= 1e-9 * max(1, abs(value)))
    }
    #expect(made.reading.prediction == 7)
    // A digit typed over the image's formulas, taken as it is.
    let digit = DrawnDigits.dataset(seed: 8, trainingCount: 10, testCount: 10).test
    let pixels = digit.pixels[0..<784].map(Double.init)
    let image = try #require(book.names.first { $0.name == "image" }?.range)
    let center = try #require(book.names.first { $0.name == "centre_drawing" }?.range)
    let sheet = try #require(book.sheets.firstIndex { $0.name == image.sheet })
    for (index, value) in pixels.enumerated() {
      let cell = image.first.moved(rows: index / 28, columns: index % 28)
      book.sheets[sheet].cells[cell]?.content = .number(value)
    }
    book.sheets[0].cells[center.first]?.content = .number(0)
    // Another patch, painted black.
    for (name, value) in [("patch_row", 4.0), ("patch_column", 3), ("patch_gray", 255)] {
      let place = try #require(book.names.first { $0.name == name }?.range)
      let sheet = try #require(book.sheets.firstIndex { $0.name == place.sheet })
      book.sheets[sheet].cells[place.first]?.content = .number(value)
    }
    let second = try OutsideSpreadsheet.recalculate(
      try folder.write("typed.xlsx", try book.encoded()))
    let expected = Reading(pixels: pixels, network: FoldedNetwork(state))
    for (cell, value) in zip(try probabilities(second), expected.logProbabilities) {
      #expect(abs(cell - value) <= 1e-9 * max(1, abs(value)))
    }
    let answer = try #require(book.names.first { $0.name == "prediction" }?.range.first)
    #expect(
      second.sheet("Digit")?.cells[answer.a1]?.number == Double(expected.prediction))
    let painted = Reading(
      pixels: pixels.enumerated().map { index, value in
        index / 28 / 4 == 3 && index % 28 / 4 == 2 ? 255 : value
      }, network: FoldedNetwork(state))
    let why = try #require(second.sheet("Why"))
    for digit in 0..<10 {
      let cell = try #require(why.cells["AH\(10 + digit)"]?.number)
      #expect(abs(cell - painted.scores[digit]) <= 1e-9 * max(1, abs(cell)))
      let change = try #require(why.cells["AI\(10 + digit)"]?.number)
      #expect(abs(change - (painted.scores[digit] - expected.scores[digit])) <= 1e-9)
      let share = try #require(why.cells["AK\(10 + digit)"]?.number)
      #expect(abs(share - exp(painted.logProbabilities[digit])) <= 1e-9)
    }
    #expect(why.cells["B1"]?.text == "What made it say \(expected.prediction)")
    // The numbers of the drawing as made are gone with it.
    #expect(why.cells["AL23"]?.number == 0)
    #expect(why.cells["AF25"]?.number == nil)
    let before = try #require(first.sheet("Why"))
    #expect(before.cells["AL23"]?.number == 1)
  }

  @Test(
    "Very many classes, labeled from 1, have a table of their own, which LibreOffice computes anew",
    .enabled(if: OutsideSpreadsheet.isExpected, "needs LibreOffice"))
  func letters() throws {
    let state = NetworkState(.article(for: .usual, classCount: 26), seed: 3)
    let made = try ClassifierBook(
      state, labels: ClassifierLabels(first: 1, areDigits: false), source: "A test.",
      created: SourceDate.standard)
    var book = made.book
    let names = Dictionary(uniqueKeysWithValues: book.names.map { ($0.name, $0.range) })
    let logs = try #require(names["log_probabilities"])
    #expect(logs.rowCount == 26)
    for name in ["pixel_mean", "pixel_deviation"] {
      #expect(try #require(names[name]).first.row > logs.last.row, "\(name)")
    }
    for sheet in book.sheets.indices { book.sheets[sheet].conditionalFormats = [] }
    let folder = try TemporaryFolder()
    let result = try OutsideSpreadsheet.recalculate(
      try folder.write("book.xlsx", try book.encoded()))
    let cells = try #require(result.sheet("Digit")?.cells)
    // The labels of EMNIST's letters are 1 to 26.
    let network = FoldedNetwork(state)
    let centered = made.centering.applied(to: made.drawing.pixels)
    let expected = Reading(pixels: centered, network: network)
    for index in 0..<26 {
      let place = logs.first.moved(rows: index)
      let value = try #require(cells[place.a1]?.number)
      #expect(abs(value - expected.logProbabilities[index]) <= 1e-9 * max(1, abs(value)))
      #expect(cells[place.moved(columns: -3).a1]?.text == "class \(index + 1)")
    }
    let answer = try #require(names["prediction"]?.first)
    #expect(cells[answer.a1]?.number == Double(expected.prediction + 1))
    #expect(cells[answer.moved(columns: 1).a1]?.text == "class \(expected.prediction + 1)")
    #expect(
      result.sheet("Why")?.cells["B1"]?.text == "What made it say \(expected.prediction + 1)")
    // Ten bars, however many classes there are.
    let figure = try #require(made.figures(theme: .plain).first { $0.name == "classifier" })
    #expect(figure.figure.altText.contains("ten bars of the likeliest classes"))
  }

  @Test("A network that does not fit the grid is refused with the reason")
  func refusals() throws {
    var architecture = Architecture.article
    architecture.height = 32
    architecture.width = 32
    let other = NetworkState(architecture, seed: 1)
    #expect(throws: ReportError.self) {
      try ClassifierBook(other, source: "", created: SourceDate.standard)
    }
    architecture = .article
    for index in 0..<3 {
      architecture.stages[index].outputChannels = 64
      architecture.stages[index + 1].inputChannels = 64
    }
    let large = NetworkState(architecture, seed: 1)
    let error = #expect(throws: ReportError.self) {
      try ClassifierBook(large, source: "", created: SourceDate.standard)
    }
    #expect(error?.message.contains("numbers, one a cell") == true)
  }
}
