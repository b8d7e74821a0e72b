public import Foundation

/// Packs bytes with the system's `gzip`.
///
/// - Parameter bytes: what is packed.
/// - Returns: the archive, without name and time.
/// - Throws: what Foundation throws if `gzip` cannot be run.
public func gzipped(_ bytes: [UInt8]) throws -> [UInt8] {
  try withTemporaryFolder { folder in
    let file = folder.appending(path: "content")
    try Data(bytes).write(to: file)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", "-n", file.path]
    try process.run()
    process.waitUntilExit()
    return [UInt8](try Data(contentsOf: folder.appending(path: "content.gz")))
  }
}

/// Gives a folder that exists as long as the body runs.
///
/// - Parameter body: uses the folder.
/// - Returns: what the body returns.
/// - Throws: what the body throws.
public func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "gradbook-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}
