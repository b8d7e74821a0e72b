import CExpat
import Glibc

/// What libexpat has found in one piece of a file and nobody has asked for yet.
///
/// Names, values and texts stand one after the other in one array of bytes, so that a tag costs no
/// allocation of its own.
final class XMLEvents {
  private struct Event {
    var kind: XMLReader.Token
    /// The name of a tag, or a text.
    var bytes: Range<Int>
    var attributes: Range<Int>
  }

  private var bytes: [UInt8] = []
  private var attributes: [(name: Range<Int>, value: Range<Int>)] = []
  private var events: [Event] = []
  private var current = -1
  private var parser: XML_Parser?

  /// Whether a document type was met, at which reading ends.
  private(set) var hasDocumentType = false

  /// Lets a parser report to this object, which must outlive its last call.
  func attach(to parser: XML_Parser) {
    self.parser = parser
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser,
      { target, name, values in XMLEvents.of(target)?.open(name, values) },
      { target, name in XMLEvents.of(target)?.close(name) })
    XML_SetCharacterDataHandler(
      parser,
      { target, text, count in
        XMLEvents.of(target)?.add(text, count: Int(count))
      })
    XML_SetStartDoctypeDeclHandler(
      parser,
      { target, _, _, _, _ in
        XMLEvents.of(target)?.refuse()
      })
  }

  private static func of(_ target: UnsafeMutableRawPointer?) -> XMLEvents? {
    target.map { Unmanaged<XMLEvents>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Goes on to the next event; false when there is none, and the space is used anew.
  func advance() -> Bool {
    current += 1
    if current < events.count { return true }
    current = -1
    bytes.removeAll(keepingCapacity: true)
    attributes.removeAll(keepingCapacity: true)
    events.removeAll(keepingCapacity: true)
    return false
  }

  /// What the current event is.
  var kind: XMLReader.Token { events[current].kind }

  /// The text of the current event.
  var text: String { String(decoding: bytes[events[current].bytes], as: UTF8.self) }

  /// Whether the current tag has a name.
  func isNamed(_ name: StaticString) -> Bool { holds(events[current].bytes, name) }

  /// Whether the name of the current tag begins so.
  func isNamed(inPrefix prefix: StaticString) -> Bool {
    let name = events[current].bytes
    let count = prefix.utf8CodeUnitCount
    return name.count > count && holds(name.lowerBound..<(name.lowerBound + count), prefix)
  }

  /// The value of an attribute of the current tag.
  func attribute(_ name: StaticString) -> String? {
    attributeRange(name).map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  /// Where the value of an attribute of the current tag stands.
  func attributeRange(_ name: StaticString) -> Range<Int>? {
    for attribute in attributes[events[current].attributes] where holds(attribute.name, name) {
      return attribute.value
    }
    return nil
  }

  private func holds(_ range: Range<Int>, _ text: StaticString) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { wanted in
      bytes.withUnsafeBytes { bytes in
        bytes[range].elementsEqual(wanted)
      }
    }
  }

  // MARK: - Reports of the parser

  private func open(
    _ name: UnsafePointer<CChar>?, _ values: UnsafeMutablePointer<UnsafePointer<CChar>?>?
  ) {
    let range = append(name)
    let first = attributes.count
    var index = 0
    while let values, let key = values[index], let value = values[index + 1] {
      attributes.append((append(key), append(value)))
      index += 2
    }
    events.append(Event(kind: .open, bytes: range, attributes: first..<attributes.count))
  }

  private func refuse() {
    hasDocumentType = true
    XML_StopParser(parser, 0)
  }

  private func close(_ name: UnsafePointer<CChar>?) {
    events.append(Event(kind: .close, bytes: append(name), attributes: 0..<0))
  }

  private func add(_ text: UnsafePointer<CChar>?, count: Int) {
    let start = bytes.count
    bytes += UnsafeRawBufferPointer(start: text, count: count)
    events.append(Event(kind: .text, bytes: start..<bytes.count, attributes: 0..<0))
  }

  private func append(_ text: UnsafePointer<CChar>?) -> Range<Int> {
    let start = bytes.count
    if let text { bytes += UnsafeRawBufferPointer(start: text, count: strlen(text)) }
    return start..<bytes.count
  }
}
