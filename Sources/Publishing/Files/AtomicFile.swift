import Glibc

/// Writing one file whole or not at all.
///
/// The bytes go to a temporary name beside the file, which is then renamed: a reader, a crash or a
/// full disk sees the old file or the new one, never a part of it.
package enum AtomicFile {
  /// Writes a file.
  ///
  /// - Parameters:
  ///   - bytes: The content.
  ///   - path: Its place; missing folders are made.
  ///   - durable: Whether the content must be on the disk before the name changes, so that even a
  ///     loss of power leaves a whole file. Worth its milliseconds for a checkpoint.
  /// - Throws: `ReportError` of category `cannotWrite`; the old file is untouched then.
  package static func write(
    _ bytes: [UInt8], to path: String, durable: Bool = false
  ) throws(ReportError) {
    let staged = try stage(bytes, for: path, durable: durable)
    try publish(staged, as: path, durable: durable)
  }

  /// Writes a text file in UTF-8.
  ///
  /// - Parameters:
  ///   - text: The content.
  ///   - path: Its place; missing folders are made.
  /// - Throws: `ReportError` of category `cannotWrite`; the old file is untouched then.
  package static func write(_ text: String, to path: String) throws(ReportError) {
    try write(Array(text.utf8), to: path)
  }

  /// Writes bytes to a fresh temporary beside `path` and returns its name.
  static func stage(
    _ bytes: [UInt8], for path: String, durable: Bool, calls: SystemCalls = .live
  ) throws(ReportError) -> String {
    try FileSystem.makeFolder(FileSystem.folder(of: path))
    let temporary = try TemporaryFiles.make(beside: path)
    do throws(ReportError) {
      try fill(temporary, with: bytes, for: path, durable: durable, calls: calls)
      return temporary
    } catch {
      TemporaryFiles.remove(temporary)
      throw error
    }
  }

  /// Gives a temporary its final name.
  static func publish(
    _ temporary: String, as path: String, durable: Bool, calls: SystemCalls = .live
  ) throws(ReportError) {
    guard calls.rename(temporary, path) == 0 else {
      let code = errno
      TemporaryFiles.remove(temporary)
      throw .cannotWrite(path, code: code)
    }
    TemporaryFiles.forget(temporary)
    if durable { _ = synchronize(FileSystem.folder(of: path)) }
  }

  private static func fill(
    _ temporary: String, with bytes: [UInt8], for path: String, durable: Bool, calls: SystemCalls
  ) throws(ReportError) {
    let descriptor = open(temporary, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotWrite(path, code: errno) }
    var failure: CInt = 0
    var offset = 0
    bytes.withUnsafeBytes { buffer in
      while offset < buffer.count, failure == 0 {
        let count = calls.write(
          descriptor, UnsafeRawBufferPointer(rebasing: buffer[offset...]))
        if count >= 0 { offset += count } else if errno != EINTR { failure = errno }
      }
    }
    if failure == 0, durable, calls.fsync(descriptor) != 0 { failure = errno }
    // Network file systems report a full disk only here.
    if close(descriptor) != 0, failure == 0 { failure = errno }
    guard failure == 0 else { throw .cannotWrite(path, code: failure) }
  }

  /// Writes the content of a file, or the names in a folder, through to the disk.
  ///
  /// - Parameter path: The file or folder.
  /// - Returns: The system's error code; nil where it succeeds or the file system cannot do it.
  static func synchronize(_ path: String) -> CInt? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return errno }
    defer { close(descriptor) }
    guard Glibc.fsync(descriptor) != 0, errno != EINVAL, errno != ENOTSUP else { return nil }
    return errno
  }
}

/// The system calls that writing a file makes, so that a test can let each of them fail.
struct SystemCalls: Sendable {
  /// Writes bytes to a descriptor; the number written, or -1 with `errno` set.
  var write: @Sendable (CInt, UnsafeRawBufferPointer) -> Int
  /// Writes a descriptor's content through to the disk.
  var fsync: @Sendable (CInt) -> CInt
  /// Gives a file another name.
  var rename: @Sendable (String, String) -> CInt

  /// The system's own.
  static let live = SystemCalls(
    write: { Glibc.write($0, $1.baseAddress, $1.count) },
    fsync: { Glibc.fsync($0) },
    rename: { Glibc.rename($0, $1) })
}
