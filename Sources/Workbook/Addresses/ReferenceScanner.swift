/// Finds cell references such as `B12` or `$B$12` in the bytes of a formula.
struct ReferenceScanner {
  /// One reference and where it ends.
  struct Found: Equatable {
    var row: Int
    var column: Int
    var rowIsFixed: Bool
    var columnIsFixed: Bool
    /// Where the digits of the row begin.
    var rowStart: Int
    /// One past the last byte.
    var end: Int
  }

  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var count: Int { bytes.count }

  /// The reference that begins at `start`; nil when there is none, or it lies off the sheet.
  mutating func reference(at start: Int) -> Found? {
    var position = start
    let columnIsFixed = take(UInt8(ascii: "$"), at: &position)
    var column = 0
    var letters = 0
    while position < bytes.count, let letter = Self.letter(bytes[position]), letters < 4 {
      column = column * 26 + letter
      letters += 1
      position += 1
    }
    guard (1...3).contains(letters), column <= CellAddress.columnLimit else { return nil }
    let rowIsFixed = take(UInt8(ascii: "$"), at: &position)
    let rowStart = position
    var row = 0
    while position < bytes.count, Self.isDigit(bytes[position]), position - rowStart < 8 {
      row = row * 10 + Int(bytes[position] - UInt8(ascii: "0"))
      position += 1
    }
    guard position > rowStart, bytes[rowStart] != UInt8(ascii: "0"),
      row <= CellAddress.rowLimit
    else { return nil }
    return Found(
      row: row - 1, column: column - 1, rowIsFixed: rowIsFixed, columnIsFixed: columnIsFixed,
      rowStart: rowStart, end: position)
  }

  /// Every reference of a formula, left to right.
  ///
  /// What stands in quotes (texts and sheet names) is passed over, and so are the names of
  /// functions that look like cells, such as `LOG10(`.
  mutating func references() -> [Found] {
    var found: [Found] = []
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        position = endOfQuotes(from: position)
      } else if Self.isNamePart(byte) || byte == UInt8(ascii: "$") {
        let end = endOfWord(from: position)
        if let reference = reference(at: position), reference.end == end,
          end == bytes.count
            || (bytes[end] != UInt8(ascii: "(") && bytes[end] != UInt8(ascii: "!"))
        {
          found.append(reference)
        }
        position = end
      } else {
        position += 1
      }
    }
    return found
  }

  private func take(_ byte: UInt8, at position: inout Int) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private func endOfQuotes(from start: Int) -> Int {
    let rest = bytes[(start + 1)...]
    return (rest.firstIndex(of: bytes[start]) ?? bytes.count - 1) + 1
  }

  private func endOfWord(from start: Int) -> Int {
    var end = start
    while end < bytes.count, Self.isNamePart(bytes[end]) || bytes[end] == UInt8(ascii: "$") {
      end += 1
    }
    return end
  }

  /// 1 for A or a, …, 26 for Z or z.
  static func letter(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A")) + 1
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a")) + 1
    default: nil
    }
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// Letters, digits, `_`, `.`, and every byte of a character outside ASCII.
  private static func isNamePart(_ byte: UInt8) -> Bool {
    letter(byte) != nil || isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
      || byte >= 0x80
  }
}
