import CZlib

/// The zlib that the program runs with.
package enum LinkedZlib {
  /// Its version, such as `1.2.13`.
  ///
  /// C function: `zlibVersion`.
  package static var version: String { zlibVersion().map { String(cString: $0) } ?? "unknown" }
}
