import Backprop
public import Workbook

/// A figure that is put into a workbook.
public struct EmbeddedFigure: Sendable, Hashable {
  /// The bytes of the PNG file.
  public let png: [UInt8]
  /// How many of its pixels make one pixel (1/96 inch) on the sheet.
  public let density: Double
  /// What it shows, for those who cannot see it.
  public let altText: String

  /// A figure for a workbook.
  public init(png: [UInt8], density: Double, altText: String) {
    self.png = png
    self.density = density
    self.altText = altText
  }
}

extension WorkedExample {
  /// The workbook: overview, inputs, derivation, a sheet a learning rate, sweep and errata.
  ///
  /// - Parameters:
  ///   - pictures: what the overview shows, from top to bottom.
  ///   - created: when it was made, in seconds since 1970, UTC; part of the file.
  /// - Returns: the workbook as a value.
  /// - Throws: `BookError` when a picture is no PNG file.
  public func book(pictures: [EmbeddedFigure], created: Int) throws -> Book {
    let overview = try OverviewSheet(example: self, pictures: pictures).sheet()
    let inputs = InputsSheet(example: self)
    let rates = tables.map { RateSheet(example: self, table: $0) }
    let errata = ErrataSheet(example: self, errata: try Erratum.article())
    return Book(
      sheets: [overview, inputs.sheet, DerivationSheet(example: self).sheet]
        + rates.map(\.sheet) + [SweepSheet(example: self).sheet, errata.sheet],
      names: inputs.names + rates.flatMap(\.names),
      properties: properties(created: created))
  }

  private func properties(created: Int) -> Book.Properties {
    var custom: [Book.Properties.Custom] = [
      .init("Network", .text(settings.network.summary)),
      .init("Gradients", .text(settings.gradients.rawValue)),
      .init("Epochs", .number(Double(settings.epochs))),
      .init(
        "Learning rates",
        .text(
          String(
            settings.learningRates.map { NumberText.shortest($0) }.joined(separator: ", ")
              .prefix(255)))),
    ]
    if let file = settings.networkFile {
      custom.append(.init("Network file SHA-256", .text(file.sha256)))
    }
    return Book.Properties(
      title: "Backpropagation, live",
      subject: "A small network trained by formulas, with checks",
      author: "\(Program.name) \(Program.version)",
      comments: "Every number of the tables is a formula. Cells in a gold frame may be changed.",
      keywords: "backpropagation, neural network, gradient, learning rate", created: created,
      custom: custom)
  }
}
