import Foundation

/// What the program needs to know of the machine.
enum Machine {
  /// Processors that the program may use.
  static var processors: Int { ProcessInfo.processInfo.activeProcessorCount }
}
