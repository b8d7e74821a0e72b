/// An XLSX file, whose parts and cells can be read.
///
/// Reads what this module writes: the sheets of a ``Book`` stand in parts that are numbered in the
/// book's order.
package struct WorkbookPackage {
  /// The most bytes of all parts together that are unpacked, and the most of a file that is read.
  package static let sizeLimit = 4 << 30

  private let archive: ZipArchive

  /// Reads the list of the parts.
  ///
  /// - Parameter bytes: The whole file, which must outlive this value.
  /// - Throws: ``ReadingError/damaged(_:)``, also for parts that are too large together.
  package init(_ bytes: UnsafeRawBufferPointer) throws(ReadingError) {
    archive = try ZipArchive(bytes)
    let size = archive.parts.reduce(0) { $0 + $1.size }
    guard size <= Self.sizeLimit else { throw .damaged("its parts have \(size) bytes together") }
  }

  /// The parts of the file.
  package var parts: [ZipArchive.Part] { archive.parts }

  /// The XML of a part.
  ///
  /// - Parameter name: Its path inside the file, such as `xl/charts/chart1.xml`.
  /// - Returns: A reader at its beginning.
  /// - Throws: ``ReadingError/damaged(_:)``, also where there is no such part.
  package func xml(_ name: String) throws(ReadingError) -> XMLReader {
    guard let part = archive.part(named: name) else { throw .damaged("it has no part \(name)") }
    let stream = try archive.stream(of: part)
    return try XMLReader { (buffer: inout [UInt8]) throws(ReadingError) in
      try stream.read(into: &buffer)
    }
  }

  /// The bytes of a part; see ``ZipArchive/content(of:limit:)``.
  package func content(of part: ZipArchive.Part, limit: Int) throws(ReadingError) -> [UInt8] {
    try archive.content(of: part, limit: limit)
  }

  /// The texts that cells refer to by number.
  package func sharedTexts() throws(ReadingError) -> [String] {
    let name = "xl/sharedStrings.xml"
    guard archive.part(named: name) != nil else { return [] }
    return try StoredCells.sharedTexts(xml(name))
  }

  /// The cells of a sheet.
  ///
  /// - Parameters:
  ///   - index: The sheet's place in the book, counted from 0.
  ///   - name: The sheet's name.
  ///   - sharedTexts: What ``sharedTexts()`` returns.
  /// - Returns: The cells, to be read one after the other.
  /// - Throws: ``ReadingError/damaged(_:)``.
  package func cells(
    ofSheet index: Int, named name: String, sharedTexts: [String]
  ) throws(ReadingError) -> StoredCells {
    StoredCells(
      sheet: name, sharedTexts: sharedTexts,
      reader: try xml("xl/worksheets/sheet\(index + 1).xml"))
  }

  /// The names of the sheets, from left to right.
  package func sheetNames() throws(ReadingError) -> [String] {
    var reader = try xml("xl/workbook.xml")
    var names: [String] = []
    while true {
      switch try reader.next() {
      case .end: return names
      case .open where reader.named("sheet"): names.append(reader.attribute("name") ?? "")
      case .open, .close, .text: continue
      }
    }
  }
}
