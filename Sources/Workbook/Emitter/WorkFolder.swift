import Glibc

/// The folder for temporary files, checked before use.
///
/// libxlsxwriter does not look whether its temporary files could be written: on a full disk it
/// would make a damaged workbook without a word.
struct WorkFolder {
  let path: String

  init(_ wanted: String?, for book: Book) throws(BookError) {
    let folder = wanted ?? getenv("TMPDIR").map { String(cString: $0) } ?? ""
    path = folder.isEmpty ? "/tmp" : folder
    guard access(path, W_OK | X_OK) == 0 else { throw unusable() }
    try probe(book.sheets.flatMap(\.images).map(\.png.count).max() ?? 0)
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return }
    let room = Int(clamping: status.f_bavail).multipliedReportingOverflow(
      by: Int(clamping: status.f_frsize))
    let needed = book.sizeBound
    if !room.overflow, room.partialValue < needed {
      throw .cannotWrite(
        path: BookError.unnamed,
        reason: "its temporary files in \(path) may need \(needed >> 20) MB and "
          + "\(room.partialValue >> 20) MB are free; set TMPDIR to a folder with more room")
    }
  }

  /// Writes an unnamed file as large as the largest image, and lets go of it.
  ///
  /// libxlsxwriter keeps images in such files; where one cannot be written it prints a warning of
  /// its own on standard error.
  private func probe(_ size: Int) throws(BookError) {
    guard size > 0 else { return }
    var name = Array("\(path)/gradbook-XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw unusable() }
    unlink(name)
    defer { close(descriptor) }
    let bytes = [UInt8](repeating: 0, count: size)
    var written = 0
    while written < size {
      let count = bytes.withUnsafeBytes {
        write(descriptor, $0.baseAddress?.advanced(by: written), size - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw unusable() }
      written += count
    }
  }

  private func unusable() -> BookError {
    let reason = String(cString: strerror(errno))
    return .cannotWrite(
      path: BookError.unnamed,
      reason: "its temporary files in \(path): \(reason); "
        + "set TMPDIR to a folder that can be written")
  }
}
