import Foundation

/// Packs bytes with the system's `gzip`.
///
/// - Parameter bytes: What is packed.
/// - Returns: The archive, without name and time.
/// - Throws: What Foundation throws if `gzip` cannot be run.
public func gzipped(_ bytes: [UInt8]) throws -> [UInt8] {
  let folder = try TemporaryFolder()
  let file = try folder.write("content", bytes)
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = ["gzip", "-n", file]
  try process.run()
  process.waitUntilExit()
  return try folder.bytes("content.gz")
}
