import Glibc

/// Reading a file by a name from outside without leaving the folder that it belongs to.
///
/// Each component of the name is opened by itself and no symbolic link is followed, so that a name,
/// or a link that somebody has put into the folder, leads nowhere else.
package enum ContainedFile {
  /// The bytes of a plain file below a folder.
  ///
  /// - Parameters:
  ///   - name: The path below the folder, such as `backpropagation/figures/network.svg`.
  ///   - folder: The folder, as the person wrote it; it may be a link itself.
  ///   - limit: The largest size that makes sense, in bytes.
  /// - Returns: The whole content.
  /// - Throws: `ReportError` of category `badData` for a name that leads out of the folder, for a link
  ///   and for what is no plain file; `inputMissing` where there is nothing.
  package static func read(
    _ name: String, in folder: String, limit: Int
  ) throws(ReportError) -> [UInt8] {
    let path = FileSystem.join(folder, name)
    let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard !name.utf8.contains(0), parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." })
    else {
      throw ReportError(
        .badData, "\(name) leads out of \(folder). Name a file inside that folder.")
    }
    var descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    for (index, part) in parts.enumerated() where descriptor >= 0 {
      let isLast = index == parts.count - 1
      // A pipe must not wait for somebody who writes.
      let kind = isLast ? O_NONBLOCK : O_DIRECTORY
      let next = openat(descriptor, part, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | kind)
      let code = errno
      close(descriptor)
      errno = code
      descriptor = next
    }
    guard descriptor >= 0 else {
      // A link answers with one of these two.
      let code = errno
      guard code == ELOOP || code == ENOTDIR else { throw .cannotRead(path, code: code) }
      throw notPlain(path, folder)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw notPlain(path, folder)
    }
    var bytes: [UInt8] = []
    try FileSystem.readPieces(from: descriptor, of: path, limit: limit) {
      bytes.append(contentsOf: $0)
    }
    return bytes
  }

  private static func notPlain(_ path: String, _ folder: String) -> ReportError {
    ReportError(
      .badData,
      "\(path) is a link or no plain file. Only plain files inside \(folder) are read.")
  }
}
