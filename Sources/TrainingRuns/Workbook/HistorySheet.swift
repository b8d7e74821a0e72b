import Charts
import ConvNet
import RunRecords
import Workbook

/// The epochs: ours beside the article's, with four charts.
struct HistorySheet {
  let record: RunRecord

  /// The row of the first epoch, counted from 0.
  static let firstRow = 5

  /// The columns of the table.
  enum Column: Int, CaseIterable {
    case epoch, rate, trainLoss, trainRight, trainAccuracy, heldOutLoss, heldOutRight
    case heldOutAccuracy, seconds
    case articleTrainAccuracy, articleTestLoss, articleTestRight, articleTestAccuracy
    case gradientNorm, updateRatio, deadShare

    /// The head of the column.
    ///
    /// - Parameter images: Which images the run is watched by.
    /// - Returns: A few words.
    func head(_ images: HeldOutImages) -> String {
      switch self {
      case .epoch: "epoch"
      case .rate: "learning rate"
      case .trainLoss: "training loss"
      case .trainRight: "right in training"
      case .trainAccuracy: "training accuracy"
      case .heldOutLoss: "\(images.rawValue) loss"
      case .heldOutRight: "right in \(images.rawValue)"
      case .heldOutAccuracy: "\(images.rawValue) accuracy"
      case .seconds: "seconds"
      case .articleTrainAccuracy: "article: training accuracy"
      case .articleTestLoss: "article: test loss"
      case .articleTestRight: "article: right in test"
      case .articleTestAccuracy: "article: test accuracy"
      case .gradientNorm: "gradient norm"
      case .updateRatio: "update / weights"
      case .deadShare: "dead ReLUs"
      }
    }

    var isArticle: Bool {
      (Column.articleTrainAccuracy.rawValue...Column.articleTestAccuracy.rawValue)
        .contains(rawValue)
    }

    var isHealth: Bool { rawValue >= Column.gradientNorm.rawValue }
  }

  /// The letters of a column.
  static func columnName(_ column: Column) -> String { CellAddress.columnName(column.rawValue) }

  /// The article's epochs that stand beside ours; none where the images are others.
  private var article: [ArticleHistory.Epoch] {
    record.hasArticleBeside
      ? Array(ArticleHistory.epochs.prefix(record.history.count)) : []
  }

  private var hasHealth: Bool { record.history.contains { $0.health != nil } }

  private var columns: [Column] {
    Column.allCases.filter {
      (!$0.isArticle || !article.isEmpty) && (!$0.isHealth || hasHealth)
    }
  }

  /// Where a column stands: those of the health move up where the article's are missing.
  private func place(of column: Column) -> Int {
    let articles = Column.gradientNorm.rawValue - Column.articleTrainAccuracy.rawValue
    return column.rawValue - (column.isHealth && article.isEmpty ? articles : 0)
  }

  /// The sheet.
  var sheet: Sheet {
    var sheet = Sheet(TrainingBook.history)
    sheet.set("A1", .text(TrainingBook.history), style: TrainingStyles.title)
    sheet.set("A2", .text(subtitle), style: TrainingStyles.subtitle)
    sheet.set("A3", .text("images:"), style: TrainingStyles.remark)
    sheet.set(
      CellAddress(row: 2, column: Column.trainRight.rawValue),
      .number(Double(record.history.first?.trainCount ?? 0)), style: TrainingStyles.given)
    sheet.set(
      CellAddress(row: 2, column: Column.heldOutRight.rawValue),
      .number(Double(record.history.first?.heldOut.count ?? 0)), style: TrainingStyles.given)
    for column in columns {
      sheet.set(
        CellAddress(row: Self.firstRow - 1, column: place(of: column)),
        .text(column.head(record.images)), style: TrainingStyles.head)
      sheet.widths[place(of: column)] = .characters(column == .epoch ? 8 : 11.5)
      sheet.blocks.append(block(column))
    }
    sheet.heights[Self.firstRow - 1] = 48
    sheet.frozen = CellAddress(row: Self.firstRow, column: 1)
    sheet.showsGridlines = false
    sheet.charts = charts
    // Upright, the table and the four charts fit one page.
    sheet.print = PrintSetup()
    return sheet
  }

  private var subtitle: String {
    let form =
      record.settings.training.softmax == .batch
      ? "log-softmax over the batch, as in the article" : "log-softmax over the classes"
    let beside =
      article.isEmpty ? "" : " Beside it stands what the article's notebook printed."
    let health =
      hasHealth
      ? " Gradient norm, update and dead ReLUs are of the step in the middle of each epoch." : ""
    return "Mean training loss of the batches, \(record.images.rawValue) loss an image;"
      + " \(form).\(beside)\(health)"
  }

  // MARK: - Columns

  private func block(_ column: Column) -> ColumnBlock {
    let history = record.history
    let percent = TrainingStyles.derived(.percent(decimals: 2))
    let loss = TrainingStyles.given(.fixed(decimals: 4))
    func numbers(_ values: [Double], _ style: CellStyle) -> ColumnBlock {
      ColumnBlock(
        column: place(of: column), firstRow: Self.firstRow, .numbers(values), style: style,
        nonFinite: .blank)
    }
    func share(_ right: Column, of total: String, _ values: [Double]) -> ColumnBlock {
      let formula = "\(Self.columnName(right))\(Self.firstRow + 1)/\(total)"
      return ColumnBlock(
        column: column.rawValue, firstRow: Self.firstRow,
        .formulas(FormulaTemplate(formula, writtenForRow: Self.firstRow), results: values),
        style: percent)
    }
    return switch column {
    case .epoch: numbers(history.map { Double($0.epoch) }, TrainingStyles.given)
    case .rate: numbers(history.map(\.learningRate), TrainingStyles.given(.general))
    case .trainLoss: numbers(history.map(\.trainLoss), loss)
    case .trainRight: numbers(history.map { Double($0.trainCorrect) }, TrainingStyles.given)
    case .trainAccuracy: share(.trainRight, of: "D$3", values(.trainAccuracy))
    case .heldOutLoss: numbers(history.map(\.heldOut.loss), loss)
    case .heldOutRight: numbers(history.map { Double($0.heldOut.correct) }, TrainingStyles.given)
    case .heldOutAccuracy: share(.heldOutRight, of: "G$3", values(.heldOutAccuracy))
    case .seconds: numbers(history.map(\.seconds), TrainingStyles.given(.fixed(decimals: 1)))
    case .articleTrainAccuracy:
      numbers(values(column), TrainingStyles.given(.percent(decimals: 2)))
    case .articleTestLoss: numbers(values(column), loss)
    case .articleTestRight: numbers(article.map { Double($0.testCorrect) }, TrainingStyles.given)
    case .articleTestAccuracy: share(.articleTestRight, of: "10000", values(column))
    case .gradientNorm, .updateRatio:
      numbers(values(column), TrainingStyles.given(.general))
    case .deadShare: numbers(values(column), TrainingStyles.given(.percent(decimals: 1)))
    }
  }

  /// The values of a column that a chart draws.
  private func values(_ column: Column) -> [Double] {
    let history = record.history
    return switch column {
    case .trainLoss: history.map(\.trainLoss)
    case .heldOutLoss: history.map(\.heldOut.loss)
    case .trainAccuracy: history.map { Double($0.trainCorrect) / Double(max(1, $0.trainCount)) }
    case .heldOutAccuracy:
      history.map { Double($0.heldOut.correct) / Double(max(1, $0.heldOut.count)) }
    case .articleTrainAccuracy: article.map { $0.trainAccuracy / 100 }
    case .articleTestLoss: article.map(\.testLoss)
    case .articleTestAccuracy: article.map { Double($0.testCorrect) / 10_000 }
    case .gradientNorm: history.map { $0.health?.gradientNorm ?? .nan }
    case .updateRatio: history.map { $0.health?.updateRatio ?? .nan }
    case .deadShare: history.map { $0.health?.deadShare ?? .nan }
    default: []
    }
  }

  // MARK: - Charts

  private var charts: [NativeChart] {
    let name = record.images.rawValue
    var charts = [
      chart("Loss", [(.trainLoss, "training"), (.heldOutLoss, name)], place: 0),
      chart("Accuracy", [(.trainAccuracy, "training"), (.heldOutAccuracy, name)], place: 1),
    ]
    guard !article.isEmpty else { return charts }
    charts.append(
      chart(
        "Test loss, ours and the article's",
        [(.heldOutLoss, "ours"), (.articleTestLoss, "article")], place: 2))
    charts.append(
      chart(
        "Test accuracy, ours and the article's",
        [(.heldOutAccuracy, "ours"), (.articleTestAccuracy, "article")], place: 3))
    return charts
  }

  private func chart(
    _ title: String, _ lines: [(column: Column, name: String)], place: Int
  ) -> NativeChart {
    let isAccuracy = lines.allSatisfy { $0.column != .trainLoss && $0.column != .heldOutLoss }
    let series = lines.map { line in
      let values = values(line.column)
      return Series(
        name: line.name, x: (0..<values.count).map { Double($0 + 1) }, y: values)
    }
    let chart = Chart(
      title: title, x: Axis(title: "epoch", kind: .category, labelStep: step),
      y: Axis(
        title: isAccuracy ? "accuracy" : "loss",
        numberFormat: isAccuracy ? .percent(1) : .fixed(2)),
      series: series, legend: .bottom, size: Chart.Size(width: 560, height: 320), theme: .plain)
    let sources = zip(lines, series).map { line, series in
      NativeChart.Source(
        x: cells(.epoch, count: series.y.count), y: cells(line.column, count: series.y.count))
    }
    let below = Self.firstRow + record.history.count + 1
    return NativeChart(
      chart, sources: sources, at: CellAddress(row: below + 17 * (place / 2), column: 0),
      offsetX: place % 2 == 0 ? 8 : 584, offsetY: 6, altText: altText(title, series, isAccuracy))
  }

  private var step: Int { max(1, (record.history.count + 9) / 10) }

  private func cells(_ column: Column, count: Int) -> CellRange {
    CellRange(
      sheet: TrainingBook.history, column: column.rawValue,
      rows: Self.firstRow..<(Self.firstRow + count))
  }

  private func altText(_ title: String, _ series: [Series], _ isAccuracy: Bool) -> String {
    let quantity = isAccuracy ? "accuracy" : "loss"
    let sentences = series.map { series in
      "\(series.name): " + AltText.sentence(series, quantity: quantity, step: "epoch")
    }
    return "\(title). " + sentences.joined(separator: " ")
  }
}
