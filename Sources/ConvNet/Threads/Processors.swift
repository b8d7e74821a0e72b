import FoundationEssentials

/// The processors that this process may run on.
package enum Processors {
  /// How many there are; at least 1.
  package static var available: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }
}
