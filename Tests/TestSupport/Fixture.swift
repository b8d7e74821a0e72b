import Foundation

/// Files of known content beside the tests.
public enum Fixture {
  /// Where a file of `Tests/Fixtures` is.
  ///
  /// - Parameter name: its path inside that folder.
  /// - Returns: an absolute path.
  public static func path(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/\(name)").path
  }

  /// The content of a file of `Tests/Fixtures`.
  ///
  /// - Parameter name: its path inside that folder.
  /// - Returns: its bytes.
  /// - Throws: what Foundation throws if the file is not there.
  public static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path(name))))
  }
}
