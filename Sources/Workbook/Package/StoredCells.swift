/// The cells that the part of one sheet stores, row by row and from left to right.
///
/// Cells without content are passed over. Source: ECMA-376, part 1, sections 18.3.1.4 (`c`),
/// 18.3.1.40 (`f`) and 18.4.8 (`si`).
package struct StoredCells: ~Copyable {
  private let sheet: String
  private let sharedTexts: [String]
  private var reader: XMLReader

  /// Begins to read.
  ///
  /// - Parameters:
  ///   - sheet: The sheet's name, for the records.
  ///   - sharedTexts: The texts that cells refer to by number.
  ///   - reader: The part's XML.
  init(sheet: String, sharedTexts: [String], reader: consuming XMLReader) {
    self.sheet = sheet
    self.sharedTexts = sharedTexts
    self.reader = reader
  }

  /// The next cell; nil after the last one.
  ///
  /// - Throws: ``ReadingError/damaged(_:)``.
  package mutating func next() throws(ReadingError) -> CellRecord? {
    while true {
      switch try reader.next() {
      case .end: return nil
      case .close, .text: continue
      case .open:
        if reader.named("c"), let cell = try readCell() { return cell }
      }
    }
  }

  private mutating func readCell() throws(ReadingError) -> CellRecord? {
    guard let address = reader.attribute("r").flatMap({ CellAddress($0) }) else {
      throw .damaged("a cell of sheet \"\(sheet)\" has no address")
    }
    let kind = reader.attribute("t")
    var formula: String?
    var stored: String?
    var isArray = false
    while true {
      switch try reader.next() {
      case .end: return nil
      case .text: continue
      case .close:
        if reader.named("c") { return try record(address, kind, formula, isArray, stored) }
      case .open:
        if reader.named("f") {
          isArray = reader.attribute("t") == "array"
          formula = try Self.text(of: "f", &reader)
        } else if reader.named("v") {
          stored = try Self.text(of: "v", &reader)
        } else if reader.named("is") {
          stored = try Self.text(of: "is", &reader)
        }
      }
    }
  }

  private func record(
    _ address: CellAddress, _ kind: String?, _ formula: String?, _ isArray: Bool, _ stored: String?
  ) throws(ReadingError) -> CellRecord? {
    guard formula != nil || stored != nil else { return nil }
    let value: CellRecord.Value
    switch kind {
    case nil, "n":
      guard let stored else {
        value = .blank
        break
      }
      guard let number = Double(stored) else {
        throw .damaged("cell \(address) of sheet \"\(sheet)\" stores \"\(stored)\" as a number")
      }
      value = .number(number)
    case "s":
      guard let index = stored.flatMap({ Int($0) }), sharedTexts.indices.contains(index) else {
        throw .damaged("cell \(address) of sheet \"\(sheet)\" refers to a text that is missing")
      }
      value = .text(sharedTexts[index])
    case "b": value = .boolean(stored == "1")
    default: value = .text(Escapes.resolved(stored ?? ""))
    }
    return CellRecord(
      sheet: sheet, address: address, formula: formula.map { isArray ? "{=\($0)}" : $0 },
      value: value)
  }

  /// The texts inside the current element, up to its closing tag.
  private static func text(
    of name: StaticString, _ reader: inout XMLReader
  ) throws(ReadingError) -> String {
    var text = ""
    while true {
      switch try reader.next() {
      case .end: return text
      case .open: continue
      case .text: text += reader.content
      case .close: if reader.named(name) { return text }
      }
    }
  }

  /// The texts of `xl/sharedStrings.xml`, in their order.
  static func sharedTexts(_ reader: consuming XMLReader) throws(ReadingError) -> [String] {
    var texts: [String] = []
    while true {
      switch try reader.next() {
      case .end: return texts
      case .open where reader.named("si"):
        texts.append(Escapes.resolved(try text(of: "si", &reader)))
      case .open, .close, .text: continue
      }
    }
  }
}
