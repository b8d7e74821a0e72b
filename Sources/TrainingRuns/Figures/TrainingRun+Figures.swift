package import Charts
package import ContentPublishing
import ConvNet
import DatasetSources
import Datasets
package import Figures
import Numerals
import RunRecords

extension TrainingRun {
  /// The most wrong predictions that the figure shows.
  static let shownMistakes = 40

  /// The look of the figures where nothing else is said: that of the article's notebook.
  package static let usualFigures = FigureSettings(theme: .article)

  /// Every figure of the run, each with its twin on a dark background: samples, history,
  /// the layers' health, confusion matrix, wrong predictions, and the kernels of the first layer.
  ///
  /// - Parameter theme: The look.
  /// - Returns: Figures with the names of their files; those without anything to show are left
  ///   out.
  package func figures(theme: FigureTheme = usualFigures.theme) -> [NamedFigure] {
    NamedFigure.withTwins(in: theme) { theme in
      var figures = [NamedFigure("samples", sampleGrid(theme: theme))]
      if !record.history.isEmpty {
        figures.append(NamedFigure("history", historyFigure(theme: theme)))
      }
      if let layers = LayerHealthFigure(record.history) {
        figures.append(
          NamedFigure("layers", layers.panels(theme: theme == .article ? .plain : theme.theme)))
      }
      if let confusion = confusionMatrix(theme: theme) {
        figures.append(NamedFigure("confusion", confusion))
      }
      if !record.mistakes.isEmpty {
        figures.append(NamedFigure("misclassified", mistakeGrid(theme: theme)))
      }
      if !kernels.isEmpty { figures.append(NamedFigure("kernels", kernelGrid(theme: theme))) }
      return figures
    }
  }

  /// Loss and accuracy by epoch; for MNIST beside the article's.
  func historyFigure(theme: FigureTheme) -> Panels {
    TrainingHistoryFigure(
      history: record.history, images: record.images,
      showsArticle: record.hasArticleBeside, theme: theme.notebook
    ).panels
  }

  /// The first images of the first batch as the network sees them, in three rows of four.
  func sampleGrid(theme: FigureTheme) -> ImageGrid {
    let labels = samples.labels.map { record.dataset.className(Int($0)) }
    let noun = record.dataset.kind == .files ? "shapes" : "digits"
    let contrast = samples.isLightOnDark ? "white \(noun) on black" : "dark \(noun) on light"
    return ImageGrid(
      title: "Samples",
      altText: "The first \(labels.count) images of the first batch, "
        + "\(contrast): "
        + AltText.list(labels) + ".",
      cells: labels.indices.map { index in
        ImageGrid.Cell(image(samples, index), caption: [labels[index]])
      }, columns: 4, theme: theme.notebook)
  }

  /// How often each digit was taken for each digit in the last test; nil if none was made.
  func confusionMatrix(theme: FigureTheme) -> ConfusionMatrix? {
    guard !record.confusion.isEmpty else { return nil }
    return ConfusionMatrix(
      title: "Confusion matrix after \(FixedText.counted(record.history.count, "epoch"))",
      classes: record.confusion.indices.map(record.dataset.className), counts: record.confusion,
      theme: theme == .article ? .plain : theme.theme)
  }

  /// The images that were taken for another digit, those first of which the network was surest.
  func mistakeGrid(theme: FigureTheme) -> ImageGrid {
    let isByClass = record.settings.training.softmax == .classes
    let drawable = record.mistakes.indices.filter { $0 < misclassified.count }
    let order = drawable.sorted {
      (-record.mistakes[$0].confidence, $0) < (-record.mistakes[$1].confidence, $1)
    }
    let shown = order.prefix(Self.shownMistakes)
    let count = record.mistakes.count
    let heading =
      "\(count) of \(record.dataset.testCount) test images taken for another \(record.dataset.classNoun)"
      + (count > shown.count ? " (\(shown.count) shown)" : "")
    let share = isByClass ? "how sure the network was" : "its share of the softmax over the batch"
    let note = "label → prediction; below it \(share)"
    var grid = ImageGrid(
      title: heading, altText: "\(heading). \(mistakesInWords(order)). Each shows \(note).",
      cells: shown.map { index in
        let mistake = record.mistakes[index]
        let confidence =
          mistake.confidence.isFinite
          ? NumberFormat.percent(1).text(mistake.confidence) : "no number"
        return ImageGrid.Cell(
          image(misclassified, index),
          caption: [
            "\(name(mistake.truth)) → \(name(mistake.prediction))",
            isByClass ? "\(confidence) sure" : "\(confidence) of batch",
          ])
      }, columns: 8, side: 84, gap: 22, showsTitle: true, theme: theme.notebook)
    grid.note = note
    return grid
  }

  /// The most frequent pairs of label and prediction, each once.
  private func mistakesInWords(_ order: [Int]) -> String {
    var pairs: [(words: String, count: Int)] = []
    for mistake in order.map({ record.mistakes[$0] }) {
      let words = "\(name(mistake.truth)) taken for \(name(mistake.prediction))"
      if let known = pairs.firstIndex(where: { $0.words == words }) {
        pairs[known].count += 1
      } else {
        pairs.append((words, 1))
      }
    }
    let sorted = pairs.enumerated().sorted {
      (-$0.element.count, $0.offset) < (-$1.element.count, $1.offset)
    }.map(\.element)
    var items = sorted.prefix(12).map {
      $0.count > 1 ? "\($0.words): \($0.count) times" : $0.words
    }
    if sorted.count > 12 { items.append("\(sorted.count - 12) other pairs") }
    return AltText.list(items)
  }

  /// The kernels of the first layer: blue below zero, white at zero, red above.
  func kernelGrid(theme: FigureTheme) -> ImageGrid {
    let largest = kernels.joined().map(\.magnitude).filter(\.isFinite).max() ?? 1
    let limit = Double(largest > 0 ? largest : 1)
    let end = AltText.number(limit)
    let side = kernelSide
    return ImageGrid(
      title:
        "First layer, \(kernels.count) kernels of \(side) × \(side): blue −\(end) … white 0 … red \(end)",
      altText:
        "The \(kernels.count) kernels of the first layer, \(side) × \(side) each, weights between "
        + "−\(end) (blue) and \(end) (red).",
      cells: kernels.enumerated().map { index, weights in
        let colors = weights.map { ColorMap.diverging.color(at: (Double($0) / limit + 1) / 2) }
        return ImageGrid.Cell(
          Raster(width: side, height: side, colors: colors), caption: [String(index + 1)])
      }, columns: 8, side: 66, gap: 22, showsTitle: true, theme: theme.notebook)
  }

  private func name(_ label: Int) -> String { record.dataset.className(label) }

  private func image(_ images: LabeledImages, _ index: Int) -> Raster {
    Raster(
      width: images.size.width, height: images.size.height, gray: images.image(index))
  }
}

extension FigureTheme {
  /// The theme of the figures that the article's notebook has, too.
  fileprivate var notebook: Theme { self == .article ? .notebook : theme }
}
