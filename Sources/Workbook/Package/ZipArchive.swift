/// The directory of a ZIP file, and the parts that it lists.
///
/// Source: APPNOTE.TXT 6.3.10, sections 4.3.12 and 4.3.16. ZIP64, encryption and comments after the
/// directory, which no workbook here has, count as damage.
package struct ZipArchive {
  /// A file inside the archive.
  package struct Part: Hashable, Sendable {
    /// Its path inside the archive, such as `xl/workbook.xml`.
    package var name: String
    /// The number of bytes that it has when it is unpacked.
    package var size: Int
    /// The CRC-32 of the unpacked bytes.
    package var checksum: UInt32
    /// Whether its bytes are compressed; they stand as they are otherwise.
    var isDeflated: Bool
    /// Where its bytes stand in the file.
    var data: Range<Int>
  }

  /// The parts, in the order of the directory.
  package let parts: [Part]
  private let bytes: UnsafeRawBufferPointer

  /// Reads the directory of an archive.
  ///
  /// - Parameter bytes: The whole file, which must outlive this value.
  /// - Throws: ``ReadingError/damaged(_:)`` where the directory is missing or leads outside of the
  ///   file.
  package init(_ bytes: UnsafeRawBufferPointer) throws(ReadingError) {
    self.bytes = bytes
    parts = try Self.directory(of: bytes)
  }

  /// The part of a name; nil where there is none.
  package func part(named name: String) -> Part? { parts.first { $0.name == name } }

  /// A part's bytes, unpacked piece by piece.
  package func stream(of part: Part) throws(ReadingError) -> PartStream {
    try PartStream(part, UnsafeRawBufferPointer(rebasing: bytes[part.data]))
  }

  /// A part's bytes as a whole.
  ///
  /// - Parameters:
  ///   - part: A part of this archive.
  ///   - limit: The largest size that makes sense, in bytes.
  /// - Returns: The unpacked bytes.
  /// - Throws: ``ReadingError/damaged(_:)``, also for a part above the limit.
  package func content(of part: Part, limit: Int) throws(ReadingError) -> [UInt8] {
    guard part.size <= limit else {
      throw .damaged("its part \(part.name) has \(part.size) bytes, more than \(limit)")
    }
    let stream = try stream(of: part)
    var content: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try stream.read(into: &piece)
      if count == 0 { return content }
      content += piece[..<count]
    }
  }

  private static func directory(of bytes: UnsafeRawBufferPointer) throws(ReadingError) -> [Part] {
    func short(_ at: Int) -> Int { Int(bytes[at]) | Int(bytes[at + 1]) << 8 }
    func word(_ at: Int) -> Int { short(at) | short(at + 2) << 16 }
    let end = bytes.count - 22
    guard end >= 0, word(end) == 0x0605_4B50 else { throw .damaged("the file is cut off") }
    let damage = ReadingError.damaged("its directory of parts is damaged")
    var position = word(end + 16)
    var parts: [Part] = []
    for _ in 0..<short(end + 10) {
      guard position + 46 <= end, word(position) == 0x0201_4B50 else { throw damage }
      let nameLength = short(position + 28)
      let header = word(position + 42)
      let method = short(position + 10)
      guard position + 46 + nameLength <= end, header + 30 <= bytes.count,
        method == 0 || method == 8
      else { throw damage }
      let start = header + 30 + short(header + 26) + short(header + 28)
      let packed = word(position + 20)
      guard start + packed <= bytes.count else { throw damage }
      let name = bytes[(position + 46)..<(position + 46 + nameLength)]
      parts.append(
        Part(
          name: String(decoding: name, as: UTF8.self), size: word(position + 24),
          checksum: UInt32(truncatingIfNeeded: word(position + 16)), isDeflated: method == 8,
          data: start..<(start + packed)))
      position += 46 + nameLength + short(position + 30) + short(position + 32)
    }
    return parts
  }
}
