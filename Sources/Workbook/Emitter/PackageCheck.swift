import CZlib

/// Looks whether every part of a written file came out whole.
///
/// libxlsxwriter keeps the parts in temporary files and does not look whether those could be
/// written; on a full disk it makes a file that opens as damaged and reports success. A part that
/// was cut off does not end with the closing tag of its first element, which is what is looked at.
struct PackageCheck {
  private let bytes: UnsafeRawBufferPointer

  /// Checks a whole file.
  ///
  /// - Throws: ``BookError/cannotWrite(path:reason:)`` that names the part.
  static func run(_ bytes: UnsafeRawBufferPointer) throws(BookError) {
    let check = PackageCheck(bytes: bytes)
    guard let parts = check.parts(), !parts.isEmpty else {
      throw .cannotWrite(path: BookError.unnamed, reason: "the file was cut off")
    }
    for part in parts where part.name.hasSuffix(".xml") || part.name.hasSuffix(".rels") {
      guard check.isWhole(part) else {
        throw .cannotWrite(
          path: BookError.unnamed,
          reason: "its part \(part.name) was cut off; is there room for temporary files?")
      }
    }
  }

  private struct Part {
    var name: String
    var isDeflated: Bool
    var data: Range<Int>
  }

  private func short(_ at: Int) -> Int { Int(bytes[at]) | Int(bytes[at + 1]) << 8 }
  private func word(_ at: Int) -> Int { short(at) | short(at + 2) << 16 }

  /// The parts that the directory at the end of the file lists; nil when it is not there.
  private func parts() -> [Part]? {
    let end = bytes.count - 22
    guard end >= 0, word(end) == 0x0605_4B50 else { return nil }
    var position = word(end + 16)
    var parts: [Part] = []
    for _ in 0..<short(end + 10) {
      guard position + 46 <= end, word(position) == 0x0201_4B50 else { return nil }
      let nameLength = short(position + 28)
      let header = word(position + 42)
      guard position + 46 + nameLength <= end, header + 30 <= bytes.count else { return nil }
      let start = header + 30 + short(header + 26) + short(header + 28)
      let size = word(position + 20)
      guard start + size <= bytes.count else { return nil }
      let name = String(
        decoding: bytes[(position + 46)..<(position + 46 + nameLength)], as: UTF8.self)
      parts.append(
        Part(name: name, isDeflated: short(position + 10) == 8, data: start..<(start + size)))
      position += 46 + nameLength + short(position + 30) + short(position + 32)
    }
    return parts
  }

  private func isWhole(_ part: Part) -> Bool {
    let data = UnsafeRawBufferPointer(rebasing: bytes[part.data])
    guard part.isDeflated else {
      return Self.isClosed(first: Array(data.prefix(2_048)), last: Array(data.suffix(256)))
    }
    guard let (first, last) = Self.ends(ofDeflated: data) else { return false }
    return Self.isClosed(first: first, last: last)
  }

  /// The first and the last bytes of compressed data; nil when it is damaged.
  private static func ends(ofDeflated data: UnsafeRawBufferPointer) -> ([UInt8], [UInt8])? {
    var stream = z_stream()
    stream.next_in = UnsafeMutablePointer(
      mutating: data.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.avail_in = UInt32(clamping: data.count)
    // Negative bits: data without the header of zlib, as ZIP files store it.
    let version = String(cString: zlibVersion())
    guard
      inflateInit2_(&stream, -MAX_WBITS, version, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return nil }
    defer { inflateEnd(&stream) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var first: [UInt8] = []
    var last: [UInt8] = []
    while true {
      let (code, count) = buffer.withUnsafeMutableBufferPointer { buffer in
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(buffer.count)
        let code = inflate(&stream, Z_NO_FLUSH)
        return (code, buffer.count - Int(stream.avail_out))
      }
      if first.isEmpty { first = Array(buffer[..<min(count, 2_048)]) }
      if count >= 256 {
        last = Array(buffer[(count - 256)..<count])
      } else {
        last = Array((last + buffer[..<count]).suffix(256))
      }
      if code == Z_STREAM_END { return (first, last) }
      guard code == Z_OK, count > 0 else { return nil }
    }
  }

  /// Whether a document ends with the closing tag of its first element.
  private static func isClosed(first: [UInt8], last: [UInt8]) -> Bool {
    var start = 0
    while let open = first[start...].firstIndex(of: UInt8(ascii: "<")), open + 1 < first.count {
      let next = first[open + 1]
      if next == UInt8(ascii: "?") || next == UInt8(ascii: "!") {
        start = open + 1
        continue
      }
      let name = first[(open + 1)...].prefix {
        $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/")
          && $0 != UInt8(ascii: "\n")
      }
      let text = last.reversed().drop { $0 <= 0x20 }.reversed()
      let closing = Array("</".utf8) + name + [UInt8(ascii: ">")]
      // An element without content closes itself.
      return text.suffix(closing.count).elementsEqual(closing)
        || (first.count < 2_048 && text.suffix(2).elementsEqual(Array("/>".utf8)))
    }
    return false
  }
}
