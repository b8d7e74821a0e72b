import ConvNet
import Datasets
import DocumentRendering
import Glibc
import NetworkSummaries
import Numerals
import RunRecords

extension RunRecord {
  /// The run for templates.
  ///
  /// - Parameters:
  ///   - folder: Its folder in the output folder.
  ///   - figures: The figures that stand there.
  /// - Returns: The group `convnet`.
  /// - Throws: `ConvNetError`, which the article's architecture does not lead to.
  func documentValue(folder: String, figures: FigureFiles) throws -> DocumentValue {
    let summary = try NetworkSummary(settings.architecture)
    let hasArticle = hasArticleBeside
    let figure = { (name: String, form: String) in
      figures.value("\(folder)/figures/\(name)", form: form)
    }
    return [
      "dataset": .text(datasetInWords),
      "isMnist": .flag(dataset.isPublishedMNIST),
      "heldOut": .text(images.rawValue),
      "heldOutVerb": .text(images == .test ? "testing" : "validation"),
      "parameters": .text(FixedText.grouped(summary.parameters)),
      "receptiveField": .text(String(summary.receptiveField)),
      "batchSize": .text(String(settings.training.batchSize)),
      "epochs": .text(FixedText.counted(history.count, "epoch")),
      "overBatch": .flag(isOverBatch),
      "hasDropout": .flag(settings.training.dropout > 0),
      "hasMomentum": .flag(settings.training.momentum > 0), "lossFloor": .text(lossFloor),
      "hasLossFloor": .flag(!lossFloor.isEmpty),
      "afterConvolution": .text(afterConvolution), "pooling": .text(pooling),
      "samplesCaption": .text(samplesCaption),
      "settings": .list(settingValues),
      "summary": .text(String(summary.text.dropLast())),
      "outcome": .text(outcome), "comparison": .text(comparison),
      "hasComparison": .flag(!comparison.isEmpty),
      "hasArticle": .flag(hasArticle), "history": .list(historyValues(hasArticle)),
      "mistakes": .text(mistakeSentence), "hasMistakes": .flag(!mistakes.isEmpty),
      "samples": figure("samples", "png"), "historyFigure": figure("history", "svg"),
      "confusion": figure("confusion", "svg"),
      "misclassified": figure("misclassified", "png"), "kernels": figure("kernels", "png"),
    ]
  }

  /// The images and how many they are.
  private var datasetInWords: String {
    let count = FixedText.grouped(dataset.trainingCount + dataset.testCount)
    if dataset.isPublishedMNIST { return "MNIST, \(count) handwritten digits" }
    return dataset.kind == .digits
      ? "digits that this program draws itself"
      : "\(count) labeled images that are not the published MNIST, though their files have its names"
  }

  private func historyValues(_ hasArticle: Bool) -> [DocumentValue] {
    history.map { epoch in
      let article = ArticleHistory.epochs.first { $0.epoch == epoch.epoch }
      return [
        "epoch": .text(String(epoch.epoch)),
        "trainLoss": .text(FixedText.decimals(epoch.trainLoss, 4)),
        "trainAccuracy": .text(FixedText.decimals(epoch.trainAccuracy, 2)),
        "heldOutLoss": .text(FixedText.decimals(epoch.heldOut.loss, 4)),
        "heldOutAccuracy": .text(FixedText.decimals(epoch.heldOut.accuracy, 2)),
        "hasArticle": .flag(hasArticle),
        "articleAccuracy": .text(
          article.map { FixedText.percent($0.testAccuracy) } ?? "–"),
      ]
    }
  }

  /// The result of the run, in a sentence or two.
  private var outcome: String {
    guard let last = history.last, let best else { return "No epoch was finished." }
    let sentence = { (result: TestResult, images: HeldOutImages) in
      "the network reads \(FixedText.grouped(result.correct)) of "
        + "\(FixedText.grouped(result.count)) \(images.rawValue) images correctly, "
        + FixedText.percent(result.accuracy)
    }
    var text = "After epoch \(last.epoch) \(sentence(last.heldOut, images))."
    if best.heldOut.correct > last.heldOut.correct {
      text += " The best epoch was \(best.epoch), with \(FixedText.percent(best.heldOut.accuracy))."
    }
    if images == .validation {
      text += " These images were set aside from those for training."
      if let test {
        text += " Of the test images, which were used once, at the end, \(sentence(test, .test))."
      }
    }
    switch status {
    case .complete: return text
    case .interrupted:
      return text + " The run was interrupted; `report train --resume` goes on with it."
    case .diverged(let epoch, let batch, let rate):
      return text + " In epoch \(epoch), batch \(batch), the loss stopped being a number: the"
        + " learning rate \(NumberText.shortest(rate)) is too large."
    }
  }

  /// How the run compares with the article's; empty for one that is not of its kind: other images,
  /// another softmax, another number of epochs, or an end before time.
  private var comparison: String {
    guard hasArticleBeside, status == .complete, isOverBatch, let last = history.last,
      let article = ArticleHistory.epochs.last, last.epoch == article.epoch
    else { return "" }
    let gap = last.heldOut.correct - article.testCorrect
    let images =
      gap == 0
      ? "the same number of images"
      : FixedText.counted(abs(gap), "image") + (gap < 0 ? " fewer" : " more")
    return "The article's own run of \(article.epoch) epochs ended at "
      + "\(FixedText.percent(article.testAccuracy)) with a test loss of "
      + "\(FixedText.decimals(article.testLoss, 4)); this one ended at "
      + "\(FixedText.percent(last.heldOut.accuracy)) and "
      + "\(FixedText.decimals(last.heldOut.loss, 4)), \(images). The two began with different random"
      + " weights and drew different batches, so equal numbers were not to be expected. With the"
      + " same seed this program gives the same result again."
  }

  private var isOverBatch: Bool { settings.training.softmax == .batch }

  /// Why the loss of a softmax over the batch is no loss as others have it; empty for the classes,
  /// and for batches too small for the estimate.
  ///
  /// A batch of B images holds about B/10 of each digit. Shares that are spread evenly among them
  /// are 10/B, and the loss is their mean -ln(10/B) = ln(B/10).
  private var lossFloor: String {
    let batch = settings.training.batchSize
    let ofEach = Double(batch) / 10
    guard isOverBatch, ofEach >= 2 else { return "" }
    return "Do not compare this loss with others. The softmax shares each class among the \(batch) "
      + "images of a batch, of which about \(FixedText.decimals(ofEach, 0)) show that digit. Even "
      + "a perfect network that spreads the share evenly among them has a loss of ln "
      + "\(NumberText.shortest(ofEach)) ≈\u{A0}\(FixedText.decimals(Glibc.log(ofEach), 2))."
  }

  /// What stands between a convolution and the next.
  private var afterConvolution: String {
    settings.training.dropout > 0
      ? "ReLU, dropout and batch normalization" : "ReLU and batch normalization"
  }

  /// Where the image is halved, in a sentence.
  private var pooling: String {
    let stages = settings.architecture.stages
    let places = stages.indices.filter { stages[$0].isPooled }.map { String($0 + 1) }
    guard !places.isEmpty else { return "No convolution is followed by a max pool." }
    return
      "After the ReLU of convolution \(places.joined(separator: " and ")), max pooling keeps the "
      + "greatest of each 2 × 2 values."
  }

  private var samplesCaption: String {
    switch settings.effectiveTransforms {
    case .none: return "Training images with their labels."
    case .crop:
      return "Training images with their labels, one in "
        + "\(NumberText.shortest((1 / Augmentation.cropProbability).rounded())) after a center crop."
    case .rotation:
      return "Training images with their labels, after a random rotation by up to "
        + "\(NumberText.shortest(Augmentation.largestAngle))°."
    case .both: break
    }
    return "Training images with their labels, after a random rotation by up to "
      + "\(NumberText.shortest(Augmentation.largestAngle))° and, for one image in "
      + "\(NumberText.shortest((1 / Augmentation.cropProbability).rounded())), a center crop."
  }

  private var mistakeSentence: String {
    guard let test else { return "The run was not tested." }
    let wrong = test.count - test.correct
    guard wrong > 0 else { return "No test image was misread after the last epoch." }
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
    return "\(wrong) of \(FixedText.grouped(test.count)) test images are misread"
      + (list.isEmpty ? "." : ", most often \(list).")
  }
}
