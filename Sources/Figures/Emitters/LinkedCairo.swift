import CCairo

/// The Cairo that the program runs with.
package enum LinkedCairo {
  /// Its version, such as `1.16.0`.
  ///
  /// C function: `cairo_version_string`.
  package static var version: String {
    cairo_version_string().map { String(cString: $0) } ?? "unknown"
  }
}
