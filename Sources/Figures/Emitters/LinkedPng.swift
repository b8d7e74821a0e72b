import CPng

/// The libpng that the program runs with.
package enum LinkedPng {
  /// Its version, such as `1.6.39`.
  package static var version: String {
    gradbook_png_version().map { String(cString: $0) } ?? "unknown"
  }
}
