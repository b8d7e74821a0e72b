import ContentPublishing
package import ConvNet
import Datasets
import Numerals
package import Publishing
import SeededRandom
package import Workbook

/// Writes a trained network as a workbook that reads a drawn digit.
package struct ClassifierBook: Sendable {
  let network: FoldedNetwork
  let drawing: GridDrawing
  let centering: Centering
  let labels: ClassifierLabels
  private let source: String
  private let created: Int

  /// What the network makes of the drawing that stands in the book.
  package let reading: Reading
  /// The change of the read class's score for every patch that is grayed out, row by row.
  let changes: [Double]

  /// The most cells of layers that a workbook takes.
  package static let cellLimit = 60_000

  /// The most cells that the computation without a patch takes; where a patch soon fills large maps,
  /// the workbook would get too large.
  private static let patchCellLimit = 20_000

  /// Prepares the workbook of a network.
  ///
  /// - Parameters:
  ///   - state: Parameters and running statistics.
  ///   - drawing: What is drawn in the grid.
  ///   - labels: What the classes are called.
  ///   - source: Which network it is, in a sentence.
  ///   - created: Seconds since 1970 for the document's creation date.
  /// - Throws: `ReportError` of category `usage` for a network whose layers have too many cells, or
  ///   that does not read 28×28 pixels.
  package init(
    _ state: NetworkState, drawing: GridDrawing = .seven, labels: ClassifierLabels = .digits,
    source: String, created: Int
  ) throws(ReportError) {
    if let problem = Self.problem(of: state.architecture) { throw ReportError(.usage, problem) }
    network = FoldedNetwork(state)
    self.drawing = drawing
    self.labels = labels
    self.source = source
    self.created = created
    centering = Centering(drawing.pixels, isCentered: true)
    let reading = Reading(pixels: centering.applied(to: drawing.pixels), network: network)
    self.reading = reading
    changes = PatchReading.changes(reading, network, class: reading.prediction)
  }

  /// Why a network cannot become a workbook, as a sentence; nil where it can.
  ///
  /// - Parameter architecture: The network.
  /// - Returns: The reason, and what to do.
  package static func problem(of architecture: Architecture) -> String? {
    guard architecture.height == Centering.side, architecture.width == Centering.side else {
      return "The classifier's grid has 28×28 cells, and this network reads \(architecture.height)×"
        + "\(architecture.width) pixels."
    }
    let count = FoldedNetwork.cellCount(architecture)
    guard count <= cellLimit else {
      return "This network's layers have \(FixedText.grouped(count)) numbers, one a cell, and a "
        + "workbook takes \(FixedText.grouped(cellLimit)); train one with fewer channels."
    }
    return nil
  }

  /// The workbook's value.
  package var book: Book {
    let layers = LayerSheets(network: network, reading: reading)
    let all = layers.layers
    let samples = Self.samples
    let images = ImageSheets(
      pixels: drawing.pixels, centering: centering, reading: reading, samples: samples)
    let patch = strongestPatch
    let hasPatches = patch.cellCount <= Self.patchCellLimit
    let digit = DigitSheet(
      drawing: drawing, reading: reading, network: network, last: all[all.count - 1],
      sampleCount: samples.count, source: source, hasPatches: hasPatches,
      labels: labels)
    let patches = hasPatches ? patchSheets(patch, digit, layers) : []
    return Book(
      sheets: [
        digit.sheet
      ] + patches.prefix(1) + [
        MapsSheet(layers: all).sheet, images.imageSheet(drawing: DigitSheet.drawingCell),
        images.centeringSheet, images.inputSheet(all[0]),
      ] + layers.sheets + patches.dropFirst() + [layers.weightSheet, images.sampleSheet],
      names: digit.names + (patches.isEmpty ? [] : WhySheet.names),
      properties: .ofProgram(
        title: "A network that reads a \(labels.areDigits ? "drawn digit" : "drawing")",
        subject: source, comments: "Draw in the grid; every layer follows as formulas.",
        keywords: "convolution, digits", created: created))
  }

  /// What is read without the patch that speaks most for the class that is read.
  private var strongestPatch: PatchReading {
    let strongest = changes.indices.min { changes[$0] < changes[$1] } ?? 0
    return PatchReading(
      reading, network, row: strongest / PatchRegion.patchCount,
      column: strongest % PatchRegion.patchCount)
  }

  /// The sheets Why and Patch.
  private func patchSheets(
    _ patch: PatchReading, _ digit: DigitSheet, _ layers: LayerSheets
  ) -> [Sheet] {
    let own = PatchLayers(reading: patch, layers: layers)
    let why = WhySheet(
      reading: reading, centered: centering.applied(to: drawing.pixels), network: network,
      patch: patch, changes: changes, scores: digit.scoreCells,
      answer: ClassifierName.prediction.rawValue, labels: labels, words: digit.words,
      last: own.last)
    return [why.sheet, own.sheet]
  }

  /// A digit of each class, drawn by the program.
  private static var samples: [[Double]] {
    (0..<10).map { digit in
      var generator = SeededGenerator(
        seed: DrawnDigits.usualSeed, purpose: .drawing, epoch: 1, index: digit)
      return DrawnDigits.image(of: digit, using: &generator).map(Double.init)
    }
  }
}
