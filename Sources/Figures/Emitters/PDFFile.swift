import FoundationEssentials

/// A PDF file of the form that Cairo 1.16 writes: objects, a table of their places, a trailer.
///
/// Cairo 1.16 writes dates without the prefix `D:` that ISO 32000-1, 7.9.4, asks for, and can neither
/// name the language of a document nor describe a figure in words. All are put in here, and the table
/// is corrected.
struct PDFFile {
  private var bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The type of the element of the document's structure that is the figure.
  static let figureTag = "Figure"

  /// The file with a date of creation, its language, and its figure in words; as it is where its form
  /// is another one.
  ///
  /// - Parameters:
  ///   - created: The date in seconds since 1970, UTC.
  ///   - altText: The figure in words.
  /// - Returns: The bytes of the file.
  func completed(created: Int, altText: String) -> [UInt8] {
    guard let date = place(of: "/CreationDate ("), let catalog = place(of: "/Type /Catalog"),
      let figure = place(of: "/S /\(Self.figureTag)"),
      let end = bytes[date.upperBound...].firstIndex(of: UInt8(ascii: ")")),
      let table = PDFTable(bytes)
    else { return bytes }
    let changes = [
      Change(range: date.upperBound..<end, text: Self.date(created)),
      Change(range: catalog.upperBound..<catalog.upperBound, text: "\n   /Lang (en)"),
      Change(
        range: figure.upperBound..<figure.upperBound, text: "\n   /Alt \(Self.text(altText))"),
    ].sorted { $0.range.lowerBound < $1.range.lowerBound }

    var result: [UInt8] = []
    var copied = 0
    for change in changes {
      result += bytes[copied..<change.range.lowerBound]
      result += change.text.utf8
      copied = change.range.upperBound
    }
    result += bytes[copied..<table.start]
    func moved(_ place: Int) -> Int {
      changes.reduce(place) {
        $1.range.lowerBound < place ? $0 + $1.text.utf8.count - $1.range.count : $0
      }
    }
    result += table.text(moved: moved).utf8
    result += bytes[table.end..<table.startPlace.lowerBound]
    result += String(moved(table.start)).utf8
    result += bytes[table.startPlace.upperBound...]
    return result
  }

  private struct Change {
    var range: Range<Int>
    var text: String
  }

  private func place(of text: String) -> Range<Int>? {
    bytes.firstRange(of: Array(text.utf8))
  }

  /// A text in the form of ISO 32000-1, 7.9.2.2: UTF-16, the byte order mark first.
  private static func text(_ words: String) -> String {
    let units = [0xFEFF] + words.utf16
    let digits = units.map { unit in
      let text = String(unit, radix: 16)
      return String(repeating: "0", count: 4 - text.count) + text
    }
    return "<\(digits.joined())>"
  }

  /// A date in the form of ISO 32000-1, 7.9.4.
  private static func date(_ seconds: Int) -> String {
    let text = Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
    return "D:" + text.filter(\.isNumber) + "Z"
  }
}

/// The table of the places of objects at the end of a PDF file.
private struct PDFTable {
  /// Where the table begins, at `xref`.
  let start: Int
  /// Where the table ends, at `trailer`.
  let end: Int
  /// Where the file says in digits where the table begins.
  let startPlace: Range<Int>
  private let lines: [Substring]

  /// The table of a file with a single one; `nil` where there is none of this form.
  init?(_ bytes: [UInt8]) {
    guard let word = bytes.lastRange(of: "startxref\n") else { return nil }
    let digits = bytes[word.upperBound...].prefix { (48...57).contains($0) }
    guard let start = Int(String(decoding: digits, as: UTF8.self)), start < word.lowerBound,
      bytes[start...].starts(with: "xref\n".utf8),
      let end = bytes[start...].firstRange(of: Array("trailer".utf8))
    else { return nil }
    self.start = start
    self.end = end.lowerBound
    startPlace = digits.startIndex..<digits.endIndex
    lines = String(decoding: bytes[start..<end.lowerBound], as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The table with the places that objects have moved to: 20 bytes an entry, ten digits first.
  func text(moved: (Int) -> Int) -> String {
    lines.map { line in
      guard line.utf8.count == 19, line.hasSuffix(" n "), let place = Int(line.prefix(10)) else {
        return String(line)
      }
      let digits = String(moved(place))
      return String(repeating: "0", count: 10 - digits.count) + digits + line.dropFirst(10)
    }.joined(separator: "\n")
  }
}

extension [UInt8] {
  /// The last place of a text.
  fileprivate func lastRange(of text: String) -> Range<Int>? {
    let wanted = Array(text.utf8)
    guard count >= wanted.count else { return nil }
    for start in stride(from: count - wanted.count, through: 0, by: -1)
    where self[start..<start + wanted.count].elementsEqual(wanted) {
      return start..<start + wanted.count
    }
    return nil
  }
}
