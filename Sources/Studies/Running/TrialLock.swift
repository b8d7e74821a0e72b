import Glibc
import Publishing

/// Keeps a trial for one process: another one waits or goes on to other trials.
///
/// The lock belongs to an open file and ends with the process, also a killed one. On a shared disk it
/// holds for all machines whose file system passes locks on, as NFS does.
final class TrialLock {
  private let descriptor: CInt
  /// Linux's `F_OFD_SETLK`, which not every header has.
  private static let setOpenFileLock: CInt = 37

  /// Locks a trial's folder; nil if another process has it.
  ///
  /// - Parameter folder: The folder; it is made if it is missing.
  /// - Throws: `ReportError` of category `cannotWrite`.
  init?(_ folder: String) throws(ReportError) {
    try FileSystem.makeFolder(folder)
    let path = FileSystem.join(folder, "lock")
    let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard opened >= 0 else { throw .cannotWrite(path, code: errno) }
    var request = flock()
    request.l_type = Int16(F_WRLCK)
    request.l_whence = Int16(SEEK_SET)
    guard fcntl(opened, Self.setOpenFileLock, &request) == 0 else {
      let code = errno
      close(opened)
      if code == EAGAIN || code == EACCES { return nil }
      throw .cannotWrite(path, code: code)
    }
    descriptor = opened
  }

  deinit { close(descriptor) }
}
