import ArgumentParser
import DatasetSources
import NetworkSummaries
import Publishing
import TrainingRuns

extension DatasetChoice: ExpressibleByArgument {}
extension WeightsEvaluation.Form: ExpressibleByArgument {}
extension LayerTable.Form: ExpressibleByArgument {}

/// Which images a command works with.
struct DatasetOptions: ParsableArguments {
  @Option(help: "MNIST or the drawn digits; auto is MNIST if it is found, else digits.")
  var dataset = DatasetChoice.auto

  @Option(
    help: ArgumentHelp(
      "The folder with the four files of MNIST. (default: GRADBOOK_DATA_DIR, ./data, the cache)",
      valueName: "dir"),
    completion: .directory)
  var dataDir: String?

  /// The images.
  ///
  /// - Parameter drawing: How many digits are drawn, if they are.
  /// - Returns: What to load.
  func source(drawing: DrawingPlan? = nil) -> DataSource {
    DataSource(dataset, folder: dataDir, drawing: drawing)
  }

  /// Finds, reads or draws the images.
  func load(
    drawing: DrawingPlan = DrawingPlan(), progress: @escaping ProgressHandler
  ) throws -> LoadedDataset {
    try LoadedDataset.load(
      dataset, folder: dataDir, environment: ProcessEnvironment.variables, drawing: drawing,
      warn: { progress(.warned($0)) })
  }
}

/// How many digits are drawn, and which.
struct DrawingOptions: ParsableArguments {
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Images to learn from.", valueName: "count"))
  var training = DrawingPlan().trainingCount

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Images to be tested on.", valueName: "count"))
  var test = DrawingPlan().testCount

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Decides on every image.", valueName: "number"))
  var seed = DrawingPlan().seed

  /// The plan that the options describe.
  var plan: DrawingPlan { DrawingPlan(seed: seed, trainingCount: training, testCount: test) }

  func validate() throws {
    for (name, count) in [("--training", training), ("--test", test)]
    where !DrawingPlan.counts.contains(count) {
      throw ValidationError(
        "\(name) is \(count). Give a number from 1 to \(DrawingPlan.counts.upperBound).")
    }
  }
}
