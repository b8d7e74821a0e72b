internal import Backprop
internal import ConvNet
internal import Datasets

extension RunRecord {
  /// The run for templates.
  ///
  /// - Parameters:
  ///   - folder: Its folder in the output folder.
  ///   - figures: The figures that stand there.
  /// - Returns: The group `convnet`.
  /// - Throws: `ConvNetError`, which the article's architecture does not lead to.
  func documentValue(folder: String, figures: FigureFiles) throws -> DocumentValue {
    let summary = try NetworkSummary()
    let isMnist = dataset.kind == .mnist
    let pictures = { (name: String, form: String) in
      figures.value("\(folder)/figures/\(name)", form: form)
    }
    return [
      "dataset": .text(
        isMnist ? "MNIST, 70,000 handwritten digits" : "digits that this program draws itself"),
      "isMnist": .flag(isMnist),
      "parameters": .text(FixedText.grouped(summary.parameters)),
      "receptiveField": .text(String(summary.receptiveField)),
      "batchSize": .text(String(settings.training.batchSize)),
      "epochs": .text(String(history.count)),
      "overBatch": .flag(settings.training.softmax == .batch),
      "summary": .text(String(summary.text.dropLast())),
      "outcome": .text(outcome), "comparison": .text(comparison),
      "hasArticle": .flag(isMnist), "history": .list(historyValues(isMnist)),
      "mistakes": .text(mistakeSentence), "hasMistakes": .flag(!mistakes.isEmpty),
      "samples": pictures("samples", "png"), "historyFigure": pictures("history", "svg"),
      "confusion": pictures("confusion", "svg"),
      "misclassified": pictures("misclassified", "png"), "kernels": pictures("kernels", "png"),
    ]
  }

  private func historyValues(_ hasArticle: Bool) -> [DocumentValue] {
    history.map { epoch in
      let article = ArticleHistory.epochs.first { $0.epoch == epoch.epoch }
      return [
        "epoch": .text(String(epoch.epoch)),
        "trainLoss": .text(FixedText.decimals(epoch.trainLoss, 4)),
        "trainAccuracy": .text(FixedText.decimals(epoch.trainAccuracy, 2)),
        "testLoss": .text(FixedText.decimals(epoch.testLoss, 4)),
        "testAccuracy": .text(FixedText.decimals(epoch.testAccuracy, 2)),
        "hasArticle": .flag(hasArticle),
        "articleAccuracy": .text(
          article.map { FixedText.decimals($0.testAccuracy, 2) + " %" } ?? "–"),
      ]
    }
  }

  /// What the run came to, in a sentence or two.
  private var outcome: String {
    guard let last = history.last, let best else { return "No epoch was finished." }
    let seconds = history.map(\.seconds).reduce(0, +)
    let percent = { (record: EpochRecord) in FixedText.decimals(record.testAccuracy, 2) }
    var text =
      "After epoch \(last.epoch) the network reads \(FixedText.grouped(last.testCorrect)) of "
      + "\(FixedText.grouped(last.testCount)) test pictures rightly, \(percent(last)) %."
    if best.testCorrect > last.testCorrect {
      text += " The best epoch was \(best.epoch), with \(percent(best)) %."
    }
    text += " Training and testing took \(FixedText.decimals(seconds / Double(history.count), 1))"
    text += " seconds an epoch."
    switch status {
    case .complete: return text
    case .interrupted:
      return text + " The run was interrupted; `report train --resume` goes on with it."
    case .diverged(let epoch, let batch, let rate):
      return text + " In epoch \(epoch), batch \(batch), the loss stopped being a number: the"
        + " learning rate \(NumberText.shortest(rate)) is too large."
    }
  }

  /// How the run compares with the article's; empty for other pictures.
  private var comparison: String {
    guard dataset.kind == .mnist, let last = history.last, let article = ArticleHistory.epochs.last
    else { return "" }
    return "The article's own run of \(article.epoch) epochs ended at "
      + "\(FixedText.decimals(article.testAccuracy, 2)) % with a test loss of "
      + "\(FixedText.decimals(article.testLoss, 4)); this one has "
      + "\(FixedText.decimals(last.testLoss, 4)). Two runs never agree to the last digit, because"
      + " rounding is magnified from step to step; that they agree to a few pictures in ten"
      + " thousand is what can be asked for."
  }

  private var mistakeSentence: String {
    guard let last = history.last else { return "" }
    let wrong = last.testCount - last.testCorrect
    guard wrong > 0 else { return "No test picture was misread after the last epoch." }
    var pairs: [(truth: Int, prediction: Int, count: Int)] = []
    for (truth, row) in confusion.enumerated() {
      for (prediction, count) in row.enumerated() where prediction != truth && count > 0 {
        pairs.append((truth, prediction, count))
      }
    }
    let frequent = pairs.sorted {
      ($1.count, $0.truth, $0.prediction) < ($0.count, $1.truth, $1.prediction)
    }.prefix(3)
    let words = frequent.map { pair in
      "\(pair.truth) as \(pair.prediction) (\(pair.count) "
        + (pair.count == 1 ? "time)" : "times)")
    }
    let list =
      words.count > 1
      ? words.dropLast().joined(separator: ", ") + " and " + (words.last ?? "")
      : words.first ?? ""
    return "\(wrong) of \(FixedText.grouped(last.testCount)) test pictures are misread"
      + (list.isEmpty ? "." : ", most often \(list).")
  }
}
