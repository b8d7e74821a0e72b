import Publishing
import Glibc

/// Reads an XML file from front to back, a tag or a piece of text at a time.
///
/// It keeps no more than one tag in memory, whatever the size of the file. It understands what
/// LibreOffice writes: no document type, no namespaces resolved, UTF-8.
struct XMLScanner: ~Copyable {
  /// What was found.
  enum Token {
    /// `<name …>`; for `<name …/>`, a ``close`` follows by itself.
    case open
    /// `</name>`.
    case close
    /// A piece of text; long texts come in several.
    case text
    /// The end of the file.
    case end
  }

  /// The longest tag that makes sense, in bytes: a cell's text stands in an attribute.
  private static let tagLimit = 1 << 20

  private let descriptor: CInt
  private let path: String
  private var buffer = [UInt8](repeating: 0, count: 1 << 17)
  private var start = 0
  private var end = 0
  private var isAtEnd = false
  private var closesItself = false

  /// The bytes of the current tag without brackets, or of the text.
  private var token = 0..<0
  private var nameEnd = 0

  /// Opens a file.
  init(path: String) throws(ReportError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotRead(path, code: errno) }
  }

  deinit { Glibc.close(descriptor) }

  /// Goes on to the next tag or piece of text.
  mutating func next() throws(ReportError) -> Token {
    if closesItself {
      closesItself = false
      return .close
    }
    while true {
      if start == end, try !fill() { return .end }
      guard buffer[start] == UInt8(ascii: "<") else { return try text() }
      let close = try endOfTag()
      token = (start + 1)..<close
      start = close + 1
      let first = token.isEmpty ? 0 : buffer[token.lowerBound]
      if first == UInt8(ascii: "?") || first == UInt8(ascii: "!") { continue }
      if first == UInt8(ascii: "/") {
        token = (token.lowerBound + 1)..<token.upperBound
        nameEnd = token.upperBound
        return .close
      }
      if buffer[token.upperBound - 1] == UInt8(ascii: "/") {
        closesItself = true
        token = token.lowerBound..<(token.upperBound - 1)
      }
      nameEnd = token.lowerBound
      while nameEnd < token.upperBound, !Self.isSpace(buffer[nameEnd]) { nameEnd += 1 }
      return .open
    }
  }

  /// Whether the current tag has a name.
  func named(_ name: StaticString) -> Bool {
    guard nameEnd - token.lowerBound == name.utf8CodeUnitCount else { return false }
    return matches(name, at: token.lowerBound)
  }

  /// Whether the name of the current tag begins so.
  func isNamed(inPrefix prefix: StaticString) -> Bool {
    nameEnd - token.lowerBound > prefix.utf8CodeUnitCount && matches(prefix, at: token.lowerBound)
  }

  /// The value of an attribute of the current tag, with references such as `&lt;` resolved.
  func attribute(_ name: StaticString) -> String? {
    guard let range = rawAttribute(name) else { return nil }
    return Self.resolved(buffer[range])
  }

  /// Whether the current tag has an attribute.
  func has(_ name: StaticString) -> Bool { rawAttribute(name) != nil }

  /// The current piece of text, with references such as `&lt;` resolved.
  var content: String { Self.resolved(buffer[token]) }

  // MARK: - Bytes

  private func rawAttribute(_ name: StaticString) -> Range<Int>? {
    var position = nameEnd
    let length = name.utf8CodeUnitCount
    while position < token.upperBound {
      while position < token.upperBound, Self.isSpace(buffer[position]) { position += 1 }
      let begin = position
      while position < token.upperBound, buffer[position] != UInt8(ascii: "=") { position += 1 }
      guard position + 1 < token.upperBound else { return nil }
      let isMeant = position - begin == length && matches(name, at: begin)
      let quote = buffer[position + 1]
      let value = position + 2
      position = value
      while position < token.upperBound, buffer[position] != quote { position += 1 }
      if isMeant { return value..<position }
      position += 1
    }
    return nil
  }

  private func matches(_ name: StaticString, at position: Int) -> Bool {
    for index in 0..<name.utf8CodeUnitCount
    where buffer[position + index] != name.utf8Start[index] {
      return false
    }
    return true
  }

  private mutating func text() throws(ReportError) -> Token {
    while true {
      var position = start
      while position < end, buffer[position] != UInt8(ascii: "<") { position += 1 }
      // A reference such as `&lt;` or a character of several bytes must not be torn apart at the
      // end of the buffer.
      if position == end, let mark = unfinishedReference() ?? unfinishedCharacter() {
        guard mark > start else {
          // Reading on moves what is in the buffer, so that the search begins anew.
          _ = try fill()
          continue
        }
        position = mark
      }
      token = start..<position
      nameEnd = position
      start = position
      return .text
    }
  }

  /// Where a reference begins that goes on after the buffer's end.
  private func unfinishedReference() -> Int? {
    guard !isAtEnd else { return nil }
    let tail = buffer[max(start, end - 12)..<end]
    guard let mark = tail.lastIndex(of: UInt8(ascii: "&")),
      !tail[mark...].contains(UInt8(ascii: ";"))
    else { return nil }
    return mark
  }

  /// Where a character begins whose last bytes lie after the buffer's end.
  private func unfinishedCharacter() -> Int? {
    guard !isAtEnd else { return nil }
    let tail = buffer[max(start, end - 3)..<end]
    // The last byte that begins a character: its leading ones tell how many bytes belong to it.
    guard let mark = tail.lastIndex(where: { $0 & 0xC0 != 0x80 }), buffer[mark] >= 0xC0,
      mark + (~buffer[mark]).leadingZeroBitCount > end
    else { return nil }
    return mark
  }

  private mutating func endOfTag() throws(ReportError) -> Int {
    var position = start + 1
    var quote: UInt8 = 0
    while true {
      while position < end {
        let byte = buffer[position]
        if quote != 0 {
          if byte == quote { quote = 0 }
        } else if byte == UInt8(ascii: ">") {
          return position
        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
          quote = byte
        }
        position += 1
      }
      let offset = position - start
      guard offset < Self.tagLimit, try fill() else {
        throw ReportError(.failed, "\(path) is damaged: a tag does not end.")
      }
      position = start + offset
    }
  }

  /// Reads on; false at the end of the file.
  private mutating func fill() throws(ReportError) -> Bool {
    if isAtEnd { return false }
    if start > 0 {
      buffer.replaceSubrange(0..<(end - start), with: Array(buffer[start..<end]))
      end -= start
      start = 0
    }
    if end == buffer.count { buffer += [UInt8](repeating: 0, count: buffer.count) }
    while true {
      let count = buffer.withUnsafeMutableBytes { bytes in
        Glibc.read(descriptor, bytes.baseAddress?.advanced(by: end), bytes.count - end)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw .cannotRead(path, code: errno)
      }
      isAtEnd = count == 0
      end += count
      return count > 0
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }

  private static func resolved(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
    var text = ""
    var rest = bytes
    while let mark = rest.firstIndex(of: UInt8(ascii: "&")),
      let close = rest[mark...].firstIndex(of: UInt8(ascii: ";"))
    {
      text += String(decoding: rest[..<mark], as: UTF8.self)
      text += character(String(decoding: rest[(mark + 1)..<close], as: UTF8.self))
      rest = rest[(close + 1)...]
    }
    return text + String(decoding: rest, as: UTF8.self)
  }

  private static func character(_ name: String) -> String {
    switch name {
    case "lt": return "<"
    case "gt": return ">"
    case "amp": return "&"
    case "quot": return "\""
    case "apos": return "'"
    default:
      let isHexadecimal = name.hasPrefix("#x")
      let digits = name.dropFirst(isHexadecimal ? 2 : 1)
      let scalar = UInt32(digits, radix: isHexadecimal ? 16 : 10).flatMap(Unicode.Scalar.init)
      return name.hasPrefix("#") ? scalar.map { String(Character($0)) } ?? "" : "&\(name);"
    }
  }
}
