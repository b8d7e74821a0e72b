package import ArchitectureFiles
package import ConvNet
package import DatasetSources
package import Datasets
import Numerals
import Publishing
import RunRecords
import SafeTensors
import TextFormats

/// `report evaluate`: how well stored parameters do on the test images.
package struct WeightsEvaluation: Sendable {
  /// The forms of the result.
  package enum Form: String, Sendable, CaseIterable {
    /// For a terminal.
    case text
    /// The confusion matrix as comma-separated values.
    case csv
    /// For a program.
    case json
  }

  private let evaluation: Evaluation
  private let mistakes: [Mistake]
  private let settings: (batchSize: Int, softmax: SoftmaxAxis, normalization: TestNormalization)
  private let dataset: DatasetRecord

  /// Reads parameters and tests them on the test images, in the order of their file.
  ///
  /// - Parameters:
  ///   - weights: A safetensors file with PyTorch's names.
  ///   - architecture: The network; that of the run whose parameters they are, or the article's, if
  ///     absent.
  ///   - dataset: The images.
  ///   - batchSize: Images of a batch; 512 or all of them if absent.
  ///   - softmax: Along which axis the softmax normalizes.
  ///   - normalization: Which mean and deviation the pixels are normalized with.
  ///   - threads: How many threads work; one a processor if absent.
  ///   - warn: Receives sentences on what the person may not expect.
  /// - Throws: `SafeTensorsError`, `ConvNetError`, or `ReportError` of category `usage`.
  package init(
    weights: String, architecture: ArchitectureFile? = nil, dataset: LoadedDataset,
    batchSize: Int?, softmax: SoftmaxAxis, normalization: TestNormalization = .article,
    threads: Int?,
    warn: (String) -> Void = { _ in }
  ) throws {
    let test = dataset.data.test
    let size = batchSize ?? min(512, test.count)
    guard (1...test.count).contains(size) else {
      throw ReportError(
        .usage, "--batch-size is \(size); choose from 1 to the number of images, \(test.count).")
    }
    let threads = try Threads.count(threads)
    let bytes = try FileSystem.read(weights, limit: TensorFile.sizeLimit)
    let file = try TensorFile(bytes: bytes, file: weights)
    let origin = WeightsOrigin(weights, bytes: bytes, tensors: file)
    let images = dataset.data.training
    // The run's own network where it reads these images; else what is asked for, or the article's.
    let architecture =
      if architecture == nil, origin.architecture.imageSize == images.size,
        origin.architecture.classCount == images.classCount
      { origin.architecture } else { try dataset.network(architecture) }
    let network = try NetworkState(architecture, from: file)
    let batches = Batches.test(
      test, batchSize: size, seed: 0, epoch: 0, isShuffled: false, normalization: normalization)
    let evaluator = try NetworkEvaluator(
      network, batchSize: size, softmax: softmax, threads: threads)
    let warnings = [
      StoredWeights(architecture, in: file).remark.map { "\(weights): \($0)" },
      evaluator.kernels.warning,
      softmax.lastBatchWarning(imageCount: test.count, batchSize: size),
    ]
    for warning in warnings.compactMap(\.self) { warn(warning) }
    evaluation = try evaluator.evaluate(batches)
    mistakes = Mistake.all(of: evaluation, order: batches.order)
    settings = (size, softmax, normalization)
    self.dataset = DatasetRecord(dataset)
  }

  /// The result in one of its forms.
  ///
  /// - Parameters:
  ///   - form: The form.
  ///   - limit: The most wrong predictions that the text lists.
  /// - Returns: The text, ended by a line feed.
  package func make(_ form: Form, limit: Int) -> String {
    switch form {
    case .text: text(limit: limit)
    case .csv: ConfusionTable(counts: evaluation.confusion, names: names).csv
    case .json: json.text
    }
  }

  private func text(limit: Int) -> String {
    var lines = [
      TestResult(evaluation).line(), "",
      ConfusionTable(counts: evaluation.confusion, names: names).text, "",
    ]
    lines.append("\(mistakes.count) wrong predictions")
    // Over the batch it is the image's share of the digit's score, and no probability.
    let share = settings.softmax == .classes ? "confidence" : "share of batch"
    if !mistakes.isEmpty, limit > 0 { lines.append("  image  truth  seen as  \(share)") }
    for mistake in mistakes.prefix(limit) {
      let index = String(mistake.index)
      lines.append(
        String(repeating: " ", count: max(0, 9 - index.count)) + index
          + right(dataset.className(mistake.truth), 7)
          + right(dataset.className(mistake.prediction), 9)
          + "      \(FixedText.decimals(mistake.confidence, 4))")
    }
    if mistakes.count > limit { lines.append("  and \(mistakes.count - limit) more") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What the classes of the confusion matrix are called.
  private var names: [String] { evaluation.confusion.indices.map(dataset.className) }

  private func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private var json: JSON {
    .object([
      .init("schemaVersion", 1), .init("dataset", dataset.json),
      .init("batchSize", .integer(settings.batchSize)),
      .init("softmax", .string(settings.softmax.rawValue)),
      .init("normalization", .string(settings.normalization.rawValue)),
      .init("loss", .number(evaluation.loss)), .init("correct", .integer(evaluation.correct)),
      .init("count", .integer(evaluation.count)),
      .init("accuracy", .number(evaluation.accuracy)),
      .init("confusion", .array(evaluation.confusion.map { .array($0.map { .integer($0) }) })),
      .init("mistakes", .array(mistakes.map(\.json))),
    ])
  }
}
