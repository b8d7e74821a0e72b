import Charts
import Figures
import RunRecords

/// Loss and accuracy by epoch in two rows of two plots, of the size of the notebook's; the article's
/// run may stand beside.
struct TrainingHistoryFigure {
  let history: [EpochRecord]
  var images = HeldOutImages.test
  let showsArticle: Bool
  var theme = Theme.notebook

  /// The four plots.
  var panels: Panels {
    let article = showsArticle ? ArticleHistory.epochs : []
    return Panels(
      title: "Training history",
      figures: [
        plot("Training Loss", history.map(\.trainLoss), [], isUpper: true, column: 0),
        plot(
          "\(images.title) Loss", history.map(\.heldOut.loss), article.map(\.testLoss),
          isUpper: true, column: 1),
        plot(
          "Training Accuracy", history.map(\.trainAccuracy), article.map(\.trainAccuracy),
          isUpper: false, column: 0),
        plot(
          "\(images.title) Accuracy", history.map(\.heldOut.accuracy), article.map(\.testAccuracy),
          isUpper: false, column: 1),
      ], columns: 2, theme: theme)
  }

  /// One plot; in the notebook's look at its place, of 352 × 350 pixels.
  private func plot(
    _ title: String, _ values: [Double], _ article: [Double], isUpper: Bool, column: Int
  ) -> Chart {
    var series = [Series(name: article.isEmpty ? "" : "this run", values: values)]
    if !article.isEmpty { series.append(Series(name: "the article", values: article)) }
    let left = column == 0 ? 42.0 : 51
    let last = Double(max(history.count, showsArticle ? ArticleHistory.epochs.count : 0, 2))
    var chart = Chart(
      title: title,
      x: Axis(
        title: "epoch", range: 1 - 0.05 * (last - 1)...last + 0.05 * (last - 1),
        majorUnit: max(Ticks.niceUnit(span: last - 1, intervals: 5), 1)),
      y: Axis(
        title: title.lowercased(), unit: isUpper ? nil : "%", automaticRange: .tight(margin: 0.05),
        maximumIntervals: 9),
      series: series,
      legend: article.isEmpty ? .none : isUpper ? .insideTopRight : .insideBottomRight,
      size: Chart.Size(width: 413, height: isUpper ? 420 : 416), theme: theme)
    guard theme == .notebook else { return chart }
    // Labels of four digits and more need the wider margin of the right column.
    let longest = chart.resolvedY.labels.map(\.count).max() ?? 0
    let wanted = max(left, longest > 4 ? 51 : 42, Double(longest) * 9 + 8)
    chart.margins = Chart.Margins(
      top: 32, right: 413 - 352 - left, bottom: isUpper ? 38 : 34, left: wanted)
    return chart
  }
}
