import CXlsxWriter
import Charts
import Glibc

extension Book {
  /// The book as the bytes of an XLSX file.
  ///
  /// The same book gives the same bytes with the same versions of libxlsxwriter and zlib, in every
  /// time zone and locale that leaves C's `LC_NUMERIC` alone.
  ///
  /// libxlsxwriter prints numbers with 16 significant digits, one fewer than would always bring
  /// the same bits back: what is read differs by at most 5e-16 of itself. Exact numbers are what
  /// CSV, JSON and ``textTwin()`` are for.
  ///
  /// - Parameter temporaryFolder: Where libxlsxwriter keeps the parts of the file meanwhile; without
  ///   one, the folder that `TMPDIR` names, or `/tmp`.
  /// - Returns: The whole file.
  /// - Throws: What ``check()`` finds, or what hinders writing.
  public func encoded(temporaryFolder: String? = nil) throws(BookError) -> [UInt8] {
    try check()
    let folder = try TemporaryFolder(temporaryFolder, for: self)
    let file = try MemoryFile()
    try BookEmitter(book: self).write(path: file.path, temporaryFolder: folder.path)
    return try file.bytes()
  }

  /// Writes the book as an XLSX file, replacing what is there.
  ///
  /// Big books are written without ever being in memory as a whole. A file that cannot be written
  /// to its end is removed; to keep an older one until the new one is whole, write to a temporary
  /// name and rename.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - temporaryFolder: As for ``encoded(temporaryFolder:)``.
  /// - Throws: What ``check()`` finds, or what hinders writing.
  public func write(toPath path: String, temporaryFolder: String? = nil) throws(BookError) {
    let emitter = BookEmitter(book: self)
    guard emitter.usesConstantMemory else {
      return try PlainFile.write(try encoded(temporaryFolder: temporaryFolder), to: path)
    }
    try check()
    let folder = try TemporaryFolder(temporaryFolder, for: self)
    // libxlsxwriter opens the file only at the end of a long calculation.
    try PlainFile.write([], to: path)
    do {
      try emitter.write(path: path, temporaryFolder: folder.path)
    } catch {
      unlink(path)
      throw error.at(path)
    }
  }

  /// A bound for the bytes that the parts of the file have before they are compressed.
  var sizeBound: Int {
    var bound = 1 << 20
    for sheet in sheets {
      for block in sheet.blocks {
        let each: Int =
          switch block.content {
          case .numbers: 64
          case .formulas(let template, _): 96 + template.byteBound + template.byteBound / 4
          case .texts(let texts): 64 + 2 * (texts.lazy.map(\.utf8.count).max() ?? 0)
          }
        bound += block.content.count * each
      }
      for cell in sheet.cells.values {
        switch cell.content {
        case .text(let text): bound += 64 + 2 * text.utf8.count
        case .formula(let formula): bound += 96 + 2 * formula.text.utf8.count
        case .blank, .boolean, .link, .number: bound += 512
        }
        bound += (cell.note?.text.utf8.count ?? 0) * 2
      }
      for picture in sheet.pictures { bound += picture.png.count }
      for chart in sheet.charts { bound += chart.chart.series.reduce(0) { $0 + 96 * $1.y.count } }
    }
    return bound
  }
}

/// The folder for temporary files, checked before use.
///
/// libxlsxwriter does not look whether its temporary files could be written: on a full disk it
/// would make a damaged workbook without a word.
private struct TemporaryFolder {
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

/// An unnamed file in memory that libxlsxwriter, which knows only paths, can write to.
private struct MemoryFile: ~Copyable {
  private let descriptor: Int32

  init() throws(BookError) {
    descriptor = memfd_create("workbook", UInt32(memory_file_closes_on_exec))
    guard descriptor >= 0 else {
      throw .cannotWrite(path: "(in memory)", reason: String(cString: strerror(errno)))
    }
  }

  var path: String { "/proc/self/fd/\(descriptor)" }

  func bytes() throws(BookError) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .cannotWrite(path: "(in memory)", reason: String(cString: strerror(errno)))
    }
    let size = Int(status.st_size)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = 0
      while count < size {
        let got = pread(
          descriptor, buffer.baseAddress?.advanced(by: count), size - count, off_t(count))
        if got <= 0 { break }
        count += got
      }
    }
    guard bytes.count == size else {
      throw .cannotWrite(path: "(in memory)", reason: "it could not be read back")
    }
    return bytes
  }

  deinit { close(descriptor) }
}

/// Writes bytes to a path, or leaves no file.
private enum PlainFile {
  static func write(_ bytes: [UInt8], to path: String) throws(BookError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(path) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let error = failure(path)
        close(descriptor)
        unlink(path)
        throw error
      }
      written += count
    }
    guard close(descriptor) == 0 else {
      let error = failure(path)
      unlink(path)
      throw error
    }
  }

  private static func failure(_ path: String) -> BookError {
    .cannotWrite(path: path, reason: String(cString: strerror(errno)))
  }
}

extension BookError {
  /// The same error with the file's real name.
  fileprivate func at(_ path: String) -> BookError {
    if case .cannotWrite(_, let reason) = self { return .cannotWrite(path: path, reason: reason) }
    return self
  }
}
