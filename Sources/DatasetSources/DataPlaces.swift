import Datasets
import Foundation

/// Where data sets are put.
package enum DataPlaces {
  /// Where a download goes if the person does not say: the folder that the environment names, or
  /// the user's cache.
  ///
  /// - Parameter environment: The environment's variables.
  /// - Returns: A folder, or nil if the environment has neither.
  package static func download(environment: [String: String]) -> String? {
    if let named = environment[MnistFolder.variable], !named.isEmpty { return named }
    return MnistFolder.cacheFolder(environment: environment)
  }
}

/// The environment of this process.
package enum ProcessEnvironment {
  /// Its variables.
  package static var variables: [String: String] { ProcessInfo.processInfo.environment }
}
