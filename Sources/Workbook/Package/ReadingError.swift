/// Why a file that was written cannot be read.
package enum ReadingError: Error, Hashable, Sendable {
  /// A system call failed, with this value of `errno`.
  case system(code: CInt)
  /// The content is damaged; the text says how, as the end of a sentence.
  case damaged(String)
}
