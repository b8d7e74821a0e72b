import Glibc
import Publishing
import Synchronization

/// Standard output and standard error, written without buffers between.
enum StandardStreams {
  private enum Output { case open, left, failed(CInt) }
  private static let output = Mutex(Output.open)

  /// Makes sure that the three standard descriptors exist.
  ///
  /// A program started with one of them closed would otherwise give its number to the first file
  /// that it opens, and results would end up in that file.
  static func prepare() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
      while fcntl(descriptor, F_GETFD) == -1, errno == EBADF {
        guard open("/dev/null", descriptor == STDIN_FILENO ? O_RDONLY : O_WRONLY) >= 0 else {
          return
        }
      }
    }
  }

  /// Writes a result to standard output.
  ///
  /// A reader that has left (`report summary | head -1`) has seen enough: the rest is dropped
  /// without a word. Any other failure is kept for ``finish()``.
  static func write(_ text: String) {
    output.withLock { state in
      guard case .open = state else { return }
      let code = put(text, on: STDOUT_FILENO)
      if code == EPIPE { state = .left } else if code != 0 { state = .failed(code) }
    }
  }

  /// Writes to standard error; a failure there cannot be reported.
  static func writeError(_ text: String) { _ = put(text, on: STDERR_FILENO) }

  /// Says whether all results could be written.
  static func finish() throws(ReportError) {
    let code = output.withLock { state in
      guard case .failed(let code) = state else { return CInt(0) }
      return code
    }
    guard code == 0 else {
      let reason = code == ENOSPC ? "the disk is full" : String(cString: strerror(code))
      throw ReportError(.cannotWrite, "Standard output cannot be written: \(reason).")
    }
  }

  private static func put(_ text: String, on descriptor: CInt) -> CInt {
    var text = text
    return text.withUTF8 { bytes in
      var offset = 0
      while offset < bytes.count {
        let rest = UnsafeRawBufferPointer(bytes)[offset...]
        let count = Glibc.write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count >= 0 { offset += count } else if errno != EINTR { return errno }
      }
      return 0
    }
  }
}
