/// Folders for intermediate files.
package enum ScratchFolder {
  /// Lends an empty folder in the system's place for temporary files (`TMPDIR`), and removes it with
  /// everything in it.
  ///
  /// Where the program is killed it stays, and the next folder that is made clears it away.
  ///
  /// - Parameter body: Is given the folder's absolute path.
  /// - Returns: What the body returns.
  /// - Throws: What the body throws; `ReportError` of category `cannotWrite` where no folder can be
  ///   made.
  package static func lend<Result>(_ body: (String) throws -> Result) throws -> Result {
    let path = try TemporaryFiles.makeFolder()
    defer { TemporaryFiles.removeFolder(path) }
    return try body(path)
  }
}
