package import ArchitectureFiles
package import ContentPublishing
import ConvNet
package import DatasetSources
import Datasets
package import Publishing
package import RunRecords
import SafeTensors
package import TextFormats

/// `report train`: trains or reuses a network and publishes its folder.
package struct TrainingReport: Sendable {
  /// What a command has done.
  package struct Outcome: Sendable {
    /// The runs, one for each learning rate; without those of which no epoch was finished.
    package var runs: [TrainingRun] = []
    /// The folders of the runs whose files were published, inside the output folder.
    package var folders: [String] = []
    /// The files that were published.
    package var files: [PublishedFile] = []
    /// Why the command ends with an error all the same.
    package var failure: ReportError?
    /// The folder of several runs, side by side, inside the output folder; nil for one run, and where
    /// not all of them were trained.
    package var ratesFolder: String?
    /// Whether the program was asked to end while it trained.
    var isInterrupted = false
  }

  /// Which images the network learns from.
  private let source: DataSource
  /// What differs from the article's settings, or from those of the run that goes on.
  private let changes: SettingChanges
  /// One learning rate, or several, each for a run of its own; none for the usual one.
  private let learningRates: [Double]
  /// The file that the first parameters come from.
  private let initialWeights: String?
  /// The network, if it is another than the article's or that of the run that goes on.
  private let architecture: ArchitectureFile?
  private let threads: Int?
  /// Whether an interrupted run goes on.
  private let resumes: Bool
  /// The folder that everything is written to.
  package let output: String
  private let environment: [String: String]
  package let provenance: Provenance
  /// Whether a run of another network in the folder may be replaced.
  private let replaces: Bool
  /// How the figures look, and their formats.
  private let figures: FigureSettings
  /// How tables in CSV are written.
  package let csv: CSVDialect
  private let progress: ProgressHandler

  /// Prepares the work.
  ///
  /// - Parameters:
  ///   - source: Which images the network learns from.
  ///   - changes: What differs from the article's settings, or from those of the run that goes on.
  ///   - learningRates: One learning rate, or several, each for a run of its own.
  ///   - initialWeights: The file that the first parameters come from; drawn from the seed if absent.
  ///   - architecture: The network, if it is another than the article's or that of the run that goes
  ///     on.
  ///   - threads: How many threads work; one a processor if absent.
  ///   - resumes: Whether an interrupted run goes on.
  ///   - output: The folder that everything is written to.
  ///   - environment: The environment's variables.
  ///   - provenance: The program and its libraries.
  ///   - replaces: Whether a run of another network in the folder may be replaced.
  ///   - figures: How the figures look, and their formats.
  ///   - csv: How tables in CSV are written.
  ///   - progress: Receives what happens.
  package init(
    source: DataSource, changes: SettingChanges = SettingChanges(), learningRates: [Double] = [],
    initialWeights: String? = nil, architecture: ArchitectureFile? = nil, threads: Int? = nil,
    resumes: Bool = false, output: String, environment: [String: String], provenance: Provenance,
    replaces: Bool = false, figures: FigureSettings = TrainingRun.usualFigures,
    csv: CSVDialect = .standard, progress: @escaping ProgressHandler
  ) {
    self.source = source
    self.changes = changes
    self.learningRates = learningRates
    self.initialWeights = initialWeights
    self.architecture = architecture
    self.threads = threads
    self.resumes = resumes
    self.output = output
    self.environment = environment
    self.provenance = provenance
    self.replaces = replaces
    self.figures = figures
    self.csv = csv
    self.progress = progress
  }

  /// The finished run on MNIST that stands in the output folder while MNIST itself is not at hand.
  ///
  /// It can be shown but not be made again; training on drawn digits instead would leave it as it is
  /// and add a second run that the documents do not show.
  ///
  /// - Returns: The run's folder; nil where a data set is named or found, or no such run stands.
  /// - Throws: `DatasetError` where a part of MNIST is found.
  package func standingRun() throws -> String? {
    guard source.choice == .auto, source.folder == nil,
      try MnistFolder.find(chosen: nil, environment: environment) == nil
    else { return nil }
    let path = FileSystem.join(output, RunFolder.name(DigitDataset.Kind.mnist.rawValue))
    return (try? RunFolder(path).record())?.status == .complete ? path : nil
  }

  /// Trains, or reuses what was trained with the same settings and images, and publishes.
  ///
  /// - Returns: What was done, also if a run was stopped or diverged.
  /// - Throws: `ReportError` or a module's error if nothing could be done.
  package func run() throws -> Outcome {
    try changes.validate()
    for rate in learningRates {
      if let problem = TrainingSetting.learningRate.problem(of: rate) {
        throw ReportError(.usage, problem)
      }
    }
    let threads = try Threads.count(threads)
    // A manifest that cannot be brought up to date is found before the work.
    _ = try Manifest.read(in: output)
    let begun = resumes ? try begunRun() : nil
    let dataset = try LoadedDataset.load(
      begun?.choice ?? source.choice, folder: source.folder, environment: environment,
      drawing: source.drawing ?? begun.flatMap { DrawingPlan(of: $0.record.dataset) }
        ?? DrawingPlan(),
      warn: { progress(.warned($0)) })
    let kept = architecture == nil ? begun?.record.settings.architecture : nil
    let network = try kept ?? dataset.network(architecture)
    let initial = try firstParameters(network)
    let publisher = try Publisher(folder: output, provenance: provenance, csv: csv)
    let work = TrainingWork(
      dataset: dataset,
      changes: changes.setting(.initialWeights, to: initial?.checksum)
        .setting(.architecture, to: network),
      initial: initial?.network, threads: threads, resumes: resumes,
      resumption: resumption(dataset), replaces: replaces, figures: figures,
      publisher: publisher, progress: progress)
    let folder = RunFolder.name(dataset.name)
    guard learningRates.count > 1 else {
      return try TrainingPart(
        work: work, folder: folder, rate: learningRates.first,
        base: begun?.record.settings ?? RunSettings()
      ).run()
    }
    return try LearningRateRuns(
      work: work, rates: learningRates, folder: RunFolder.ratesName(dataset.name),
      singleFolder: folder, begun: begun?.record.settings
    ).run()
  }

  /// Looks for the learning rate to train with, and writes the curve of the range test as table and
  /// figure.
  ///
  /// - Returns: What was found, and the files.
  /// - Throws: `ReportError` or a module's error.
  package func findRate() throws -> (finder: RateFinder, files: [PublishedFile]) {
    try changes.validate()
    let threads = try Threads.count(threads)
    let dataset = try LoadedDataset.load(
      source.choice, folder: source.folder, environment: environment,
      drawing: source.drawing ?? DrawingPlan(), warn: { progress(.warned($0)) })
    let settings = changes.setting(.architecture, to: try dataset.network(architecture))
      .applied(to: RunSettings())
    var usable = settings
    // A range test of few images has small batches.
    let left = dataset.data.training.count - settings.validation
    if left > 0 { usable.training.batchSize = min(settings.training.batchSize, left) }
    try usable.training.validate()
    try usable.check(dataset.data)
    let publisher = try Publisher(folder: output, provenance: provenance, csv: csv)
    let finder = try RateFinder(usable, data: dataset, threads: threads, progress: progress)
    let folder = "\(RunFolder.name(dataset.name))-rate"
    try publisher.stage("\(folder)/range-test.csv", text: finder.csv)
    try publisher.stage(
      finder.figures(theme: figures.theme), in: "\(folder)/figures", formats: figures.formats)
    let files = try publisher.publish(
      as: ManifestSection(
        name: folder, command: "report train --find-rate",
        settings: .object(usable.members + figures.members(unlike: TrainingRun.usualFigures)),
        inputs: DatasetRecord(dataset).inputs))
    return (finder, files)
  }

  // MARK: Going on

  /// The run that was begun with what is asked for, and its data set; nil if there is none.
  private func begunRun() throws -> (choice: DatasetChoice, record: RunRecord)? {
    let choices: [DatasetChoice] =
      switch source.choice {
      case .mnist: [.mnist]
      case .digits: [.digits]
      case .auto: source.folder == nil ? [.mnist, .digits] : [.mnist]
      }
    let begun = try choices.compactMap { choice in
      try record(begunOn: choice == .mnist ? filesName : choice.rawValue).map { (choice, $0) }
    }
    // Of two runs, the data set that is found decides.
    if begun.count == 2 {
      let isFound = (try? MnistFolder.find(chosen: nil, environment: environment)) != nil
      return begun.first { $0.0 == (isFound ? .mnist : .digits) }
    }
    return begun.first
  }

  /// What the images of the four files are called that are found; MNIST where none are.
  private var filesName: String {
    let found = try? LoadedDataset.load(.mnist, folder: source.folder, environment: environment)
    return found?.name ?? DigitDataset.Kind.mnist.rawValue
  }

  private func record(begunOn dataset: String) throws -> RunRecord? {
    guard learningRates.count > 1 else {
      return try Checkpoint(in: FileSystem.join(output, RunFolder.name(dataset)))?.record
    }
    let folder = FileSystem.join(output, RunFolder.ratesName(dataset))
    return learningRates.lazy.compactMap { rate in
      try? RunFolder(FileSystem.join(folder, RunFolder.name(rate: rate))).latestRecord()
    }.first
  }

  /// The command that goes on with an interrupted run.
  private func resumption(_ dataset: LoadedDataset) -> String {
    var words = ["report", "train", "--resume"]
    if output != Program.outputFolder { words += ["--output", output] }
    if let folder = source.folder {
      words += ["--data-dir", folder]
    } else {
      words += ["--dataset", dataset.data.kind == .digits ? "digits" : "mnist"]
    }
    return words.map(ShellWord.quoted).joined(separator: " ")
  }

  private func firstParameters(
    _ architecture: Architecture
  ) throws -> (network: NetworkState, checksum: String)? {
    guard let path = initialWeights else { return nil }
    let bytes = try FileSystem.read(path, limit: TensorFile.sizeLimit)
    let file = try TensorFile(bytes: bytes, file: path)
    let network = try NetworkState(architecture, from: file)
    if let remark = StoredWeights(architecture, in: file).remark {
      progress(.noted("\(path): \(remark)"))
    }
    return (network, Digest.sha256(bytes))
  }
}
