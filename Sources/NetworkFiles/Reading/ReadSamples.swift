import Backprop
import Publishing
import SettingsFiles

/// The samples of a network file, with what messages about one of them need.
struct ReadSamples {
  /// The samples; at least one, all with as many inputs.
  var samples: [Network.Sample]
  /// The error for a sample, counted from 0, from what is wrong without its place and a full stop.
  var fault: (Int, String) -> ReportError
  /// The file that they come from; nil where they stand in the network file.
  var file: SettingsFile.Source?

  /// What messages call the targets of a sample.
  ///
  /// - Parameter index: The sample, counted from 0.
  /// - Returns: Words such as `sample 2, targets`.
  func targets(of index: Int) -> String {
    samples.count == 1 ? "targets" : "sample \(index + 1), targets"
  }
}
