extension Escapes {
  /// A text with the escapes of the file format resolved: `_x0041_` is `A`.
  ///
  /// Source: ECMA-376, part 1, section 22.9.2.19 (`ST_Xstring`).
  static func resolved(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "_")) else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if isEscape(bytes, at: index),
        let value = UInt32(
          String(decoding: bytes[(index + 2)...(index + 5)], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(value)
      {
        result += String(scalar).utf8
        index += 7
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
