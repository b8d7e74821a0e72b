package import Backprop
package import Charts
package import NetworkFiles
package import Publishing

/// What the worked example is computed with.
package struct WorkedExampleSettings: Sendable, Hashable {
  /// The learning rates, one sheet, table and loss figure each.
  package var learningRates: [Double]
  /// The number of rows of each table.
  package var epochs: Int
  /// The network.
  package var network: Network
  /// The files that describe the network; nil for the article's.
  package var networkFile: NetworkSource?
  /// Which gradients to compute.
  package var gradients: GradientMode
  /// The theme of the figures.
  package var theme: FigureTheme
  /// Whether each figure is also written as PDF.
  package var writesPDF: Bool

  /// The article's number of epochs.
  package static let articleEpochs = 68
  /// The largest number of epochs: every one is a row of a sheet and of a CSV table.
  package static let epochLimit = 100_000
  /// The largest number of learning rates: every one is a sheet.
  ///
  /// `report sweep` takes more.
  package static let rateLimit = 64
  /// The largest number of cells of all tables together.
  package static let cellLimit = 20_000_000

  /// Settings; without arguments the article's.
  package init(
    learningRates: [Double] = LearningRates.article, epochs: Int = articleEpochs,
    network: Network = .article, networkFile: NetworkSource? = nil,
    gradients: GradientMode = .derived, theme: FigureTheme = .article, writesPDF: Bool = false
  ) {
    self.learningRates = learningRates
    self.epochs = epochs
    self.network = network
    self.networkFile = networkFile
    self.gradients = gradients
    self.theme = theme
    self.writesPDF = writesPDF
  }

  /// Whether the network is the article's, with its values.
  package var isArticleNetwork: Bool { network == .article }

  /// Refuses settings that make no sense or no usable workbook.
  ///
  /// - Throws: `ReportError` of category `usage` that names the option and what was expected.
  package func check() throws(ReportError) {
    guard !learningRates.isEmpty else {
      throw ReportError(.usage, "--learning-rates is empty; write numbers such as 0.1,0.5,1.")
    }
    guard learningRates.count <= Self.rateLimit else {
      throw ReportError(
        .usage,
        "--learning-rates has \(learningRates.count) rates, and each is a sheet; at most "
          + "\(Self.rateLimit) fit one workbook. Use 'report sweep' to compare more.")
    }
    guard Set(learningRates).count == learningRates.count else {
      throw ReportError(.usage, "--learning-rates names a rate twice; name each rate once.")
    }
    guard (1...Self.epochLimit).contains(epochs) else {
      throw ReportError(
        .usage,
        "--epochs is \(epochs); each epoch is a row of the workbook, so a number from 1 to "
          + "\(Self.epochLimit) is expected. Use 'report sweep' for longer runs.")
    }
  }
}
