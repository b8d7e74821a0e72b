import COneDNN

/// The oneDNN that the program runs with.
public enum LinkedOneDNN {
  /// Its version, such as `2.6.3`.
  ///
  /// C function: `dnnl_version`.
  public static var version: String {
    guard let version = dnnl_version()?.pointee else { return "unknown" }
    return "\(version.major).\(version.minor).\(version.patch)"
  }
}
