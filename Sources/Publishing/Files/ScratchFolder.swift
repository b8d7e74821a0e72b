import Publishing

/// A folder for intermediate files, removed with everything in it when it is let go of.
final class ScratchFolder: Sendable {
  /// Its absolute path.
  let path: String

  /// Makes an empty folder in the system's place for temporary files (`TMPDIR`).
  ///
  /// - Throws: `ReportError` of category `cannotWrite`.
  init() throws(ReportError) { path = try TemporaryFiles.makeFolder() }

  deinit { TemporaryFiles.removeFolder(path) }
}
