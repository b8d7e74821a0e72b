/// What a header says.
struct Header {
  /// One tensor's line: its name, type, shape, and place after the header.
  struct Entry {
    let name: String
    let elementType: ElementType
    let shape: [Int]
    let begin: Int
    let end: Int
  }

  var metadata: [String: String] = [:]
  var entries: [Entry] = []
}

/// What is wrong with a header, without the name of the file.
struct HeaderError: Error {
  let detail: String
}

/// Reads the JSON that a header consists of, and nothing else.
///
/// The format allows a small part of JSON: objects of a fixed depth, strings, and numbers that are
/// not negative. Reading just this part needs no recursion, and finds what a general reader keeps
/// silent about: names that occur twice.
struct HeaderReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  mutating func read() throws(HeaderError) -> Header {
    guard bytes.first == UInt8(ascii: "{") else {
      throw HeaderError(detail: "its header does not begin with a brace")
    }
    var header = Header()
    var seen: Set<String> = []
    try object { (reader, name) throws(HeaderError) in
      guard seen.insert(name).inserted else {
        throw HeaderError(detail: "the name \(name) occurs twice in its header")
      }
      if name == "__metadata__" {
        header.metadata = try reader.metadata()
      } else {
        header.entries.append(try reader.entry(name))
      }
    }
    skipSpace()
    guard position == bytes.endIndex else {
      throw failure("nothing but spaces is expected after the header's last brace")
    }
    return header
  }

  private mutating func metadata() throws(HeaderError) -> [String: String] {
    var result: [String: String] = [:]
    try object { (reader, key) throws(HeaderError) in
      guard result.updateValue(try reader.string(), forKey: key) == nil else {
        throw HeaderError(detail: "the remark \(key) occurs twice in its header")
      }
    }
    return result
  }

  private mutating func entry(_ name: String) throws(HeaderError) -> Header.Entry {
    var elementType: ElementType?
    var shape: [Int]?
    var offsets: [Int]?
    try object { (reader, key) throws(HeaderError) in
      switch key {
      case "dtype" where elementType == nil:
        let text = try reader.string()
        guard let known = ElementType(rawValue: text) else {
          throw HeaderError(detail: "the tensor \(name) has the unknown element type \(text)")
        }
        elementType = known
      case "shape" where shape == nil: shape = try reader.numbers()
      case "data_offsets" where offsets == nil: offsets = try reader.numbers()
      default:
        throw HeaderError(detail: "the tensor \(name) has an unexpected or repeated field \(key)")
      }
    }
    guard let elementType, let shape, let offsets, offsets.count == 2 else {
      throw HeaderError(
        detail: "the tensor \(name) needs an element type, a shape and two offsets")
    }
    return Header.Entry(
      name: name, elementType: elementType, shape: shape, begin: offsets[0], end: offsets[1])
  }

  // MARK: JSON

  private mutating func object(
    _ member: (inout HeaderReader, String) throws(HeaderError) -> Void
  ) throws(HeaderError) {
    try expect("{")
    if accept("}") { return }
    repeat {
      let name = try string()
      try expect(":")
      try member(&self, name)
    } while accept(",")
    try expect("}")
  }

  private mutating func numbers() throws(HeaderError) -> [Int] {
    try expect("[")
    var result: [Int] = []
    if accept("]") { return result }
    repeat {
      result.append(try number())
    } while accept(",")
    try expect("]")
    return result
  }

  private mutating func number() throws(HeaderError) -> Int {
    skipSpace()
    let start = position
    var value = 0
    while position < bytes.endIndex, (0x30...0x39).contains(bytes[position]) {
      let (tens, tooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, tooLargeNow) = tens.addingReportingOverflow(Int(bytes[position] - 0x30))
      guard !tooLarge, !tooLargeNow else { throw failure("a number is too large") }
      value = sum
      position += 1
    }
    let hasLeadingZero = position - start > 1 && bytes[start] == 0x30
    guard position > start, !hasLeadingZero else {
      throw failure("a number that is whole and not negative is expected")
    }
    return value
  }

  private mutating func string() throws(HeaderError) -> String {
    try expect("\"")
    var text: [UInt8] = []
    while true {
      guard position < bytes.endIndex else { throw failure("a string does not end") }
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let result = String(validating: text, as: UTF8.self) else {
          throw failure("a string is not UTF-8")
        }
        return result
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<0x20: throw failure("a string holds a control character")
      default: text.append(byte)
      }
    }
  }

  private mutating func escape(into text: inout [UInt8]) throws(HeaderError) {
    guard position < bytes.endIndex else { throw failure("a string does not end") }
    let kind = bytes[position]
    position += 1
    switch kind {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(kind)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      var units = [try codeUnit()]
      if UTF16.isLeadSurrogate(units[0]) {
        guard position + 1 < bytes.endIndex, bytes[position] == UInt8(ascii: "\\"),
          bytes[position + 1] == UInt8(ascii: "u")
        else { throw failure("half of a surrogate pair is missing") }
        position += 2
        units.append(try codeUnit())
      }
      guard let character = String(validating: units, as: UTF16.self) else {
        throw failure("an escaped character does not exist")
      }
      text.append(contentsOf: character.utf8)
    default: throw failure("an escape is unknown")
    }
  }

  private mutating func codeUnit() throws(HeaderError) -> UInt16 {
    guard bytes.endIndex - position >= 4 else { throw failure("an escape is cut short") }
    var value: UInt16 = 0
    for byte in bytes[position..<position + 4] {
      guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else {
        throw failure("an escape needs four hexadecimal digits")
      }
      value = value << 4 | UInt16(digit)
    }
    position += 4
    return value
  }

  private mutating func skipSpace() {
    while position < bytes.endIndex, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
  }

  private mutating func accept(_ character: Character) -> Bool {
    skipSpace()
    guard position < bytes.endIndex, bytes[position] == character.asciiValue else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ character: Character) throws(HeaderError) {
    guard accept(character) else { throw failure("\(character) is expected") }
  }

  private func failure(_ detail: String) -> HeaderError {
    HeaderError(detail: "\(detail) at byte \(position - bytes.startIndex) of its header")
  }
}
