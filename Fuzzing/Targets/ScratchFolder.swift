import Glibc

/// Runs code with a folder that holds one file, and removes both.
///
/// - Parameters:
///   - name: The file's name.
///   - bytes: Its content.
///   - body: What is run with the folder's path.
/// - Throws: What the body throws, and ``BrokenProperty`` when the folder cannot be made.
func withScratchFolder(
  file name: String, _ bytes: [UInt8], _ body: (String) throws -> Void
) throws {
  let place = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
  var template = Array("\(place)/gradbook-fuzz-XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else { throw BrokenProperty("\(place) takes a folder.") }
  let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  let path = "\(folder)/\(name)"
  defer {
    unlink(path)
    rmdir(folder)
  }
  guard let file = fopen(path, "wb") else { throw BrokenProperty("\(path) can be written.") }
  fwrite(bytes, 1, bytes.count, file)
  fclose(file)
  try body(folder)
}
