package import Publishing
import ConvNet
import Datasets
import SafeTensors

/// `report train`: trains or reuses a network and publishes its folder.
package struct TrainingReport: Sendable {
  /// What a command has done.
  package struct Outcome: Sendable {
    /// The runs, one for each learning rate; without those of which no epoch was finished.
    package var runs: [TrainingRun] = []
    /// The files that were published.
    package var files: [PublishedFile] = []
    /// Why the command ends with an error all the same.
    package var failure: ReportError?
    /// Whether the program was asked to end while it trained.
    var isInterrupted = false
  }

  private let request: TrainingRequest
  private let environment: [String: String]
  private let provenance: Provenance
  private let progress: ProgressHandler

  /// Prepares the work.
  ///
  /// - Parameters:
  ///   - request: What is asked for.
  ///   - environment: The environment's variables.
  ///   - provenance: The program and its libraries.
  ///   - progress: Receives what happens.
  package init(
    _ request: TrainingRequest, environment: [String: String], provenance: Provenance,
    progress: @escaping ProgressHandler
  ) {
    self.request = request
    self.environment = environment
    self.provenance = provenance
    self.progress = progress
  }

  /// The finished run on MNIST that stands in the output folder while MNIST itself is not at hand.
  ///
  /// It can be shown and not be made again; training on drawn digits instead would leave it as it
  /// is and add a second run that the documents do not tell of.
  ///
  /// - Returns: The run's folder; nil where a data set is named or found, or no such run stands.
  /// - Throws: `DatasetError` where a part of MNIST is found.
  package func standingRun() throws -> String? {
    guard request.dataset == .auto, request.dataFolder == nil,
      try MnistFolder.find(chosen: nil, environment: environment) == nil
    else { return nil }
    let path = FileSystem.join(request.output, "convnet-\(DatasetChoice.mnist.rawValue)")
    return (try? RunFolder(path).record())?.status == .complete ? path : nil
  }

  /// Trains, or reuses what was trained with the same settings and pictures, and publishes.
  ///
  /// - Returns: What was done, also if a run was stopped or diverged.
  /// - Throws: `ReportError` or a module's error if nothing could be done.
  package func run() throws -> Outcome {
    try request.validate()
    var request = request
    request.dataset = choiceToResume()
    let initial = try initialWeights()
    let dataset = try LoadedDataset.load(
      request.dataset, folder: request.dataFolder, environment: environment,
      drawing: request.drawing ?? drawingToResume(), warn: { progress(.warned($0)) })
    let publisher = try Publisher(folder: request.output, provenance: provenance)
    let folder = "convnet-\(dataset.data.kind.rawValue)"
    guard request.learningRates.count > 1 else {
      let part = TrainingPart(
        request: request, dataset: dataset, initial: initial, folder: folder,
        rate: request.learningRates.first, publisher: publisher, progress: progress)
      return try part.run()
    }
    return try LearningRateRuns(
      request: request, dataset: dataset, initial: initial, folder: "\(folder)-rates",
      publisher: publisher, progress: progress
    ).run()
  }

  /// With `--resume` and no data set named, the one whose run was interrupted.
  private func choiceToResume() -> DatasetChoice {
    guard request.resumes, request.dataset == .auto, request.dataFolder == nil else {
      return request.dataset
    }
    let interrupted = [DatasetChoice.mnist, .digits].filter { choice in
      let folder = FileSystem.join(request.output, "convnet-\(choice.rawValue)")
      return FileSystem.exists(FileSystem.join(folder, Checkpoint.name))
    }
    return interrupted.count == 1 ? interrupted[0] : .auto
  }

  /// With `--resume`, as many digits as the interrupted run was begun with.
  private func drawingToResume() -> DrawingPlan {
    let folder = FileSystem.join(request.output, "convnet-digits")
    guard request.resumes, let checkpoint = try? Checkpoint(in: folder) else {
      return DrawingPlan()
    }
    return DrawingPlan(of: checkpoint.record.dataset) ?? DrawingPlan()
  }

  private func initialWeights() throws -> InitialWeights? {
    guard let path = request.initialWeights else { return nil }
    let bytes = try FileSystem.read(path, limit: TensorFile.sizeLimit)
    return InitialWeights(
      network: try NetworkState(from: TensorFile(bytes: bytes, file: path)),
      checksum: Digest.sha256(bytes))
  }
}

/// Parameters that a run begins with, and the checksum of their file.
struct InitialWeights: Sendable {
  let network: NetworkState
  let checksum: String
}
