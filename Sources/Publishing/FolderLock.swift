import Glibc

/// Holds a folder while one process publishes into it, so that two runs do not mix their manifests.
struct FolderLock {
  private let descriptor: CInt

  init(_ folder: String) throws(ReportError) {
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotWrite(folder, code: errno) }
    // A file system without locks is used without one.
    while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
  }

  func release() { close(descriptor) }
}
