/// One thing that is measured, with its peers.
struct Benchmark: Sendable {
  /// Its name on the command line.
  let name: String
  /// What it measures, in a few words.
  let about: String
  /// Measures, verifies and prints; throws when a result is wrong.
  let run: @Sendable (Session) throws -> Void
}

/// Every benchmark, one file each, in the order in which they run.
let registry: [Benchmark] = [
  backpropSweep,
  backpropSamples,
  outcomeMap,
  backpropReport,
  backpropLongWorkbook,
  publishing,
  figureSet,
  trainingStep,
  trainingEpoch,
  studyShards,
]
