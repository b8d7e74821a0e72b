import Glibc

/// Reading and listing files by their paths, with errors as sentences.
package enum FileSystem {
  /// The bytes of a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limit: The largest size that makes sense, in bytes; a larger file is not read.
  /// - Returns: The whole content.
  /// - Throws: `ReportError` of category `inputMissing`, or `badData` for a file above the limit.
  package static func read(_ path: String, limit: Int = .max) throws(ReportError) -> [UInt8] {
    var bytes: [UInt8] = []
    // A file with a hole may claim any size.
    bytes.reserveCapacity(min(plainSize(path) ?? 0, limit, 1 << 30) + 1)
    try readPieces(of: path, limit: limit) { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// Reads a file piece by piece, so that it is never in memory as a whole.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limit: The largest size that makes sense, in bytes.
  ///   - body: Takes each piece.
  /// - Throws: As ``read(_:limit:)``.
  package static func readPieces(
    of path: String, limit: Int = .max, _ body: (ArraySlice<UInt8>) -> Void
  ) throws(ReportError) {
    // A pipe that nothing writes to would be waited for without end.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .cannotRead(path, code: errno) }
    defer { close(descriptor) }
    try readPieces(from: descriptor, of: path, limit: limit, body)
  }

  /// Reads an open file piece by piece.
  ///
  /// - Parameters:
  ///   - descriptor: The open file.
  ///   - path: What errors call it.
  ///   - limit: The largest size that makes sense, in bytes.
  ///   - body: Takes each piece.
  /// - Throws: As ``read(_:limit:)``.
  static func readPieces(
    from descriptor: CInt, of path: String, limit: Int, _ body: (ArraySlice<UInt8>) -> Void
  ) throws(ReportError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .cannotRead(path, code: errno) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw .cannotRead(path, code: EISDIR) }
    guard Int(status.st_size) <= limit else {
      throw ReportError(
        .badData, "\(path) has \(status.st_size) bytes; at most \(limit) make sense here.")
    }
    let isPipe = status.st_mode & S_IFMT == S_IFIFO
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var total = 0
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count == 0, isPipe, total == 0 {
        throw ReportError(
          .inputMissing, "\(path) is a pipe that no program writes to. Name a file.")
      }
      if count == 0 { return }
      if count < 0 {
        if errno == EINTR { continue }
        if errno == EAGAIN {
          var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
          _ = poll(&wait, 1, -1)
          continue
        }
        throw .cannotRead(path, code: errno)
      }
      total += count
      guard total <= limit else {
        throw ReportError(.badData, "\(path) has more than \(limit) bytes, which make sense here.")
      }
      body(buffer[..<count])
    }
  }

  /// The text of a UTF-8 file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limit: The largest size that makes sense, in bytes.
  /// - Returns: The text.
  /// - Throws: `ReportError`, as ``read(_:limit:)``, and `badData` when the file is not text.
  package static func readText(_ path: String, limit: Int = .max) throws(ReportError) -> String {
    let bytes = try read(path, limit: limit)
    guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
      throw ReportError(.badData, "\(path) is not a text file in UTF-8.")
    }
    return text
  }

  /// Whether a plain file has exactly this content; no more than that is read of it.
  package static func holds(_ bytes: [UInt8], at path: String) -> Bool {
    guard plainSize(path) == bytes.count else { return false }
    return (try? read(path, limit: bytes.count)) == bytes
  }

  /// The size of a plain file in bytes; nil for a folder, a device, a pipe, and nothing at all.
  package static func plainSize(_ path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// Whether there is something at a path.
  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Removes a file; nothing happens if there is none.
  package static func remove(_ path: String) { unlink(path) }

  /// Whether there is a folder at a path.
  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The names in a folder, sorted; empty when there is no such folder.
  package static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    // An entry is as long as its name: reading all of `d_name` would run past the last one's end.
    guard let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name) else { return [] }
    while let entry = readdir(stream) {
      let start = UnsafeRawPointer(entry).advanced(by: offset)
      let name = String(cString: start.assumingMemoryBound(to: CChar.self))
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Makes a folder and those above it, if they are missing.
  ///
  /// - Parameter path: The folder.
  /// - Returns: The folders that were made, the highest first.
  /// - Throws: `ReportError` of category `cannotWrite`.
  @discardableResult
  package static func makeFolder(_ path: String) throws(ReportError) -> [String] {
    if isFolder(path) || path.isEmpty { return [] }
    let parent = folder(of: path)
    let above = parent != path ? try makeFolder(parent) : []
    if mkdir(path, 0o777) != 0 {
      let code = errno
      if code == EEXIST, isFolder(path) { return above }
      throw .cannotWrite(path, code: code)
    }
    return above + [path]
  }

  /// The folder that a path lies in: `a` for `a/b`, `.` for `b`, `/` for `/b`.
  package static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    let folder = path[..<slash]
    return folder.isEmpty ? "/" : String(folder)
  }

  /// The last part of a path.
  package static func name(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return path }
    return String(path[path.index(after: slash)...])
  }

  /// A path inside a folder: `a/b` for `a` and `b`, `b` for `.` and `b`.
  package static func join(_ folder: String, _ name: String) -> String {
    if folder.isEmpty || folder == "." { return name }
    return folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }
}
