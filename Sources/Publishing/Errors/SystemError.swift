import Glibc

extension ReportError {
  /// The sentence for a system call that failed while writing.
  ///
  /// - Parameters:
  ///   - path: What was being written.
  ///   - code: The value of `errno`.
  /// - Returns: The error with its category and sentence.
  package static func cannotWrite(_ path: String, code: CInt) -> ReportError {
    let reason: String
    switch code {
    case ENOSPC: reason = "the disk is full. Free some space, or choose another --output folder"
    case EDQUOT: reason = "the disk quota is used up. Free some space, or choose another --output"
    case EFBIG: reason = "the file would be larger than this system allows"
    case EACCES, EPERM:
      reason = "permission is denied. Choose another --output folder, or change its permissions"
    case EROFS: reason = "the file system is read-only. Choose another --output folder"
    case ENOTDIR, EEXIST:
      reason = "a part of its path is a file, not a folder. Choose another --output folder"
    case EISDIR, ENOTEMPTY: reason = "a folder of that name is in the way. Move it, then try again"
    case ENAMETOOLONG: reason = "its name is too long. Choose a shorter --output folder"
    default: reason = text(of: code)
    }
    return ReportError(.cannotWrite, "\(path) cannot be written: \(reason).")
  }

  /// The sentence for a system call that failed while reading.
  ///
  /// - Parameters:
  ///   - path: What was being read.
  ///   - code: The value of `errno`.
  /// - Returns: The error with its category and sentence.
  package static func cannotRead(_ path: String, code: CInt) -> ReportError {
    switch code {
    case ENOENT:
      ReportError(
        .inputMissing,
        path.isEmpty
          ? "The name of the file is empty. Name one." : "\(path) does not exist. Check the path.")
    case EISDIR: ReportError(.inputMissing, "\(path) is a folder; a file was expected.")
    case EACCES, EPERM:
      ReportError(.inputMissing, "\(path) cannot be read: permission is denied.")
    default: ReportError(.inputMissing, "\(path) cannot be read: \(text(of: code)).")
    }
  }

  /// The system's words for an error number, beginning in lower case.
  private static func text(of code: CInt) -> String {
    let text = strerror(code).map { String(cString: $0) } ?? "error \(code)"
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
