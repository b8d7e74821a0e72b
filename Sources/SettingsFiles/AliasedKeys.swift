/// Finds keys that are not plain words in YAML that has aliases.
///
/// Reading compares keys, and a key of nested aliases stands for a list of any length: a text of some
/// hundred bytes would keep the program busy for ever. Files without aliases have no such keys.
enum AliasedKeys {
  /// The line of the first such key, counted from 1; nil where there is none, or no alias.
  ///
  /// The text is looked at without knowing what is quoted, so that a key is found in a comment or a
  /// quotation, too; a file with aliases cannot have it there.
  static func firstLine(in text: String) -> Int? {
    guard hasAlias(text) else { return nil }
    for (index, line) in Array(text.utf8).split(separator: 10, omittingEmptySubsequences: false)
      .enumerated() where hasComplexKey(line)
    {
      return index + 1
    }
    return nil
  }

  private static func hasAlias(_ text: String) -> Bool {
    var before: UInt8 = 32
    for byte in text.utf8 {
      if before == star, byte > 32 { return true }
      before = byte
    }
    return false
  }

  /// Whether a line has an explicit key, an alias as a key, or a bracket before a colon.
  private static func hasComplexKey(_ line: ArraySlice<UInt8>) -> Bool {
    let openers = Array("[{,-:?".utf8)
    var before: UInt8?
    var isAlias = false
    for index in line.indices where line[index] > 32 {
      let byte = line[index]
      let isStart = before.map(openers.contains) ?? true
      switch byte {
      case UInt8(ascii: "?") where isStart && (index + 1 == line.endIndex || line[index + 1] <= 32):
        return true
      case UInt8(ascii: ":"):
        if before == nil || before == UInt8(ascii: "]") || before == UInt8(ascii: "}") || isAlias {
          return true
        }
      case star where isStart: isAlias = true
      case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "{"): isAlias = false
      default: break
      }
      before = byte
    }
    return false
  }

  private static let star = UInt8(ascii: "*")
}
