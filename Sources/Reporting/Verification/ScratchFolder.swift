import Foundation

/// A folder for intermediate files, removed with everything in it when it is let go of.
final class ScratchFolder: Sendable {
  /// Its absolute path.
  let path: String

  /// Makes an empty folder in the system's place for temporary files (`TMPDIR`).
  init() throws(ReportError) {
    let folder = FileManager.default.temporaryDirectory.path
    var name = Array("\(folder)/gradbook-XXXXXX".utf8CString)
    guard mkdtemp(&name) != nil else { throw .cannotWrite(folder, code: errno) }
    path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    TemporaryFiles.adopt(folder: path)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
    TemporaryFiles.forget(folder: path)
  }
}
