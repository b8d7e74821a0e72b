import CXlsxWriter
import Glibc

/// An unnamed file in memory that libxlsxwriter, which knows only paths, can write to.
struct MemoryFile: ~Copyable {
  private let descriptor: Int32

  init() throws(BookError) {
    descriptor = memfd_create("workbook", UInt32(memory_file_closes_on_exec))
    guard descriptor >= 0 else {
      throw .cannotWrite(path: BookError.unnamed, reason: String(cString: strerror(errno)))
    }
  }

  var path: String { "/proc/self/fd/\(descriptor)" }

  func bytes() throws(BookError) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .cannotWrite(path: BookError.unnamed, reason: String(cString: strerror(errno)))
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
      throw .cannotWrite(path: BookError.unnamed, reason: "it could not be read back")
    }
    return bytes
  }

  deinit { close(descriptor) }
}

/// Files with a name.
enum PlainFile {
  /// Lets a file be written beside its place and then moves it there in one step.
  ///
  /// When anything fails, the file that was there before stays, and nothing is left beside it. What
  /// is no plain file, such as a device or a pipe, is written to directly.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - fill: Writes the file at the path that it is given.
  /// - Throws: What `fill` throws, with the file's own name, or why it could not be moved.
  static func replace(
    _ path: String, by fill: (String) throws(BookError) -> Void
  ) throws(BookError) {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG { return try fill(path) }
    let (folder, name) = split(path)
    let temporary = "\(folder).\(name.prefix(200)).\(getpid()).tmp"
    do throws(BookError) {
      try fill(temporary)
      guard rename(temporary, path) == 0 else { throw failure(path) }
    } catch {
      unlink(temporary)
      throw error.at(path)
    }
  }

  /// The folder with its last slash, and the name.
  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path) }
    return (String(path[...slash]), String(path[path.index(after: slash)...]))
  }

  /// Writes bytes to a path.
  static func write(_ bytes: [UInt8], to path: String) throws(BookError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(path) }
    var written = 0
    var isSound = true
    while written < bytes.count, isSound {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count > 0 { written += count } else { isSound = count < 0 && errno == EINTR }
    }
    guard isSound else {
      let error = failure(path)
      close(descriptor)
      throw error
    }
    // Network file systems report a full disk only here.
    guard close(descriptor) == 0 else { throw failure(path) }
  }

  /// Lends the content of a file.
  static func withBytes<Result>(
    of path: String, _ body: (UnsafeRawBufferPointer) throws(BookError) -> Result
  ) throws(BookError) -> Result {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path) }
    let size = Int(status.st_size)
    guard size > 0 else { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED
    else { throw failure(path) }
    defer { munmap(start, size) }
    return try body(UnsafeRawBufferPointer(start: start, count: size))
  }

  private static func failure(_ path: String) -> BookError {
    .cannotWrite(path: path, reason: String(cString: strerror(errno)))
  }
}
