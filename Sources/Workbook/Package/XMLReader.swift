import CExpat

/// Reads XML from front to back, a tag or a piece of text at a time, by libexpat.
///
/// It keeps no more in memory than one tag and one piece of the file. Names are not resolved to
/// their namespaces. A document type is refused: no file that is read here has one, and entities
/// that it declares could grow without bound.
package struct XMLReader: ~Copyable {
  /// What was found.
  package enum Token: Sendable {
    /// `<name …>`; for `<name …/>`, a ``close`` follows by itself.
    case open
    /// `</name>`.
    case close
    /// A piece of text; long texts come in several.
    case text
    /// The end of the file.
    case end
  }

  /// Fills an array with the next bytes of a file and returns their number; 0 at its end.
  package typealias Source = (inout [UInt8]) throws(ReadingError) -> Int

  /// The longest tag that makes sense, in bytes: a cell's text may stand in an attribute.
  private static let tagLimit = 1 << 24

  private let source: Source
  private let parser: XML_Parser
  private let events = XMLEvents()
  private var piece = [UInt8](repeating: 0, count: 1 << 16)
  private var isAtEnd = false

  /// Begins to read.
  ///
  /// - Parameter source: Gives the bytes of the file, piece by piece.
  /// - Throws: ``ReadingError/damaged(_:)`` where memory is short.
  package init(_ source: @escaping Source) throws(ReadingError) {
    guard let parser = XML_ParserCreate("UTF-8") else {
      throw .damaged("there is not enough memory to read it")
    }
    self.source = source
    self.parser = parser
    events.attach(to: parser)
  }

  deinit { XML_ParserFree(parser) }

  /// Goes on to the next tag or piece of text.
  ///
  /// - Returns: What was found.
  /// - Throws: What the source throws, and ``ReadingError/damaged(_:)`` for what is no XML.
  package mutating func next() throws(ReadingError) -> Token {
    var bytesWithoutEvent = 0
    while !events.advance() {
      if isAtEnd { return .end }
      let count = try source(&piece)
      isAtEnd = count == 0
      bytesWithoutEvent += count
      guard bytesWithoutEvent <= Self.tagLimit else { throw .damaged("a tag does not end") }
      let status = piece.withUnsafeBytes { buffer in
        XML_Parse(
          parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(count),
          isAtEnd ? 1 : 0)
      }
      guard status == XML_STATUS_OK else { throw .damaged(fault) }
    }
    return events.kind
  }

  /// Whether the current tag has a name.
  package func named(_ name: StaticString) -> Bool { events.isNamed(name) }

  /// Whether the name of the current tag begins so.
  package func isNamed(inPrefix prefix: StaticString) -> Bool { events.isNamed(inPrefix: prefix) }

  /// The value of an attribute of the current tag; nil where it has none of that name.
  package func attribute(_ name: StaticString) -> String? { events.attribute(name) }

  /// Whether the current tag has an attribute.
  package func has(_ name: StaticString) -> Bool { events.attributeRange(name) != nil }

  /// The current piece of text.
  package var content: String { events.text }

  private var fault: String {
    if events.hasDocumentType { return "it has a document type" }
    let reason = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "no XML"
    return "\(reason) in line \(XML_GetCurrentLineNumber(parser))"
  }
}
