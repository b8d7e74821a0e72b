import Backprop
import ContentPublishing
package import Figures
import NetworkFiles
import Numerals
import SettingsFiles
package import Workbook
package import WorkedExample

extension WorkedExample {
  /// The workbook: overview, inputs, derivation, a sheet a learning rate, sweep and errata.
  ///
  /// - Parameters:
  ///   - figures: What the overview shows, from top to bottom.
  ///   - created: When it was made, in seconds since 1970, UTC; part of the file.
  /// - Returns: The workbook as a value.
  /// - Throws: `BookError` when a figure is no PNG file.
  package func book(figures: [RenderedFigure], created: Int) throws -> Book {
    let layout = ExampleLayout(self)
    let gradientCheck = GradientCheckSheet(example: self, layout: layout)
    let overview = OverviewSheet(
      example: self, layout: layout, figures: figures, gradientCheck: gradientCheck)
    let rates = tables.map { table in
      RateSheet(
        example: self, table: table, layout: layout,
        hasGradientCheck: gradientCheck != nil && table == leadingTable
      ).sheet
    }
    return Book(
      sheets: [
        try overview.sheet(), InputsSheet(example: self, layout: layout).sheet,
      ] + (layout.samples.isEmpty ? [] : [SamplesSheet(example: self, layout: layout).sheet])
        + [DerivationSheet(example: self).sheet] + rates
        + [
          RegionsSheet(example: self, layout: layout)?.sheet,
          FitSheet(example: self, layout: layout)?.sheet,
          gradientCheck?.sheet,
        ]
        .compactMap(\.self) + [
          SweepSheet(example: self, layout: layout).sheet,
          StabilitySheet(example: self, layout: layout).sheet,
        ]
        + (settings.isArticleNetwork
          ? [ErrataSheet(example: self, errata: try Erratum.article()).sheet] : []),
      names: layout.names,
      properties: properties(created: created))
  }

  /// Whether the workbook has the check of the gradients on a sheet of its own, which is where the
  /// tables have no columns for it.
  package var hasGradientCheckSheet: Bool {
    GradientCheckSheet(example: self, layout: ExampleLayout(self)) != nil
  }

  /// Whether the sheet Stability has the Hessian as formulas; else it has values.
  package var hasLiveHessian: Bool { StabilityNumbers(self) != nil }

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
      custom.append(.init("Network file SHA-256", .text(file.file.sha256)))
    }
    return .ofProgram(
      title: "Backpropagation, live",
      subject: "A small network trained by formulas, with checks",
      comments: "Every number of the tables is a formula. Cells in a gold frame may be changed.",
      keywords: "backpropagation, neural network, gradient, learning rate", created: created,
      custom: custom)
  }
}
