/// Why a data set could not be found, read or used.
///
/// Each description is a sentence or two that say what is wrong, with which file, and what to do.
public enum DatasetError: Error, Sendable, Equatable {
  /// A folder or file that is needed is not there.
  case missing(detail: String)
  /// A file is there and could not be opened or read.
  case unreadable(file: String, reason: String)
  /// A file does not hold what its name promises.
  case damaged(file: String, detail: String)
  /// Two files that belong together contradict each other.
  case mismatch(detail: String)
}

extension DatasetError: CustomStringConvertible {
  /// A full sentence for a person.
  public var description: String {
    switch self {
    case .missing(let detail), .mismatch(let detail): detail
    case .unreadable(let file, let reason): "\(file) cannot be read: \(reason)."
    case .damaged(let file, let detail): "\(file) \(detail)."
    }
  }
}
