import CXlsxWriter

/// The libxlsxwriter that the program runs with.
public enum LinkedXlsxWriter {
  /// Its version, such as `1.1.4`.
  ///
  /// C function: `lxw_version`.
  public static var version: String { lxw_version().map { String(cString: $0) } ?? "unknown" }
}
