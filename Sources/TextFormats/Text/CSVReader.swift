/// Why a text is no table of comma-separated values.
package struct CSVError: Error, Equatable {
  /// The line, counted from 1.
  package let line: Int
  /// What is wrong with it, without a full stop.
  package let problem: String
}

extension CSV {
  /// A row that was read.
  package struct Record: Equatable, Sendable {
    /// The line in which it begins, counted from 1.
    package let line: Int
    /// Its fields, without the quotes around them.
    package let fields: [String]
  }

  /// Reads rows after RFC 4180; lines may also end with a line feed alone, and empty ones are left out.
  ///
  /// - Parameter text: The text; it may begin with a byte order mark.
  /// - Returns: The rows, the head among them.
  /// - Throws: ``CSVError`` for a quote that nothing closes, and for text after a closing quote.
  package static func records(_ text: String) throws(CSVError) -> [Record] {
    var reader = RecordReader(text)
    return try reader.records()
  }
}

/// Reads rows byte by byte.
private struct RecordReader {
  private let bytes: [UInt8]
  private var place = 0
  private var line = 1

  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")
  private static let feed = UInt8(ascii: "\n")

  init(_ text: String) {
    let isMarked = text.unicodeScalars.first == "\u{FEFF}"
    bytes = Array((isMarked ? String(text.unicodeScalars.dropFirst()) : text).utf8)
  }

  mutating func records() throws(CSVError) -> [CSV.Record] {
    var records: [CSV.Record] = []
    while place < bytes.count {
      let start = line
      let fields = try record()
      if fields != [""] { records.append(CSV.Record(line: start, fields: fields)) }
    }
    return records
  }

  /// The fields up to the end of a row, which is passed.
  private mutating func record() throws(CSVError) -> [String] {
    var fields: [String] = []
    while true {
      fields.append(try field())
      guard place < bytes.count else { return fields }
      let byte = bytes[place]
      place += 1
      if byte == Self.feed {
        line += 1
        return fields
      }
    }
  }

  /// One field, up to the comma or the line end after it.
  private mutating func field() throws(CSVError) -> String {
    if place < bytes.count, bytes[place] == Self.quote { return try quotedField() }
    let start = place
    while place < bytes.count, bytes[place] != Self.comma, bytes[place] != Self.feed { place += 1 }
    var end = place
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private mutating func quotedField() throws(CSVError) -> String {
    let start = line
    var content: [UInt8] = []
    place += 1
    while true {
      guard place < bytes.count else {
        throw CSVError(line: start, problem: "a quotation mark that nothing closes")
      }
      let byte = bytes[place]
      place += 1
      if byte == Self.quote {
        guard place < bytes.count, bytes[place] == Self.quote else { break }
        place += 1
      }
      if byte == Self.feed { line += 1 }
      content.append(byte)
    }
    if place < bytes.count, bytes[place] == UInt8(ascii: "\r") { place += 1 }
    guard place == bytes.count || bytes[place] == Self.comma || bytes[place] == Self.feed else {
      throw CSVError(line: line, problem: "text after a closing quotation mark")
    }
    return String(decoding: content, as: UTF8.self)
  }
}
