import CXlsxWriter
import Glibc

/// C strings that live as long as this value.
struct CStrings: ~Copyable {
  private var strings: [UnsafeMutablePointer<CChar>] = []

  /// A copy of a text for C; nil for an empty one, which C structures take to mean "none".
  mutating func text(_ text: String) -> UnsafeMutablePointer<CChar>? {
    guard !text.isEmpty, let copy = strdup(text) else { return nil }
    strings.append(copy)
    return copy
  }

  deinit {
    for string in strings { free(string) }
  }
}

extension lxw_error {
  /// Turns a code of libxlsxwriter into an error.
  func check(_ operation: @autoclosure () -> String) throws(BookError) {
    guard self != LXW_NO_ERROR else { return }
    throw .library(operation: operation(), reason: reason)
  }

  /// What the code means, in libxlsxwriter's words.
  var reason: String {
    guard let text = lxw_strerror(self) else { return "error \(rawValue)" }
    return String(cString: text)
  }
}
