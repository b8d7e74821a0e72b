import Foundation
import Publishing
import Reporting

/// What stands beside every number: the machine and the versions.
enum Machine {
  /// A few lines of text.
  static var description: String {
    let processor =
      (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?
      .split(separator: "\n").first { $0.hasPrefix("model name") }?
      .split(separator: ":").last?.trimmingCharacters(in: .whitespaces)
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let memory = Double(ProcessInfo.processInfo.physicalMemory) / Double(1 << 30)
    #if DEBUG
      let configuration = "debug"
    #else
      let configuration = "release"
    #endif
    return """
      \(processor ?? "unknown processor"), \(cores) cores, \(String(format: "%.0f", memory)) GiB
      \(ProcessInfo.processInfo.operatingSystemVersionString), \(configuration) build
      \(Provenance.current.text.replacingOccurrences(of: "\n  ", with: ", "))
      """
  }
}
