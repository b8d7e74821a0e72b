import ContentPublishing
import ConvNet
import DatasetSources
import Publishing
import RunRecords

/// What all runs of one command have in common.
struct TrainingWork {
  /// The images.
  let dataset: LoadedDataset
  /// What differs from the settings that a run would otherwise have.
  let changes: SettingChanges
  /// Where training begins, if not with drawn parameters.
  let initial: NetworkState?
  /// How many threads work.
  let threads: Int
  /// Whether interrupted runs go on.
  var resumes: Bool
  /// The command that goes on with a single interrupted run.
  let resumption: String
  /// Whether runs of another network in their place may be replaced.
  let replaces: Bool
  /// How the figures look, and their formats.
  let figures: FigureSettings
  /// The output folder.
  let publisher: Publisher
  /// Receives what happens.
  let progress: ProgressHandler
}
