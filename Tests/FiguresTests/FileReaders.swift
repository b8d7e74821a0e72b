import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Reads the chunks of a PNG file by the specification, without libpng.
enum PNGReader {
  struct Chunk {
    let name: String
    let bytes: [UInt8]
    let checksum: UInt32

    /// A big-endian number of four bytes.
    func number(at index: Int) -> Int {
      bytes[index..<index + 4].reduce(0) { $0 << 8 | Int($1) }
    }

    /// Everything as UTF-8; zero bytes become spaces.
    var text: String { String(decoding: bytes.map { $0 == 0 ? 32 : $0 }, as: UTF8.self) }

    /// CRC-32 over name and data.
    var hasValidChecksum: Bool {
      var sum: UInt32 = 0xFFFF_FFFF
      for byte in Array(name.utf8) + bytes {
        sum ^= UInt32(byte)
        for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
      }
      return ~sum == checksum
    }
  }

  static func chunks(_ file: [UInt8]) throws -> [Chunk] {
    try #require(file.starts(with: [137, 80, 78, 71, 13, 10, 26, 10]))
    var chunks: [Chunk] = []
    var place = 8
    while place < file.count {
      try #require(place + 12 <= file.count)
      func number(_ index: Int) -> Int { file[index..<index + 4].reduce(0) { $0 << 8 | Int($1) } }
      let length = number(place)
      try #require(place + 12 + length <= file.count)
      chunks.append(
        Chunk(
          name: String(decoding: file[place + 4..<place + 8], as: UTF8.self),
          bytes: Array(file[place + 8..<place + 8 + length]),
          checksum: UInt32(number(place + 8 + length))))
      place += 12 + length
    }
    return chunks
  }
}

/// Reads an SVG with a strict XML parser.
final class SVGChecker: NSObject, XMLParserDelegate {
  var ids: [String] = []
  var references: [String] = []
  var words = ""
  var title = ""
  var summary = ""
  var attributes: [String: [String: String]] = [:]
  private var path: [String] = []

  func read(_ bytes: [UInt8]) throws {
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = self
    try #require(parser.parse(), "\(String(describing: parser.parserError))")
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes values: [String: String]
  ) {
    path.append(name)
    if attributes[name] == nil { attributes[name] = values }
    if let id = values["id"] { ids.append(id) }
    for value in values.values where value.hasPrefix("url(#") {
      references.append(String(value.dropFirst(5).dropLast()))
    }
    references += values["aria-labelledby"]?.split(separator: " ").map(String.init) ?? []
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if path.last == "text" { words += text + "\n" }
    if path == ["svg", "title"] { title += text }
    if path == ["svg", "desc"] { summary += text }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    path.removeLast()
  }
}
