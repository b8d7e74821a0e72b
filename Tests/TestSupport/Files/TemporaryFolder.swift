public import Foundation

/// A folder of its own for a test, removed when the test lets go of it.
public final class TemporaryFolder: Sendable {
  /// Its absolute path.
  public let path: String

  /// Makes an empty folder in the system's place for temporary files.
  ///
  /// - Throws: What the file system says.
  public init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("gradbook-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.resolvingSymlinksInPath().path
  }

  deinit {
    // A test may have taken the right to write away.
    _ = try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The path of something in the folder.
  public func file(_ name: String) -> String { path + "/" + name }

  /// Writes a text file into the folder and returns its path.
  ///
  /// - Parameters:
  ///   - name: Its name; folders in it are made.
  ///   - text: Its content.
  /// - Returns: Its path.
  /// - Throws: What the file system says.
  @discardableResult
  public func write(_ name: String, _ text: String) throws -> String {
    try write(name, Array(text.utf8))
  }

  /// Writes a file into the folder and returns its path.
  ///
  /// - Parameters:
  ///   - name: Its name; folders in it are made.
  ///   - bytes: Its content.
  /// - Returns: Its path.
  /// - Throws: What the file system says.
  @discardableResult
  public func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let url = URL(fileURLWithPath: file(name))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return file(name)
  }

  /// The content of a file in the folder.
  public func text(_ name: String) throws -> String {
    try String(contentsOfFile: file(name), encoding: .utf8)
  }

  /// The bytes of a file in the folder.
  public func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: file(name))))
  }

  /// Every file below the folder, hidden ones included, as sorted relative paths.
  public var allFiles: [String] {
    let found = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return found.filter { name in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: file(name), isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted()
  }
}

/// Gives a folder that exists as long as the body runs.
///
/// - Parameter body: Uses the folder.
/// - Returns: What the body returns.
/// - Throws: What the file system says, or what the body throws.
public func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = try TemporaryFolder()
  return try withExtendedLifetime(folder) { try body(URL(filePath: folder.path)) }
}
