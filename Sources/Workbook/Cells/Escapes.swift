/// Keeps texts that look like an escape of the file format from being read as one.
enum Escapes {
  /// A text in which `_x0041_`, which programs would read as `A`, is written `_x005F_x0041_`.
  static func protected(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "_")), containsEscape(text) else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    for index in bytes.indices {
      if isEscape(bytes, at: index) {
        result += "_x005F".utf8
      }
      result.append(bytes[index])
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func containsEscape(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.indices.contains { isEscape(bytes, at: $0) }
  }

  static func isEscape(_ bytes: [UInt8], at index: Int) -> Bool {
    guard index + 6 < bytes.count, bytes[index] == UInt8(ascii: "_"),
      bytes[index + 1] == UInt8(ascii: "x"), bytes[index + 6] == UInt8(ascii: "_")
    else { return false }
    return bytes[(index + 2)...(index + 5)].allSatisfy { byte in
      ReferenceScanner.isDigit(byte) || (ReferenceScanner.letter(byte) ?? 99) <= 6
    }
  }
}
