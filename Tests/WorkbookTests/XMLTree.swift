import Foundation
import Testing

@testable import Workbook

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// An element of a part of a workbook, read by Foundation's parser.
struct XMLTree: Equatable {
  var name: String
  var attributes: [String: String] = [:]
  var children: [XMLTree] = []
  var text = ""

  /// Reads a part of a written book.
  ///
  /// - Parameters:
  ///   - part: Its path inside the file.
  ///   - file: The whole file.
  /// - Throws: What reading the archive throws; a recorded issue where the part is not XML.
  init(_ part: String, of file: [UInt8]) throws {
    let bytes = try file.withUnsafeBytes { bytes in
      let archive = try ZipArchive(bytes)
      return try archive.content(of: #require(archive.part(named: part)), limit: 1 << 20)
    }
    let reader = TreeReader()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = reader
    try #require(parser.parse(), "\(part) is not well-formed")
    self = try #require(reader.open.first?.children.first)
  }

  fileprivate init(name: String, attributes: [String: String]) {
    (self.name, self.attributes) = (name, attributes)
  }

  /// The first element at a path below this one, such as `c:chart/c:plotArea`.
  subscript(path: String) -> XMLTree? {
    path.split(separator: "/").reduce(self as XMLTree?) { element, step in
      element?.children.first { $0.name == step }
    }
  }

  /// All elements of a name, at any depth, in the order of the file.
  func all(_ wanted: String) -> [XMLTree] {
    children.flatMap { ($0.name == wanted ? [$0] : []) + $0.all(wanted) }
  }

  /// The element as lines: indented names, attributes by name, text; without the elements in
  /// `leaving`, which are listed with their name alone.
  func lines(leaving: Set<String> = [], depth: Int = 0) -> [String] {
    let indent = String(repeating: " ", count: depth)
    if leaving.contains(name) { return ["\(indent)\(name) …"] }
    let values = attributes.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
    return ["\(indent)\(name)\(values)\(text.isEmpty ? "" : " \(text)")"]
      + children.flatMap { $0.lines(leaving: leaving, depth: depth + 1) }
  }

  /// The places where the children of an element are not in a documented order.
  ///
  /// - Parameter orders: For each element, its children in the order of the schema. Elements that
  ///   are not listed are not looked into.
  /// - Returns: A sentence a place.
  func violations(of orders: [String: [String]]) -> [String] {
    var found = children.flatMap { $0.violations(of: orders) }
    guard let order = orders[name] else { return found }
    var reached = 0
    for child in children {
      guard let place = order.firstIndex(of: child.name) else {
        found.append("\(name) has a child \(child.name)")
        continue
      }
      if place < reached { found.append("\(child.name) stands too late in \(name)") }
      reached = max(reached, place)
    }
    return found
  }
}

/// Collects the elements that the parser opens and closes.
private final class TreeReader: NSObject, XMLParserDelegate {
  var open = [XMLTree(name: "", attributes: [:])]

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    open.append(XMLTree(name: name, attributes: attributes))
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    open[open.count - 1].text += text
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    let element = open.removeLast()
    open[open.count - 1].children.append(element)
  }
}
