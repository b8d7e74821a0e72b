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
    guard access(path, W_OK | X_OK) == 0 else {
      throw .cannotWrite(
        path: "(temporary files in \(path))",
        reason: "\(String(cString: strerror(errno))); set TMPDIR to a folder that can be written")
    }
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return }
    let room = Int(clamping: status.f_bavail).multipliedReportingOverflow(
      by: Int(clamping: status.f_frsize))
    let needed = book.sizeBound
    if !room.overflow, room.partialValue < needed {
      throw .cannotWrite(
        path: "(temporary files in \(path))",
        reason: "they may need \(needed >> 20) MB and \(room.partialValue >> 20) MB are free; "
          + "set TMPDIR to a folder with more room")
    }
  }
}
