import ArchitectureFiles
import ArgumentParser
import ConvNet
import DatasetSources
import Datasets
import Publishing
import Reporting
import RunComparison
import RunRecords
import TrainingRuns
import WorkedExample

/// `report train`: trains the article's network.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Trains the article's convolutional network.",
    discussion: examples([
      ("report train", "20 epochs, as in the article, on MNIST or on drawn digits"),
      ("report train --dataset digits --epochs 5", "fewer, and no files needed"),
      ("report train --resume", "goes on with a run that was interrupted"),
      ("report train --architecture templates/architectures/smaller.yaml", "another network"),
      ("report train --find-rate --batch-size 64", "which learning rate to use"),
      ("report train --learning-rates 0.001,0.01,0.1", "one run each, and the best of them"),
      ("report train --validation 5000", "the test images are used once, at the end"),
      ("report train --theme plain --pdf", "figures for a paper"),
    ]))

  @OptionGroup var choice: DatasetOptions

  @Option(
    help: ArgumentHelp(
      "How many digits are drawn to learn from and to be tested on. (default: 12000,2000)",
      valueName: "count,count"))
  var drawn: String?

  @Option(parsing: .unconditional, help: .setting(.epochs))
  var epochs: Int?

  @Option(parsing: .unconditional, help: .setting(.batchSize))
  var batchSize: Int?

  @Option(
    name: [.customLong("learning-rate"), .customLong("learning-rates")],
    help: .setting(.learningRate))
  var learningRate: String?

  @Option(help: .setting(.optimizer))
  var optimizer: OptimizerKind?

  @Option(parsing: .unconditional, help: .setting(.momentum))
  var momentum: Double?

  @Flag(help: .setting(.nesterov))
  var nesterov = false

  @Option(parsing: .unconditional, help: .setting(.weightDecay))
  var weightDecay: Double?

  @Option(parsing: .unconditional, help: .setting(.beta1))
  var beta1: Double?

  @Option(parsing: .unconditional, help: .setting(.beta2))
  var beta2: Double?

  @Option(parsing: .unconditional, help: .setting(.alpha))
  var alpha: Double?

  @Option(parsing: .unconditional, help: .setting(.epsilon))
  var epsilon: Double?

  @Option(help: .setting(.schedule))
  var schedule: LearningRateSchedule?

  @Option(parsing: .unconditional, help: .setting(.warmup))
  var warmup: Int?

  @Option(parsing: .unconditional, help: .setting(.minimumRate))
  var minimumRate: Double?

  @Flag(help: .setting(.cycledMomentum))
  var noCycledMomentum = false

  @Option(parsing: .unconditional, help: .setting(.baseMomentum))
  var baseMomentum: Double?

  @Option(parsing: .unconditional, help: .setting(.maximumMomentum))
  var maximumMomentum: Double?

  @Option(parsing: .unconditional, help: .setting(.stepSize))
  var stepSize: Int?

  @Option(parsing: .unconditional, help: .setting(.gamma))
  var gamma: Double?

  @Option(parsing: .unconditional, help: .setting(.dropout))
  var dropout: Double?

  @Option(help: .setting(.softmax))
  var softmax: SoftmaxAxis?

  @Option(parsing: .unconditional, help: .setting(.seed))
  var seed: UInt64?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Threads; the result does not depend on them. (default: one a processor)", valueName: "count"
    ))
  var threads: Int?

  @Flag(help: .setting(.augment))
  var noAugment = false

  @Option(help: .setting(.transforms))
  var transforms: ImageTransforms?

  @Option(help: .setting(.normalization))
  var normalization: TestNormalization?

  @Option(parsing: .unconditional, help: .setting(.validation, standard: "none"))
  var validation: Int?

  @Flag(help: .setting(.shuffle))
  var noShuffle = false

  @Option(
    name: .customLong("init"), help: .setting(.initialWeights, standard: "drawn from the seed"),
    completion: .weights)
  var initialWeights: String?

  @Option(
    help: .setting(.architecture, standard: "the article's"),
    completion: .file(extensions: ["yaml", "yml"]))
  var architecture: String?

  @Flag(
    help: "Look for the learning rate: a range test, and a short run with each rate it proposes.")
  var findRate = false

  @Flag(help: "Go on with the run that was interrupted, with its settings.")
  var resume = false

  @OptionGroup var figures: FigureOptions

  @OptionGroup var csv: CSVOptions

  @OptionGroup var replacement: ReplacementOptions

  @OptionGroup var outputOptions: OutputOptions

  /// The name by which the learning rates were given, for messages.
  private var rateOption: String {
    CommandLine.arguments.contains { $0.hasPrefix("--learning-rates") }
      ? "--learning-rates" : "--learning-rate"
  }

  /// The settings that are asked for.
  private var changes: SettingChanges {
    var changes = SettingChanges()
    // The optimizer comes first, because its usual learning rate and momentum give way to others.
    changes.set(.optimizer, to: optimizer)
    changes.set(.nesterov, to: nesterov ? true : nil)
    changes.set(.weightDecay, to: weightDecay)
    changes.set(.beta1, to: beta1)
    changes.set(.beta2, to: beta2)
    changes.set(.alpha, to: alpha)
    changes.set(.epsilon, to: epsilon)
    changes.set(.schedule, to: schedule)
    changes.set(.warmup, to: warmup)
    changes.set(.minimumRate, to: minimumRate)
    changes.set(.cycledMomentum, to: noCycledMomentum ? false : nil)
    changes.set(.baseMomentum, to: baseMomentum)
    changes.set(.maximumMomentum, to: maximumMomentum)
    changes.set(.validation, to: validation)
    changes.set(.transforms, to: transforms)
    changes.set(.normalization, to: normalization)
    changes.set(.epochs, to: epochs)
    changes.set(.batchSize, to: batchSize)
    changes.set(.momentum, to: momentum)
    changes.set(.stepSize, to: stepSize)
    changes.set(.gamma, to: gamma)
    changes.set(.dropout, to: dropout)
    changes.set(.softmax, to: softmax)
    changes.set(.seed, to: seed)
    changes.set(.augment, to: noAugment ? false : nil)
    changes.set(.shuffle, to: noShuffle ? false : nil)
    return changes
  }

  func run() throws {
    try outputOptions.checkManifest()
    let console = outputOptions.console
    let report = TrainingReport(
      source: choice.source(
        drawing: try drawn.map { counts throws(ReportError) in
          try DrawingPlan(counts: counts, option: "--drawn")
        }),
      changes: changes,
      learningRates: try learningRate.map { try LearningRates.parse($0, option: rateOption) } ?? [],
      initialWeights: initialWeights,
      architecture: try architecture.map { path throws(ReportError) in try ArchitectureFile(path) },
      threads: threads, resumes: resume, output: outputOptions.output,
      environment: ProcessEnvironment.variables, provenance: .current,
      replaces: replacement.replace, figures: figures.settings(usually: TrainingRun.usualFigures),
      csv: csv.dialect, progress: console.progress)
    if findRate {
      if resume || learningRate != nil {
        throw ReportError(
          .usage, "--find-rate looks for the learning rate. Leave out --learning-rate and --resume."
        )
      }
      let (finder, files) = try report.findRate()
      console.show(finder.text)
      console.list(files)
      return
    }
    let (outcome, comparison) = try report.runAndCompare(figures: figures.settings)
    var files = outcome.files
    if outcome.failure == nil {
      for folder in outcome.folders {
        files += try RunClassifier.publish(
          run: folder, figures: figures.settings, in: outputOptions.output,
          provenance: .current, progress: console.progress)
      }
    }
    if let comparison {
      console.listFolders(files)
      if !outputOptions.verbosity.quiet { console.show("\n" + comparison.text) }
    } else {
      console.list(files)
      if !outputOptions.verbosity.quiet, outcome.runs.count == 1 {
        console.result("Verdict: \(RunVerdict(outcome.runs[0].record).words).")
      }
    }
    if let sentence = ReportDocuments.staleness(in: outputOptions.output) {
      console.progress(.warned(sentence))
    }
    if let failure = outcome.failure { throw failure }
  }
}
