/// A folder for intermediate files, removed with everything in it when it is let go of.
///
/// Where the program is killed it stays, and the next folder that is made clears it away.
package final class ScratchFolder: Sendable {
  /// Its absolute path.
  package let path: String

  /// Makes an empty folder in the system's place for temporary files (`TMPDIR`).
  ///
  /// - Throws: `ReportError` of category `cannotWrite`.
  package init() throws(ReportError) { path = try TemporaryFiles.makeFolder() }

  deinit { TemporaryFiles.removeFolder(path) }
}
