import Publishing
import Datasets
import Workbook

/// How a workbook stores a number, read back from a workbook.
enum WorkbookNumbers {
  /// The characters that stand in the file for a number.
  ///
  /// - Parameter number: The number.
  /// - Returns: Its text in the sheet's XML.
  /// - Throws: `BookError` when no workbook can be written, `ReportError` when it cannot be read.
  static func stored(_ number: Double) throws -> String {
    var sheet = Sheet("n")
    sheet.set("A1", .number(number))
    let bytes = try Book(sheets: [sheet]).encoded()
    let text = try part("xl/worksheets/sheet1.xml", of: bytes)
    guard let open = text.firstRange(of: "<v>"),
      let close = text[open.upperBound...].firstRange(of: "</v>")
    else { throw ReportError(.failed, "The workbook that was written holds no number.") }
    return String(text[open.upperBound..<close.lowerBound])
  }

  /// One part of a workbook, which is a ZIP archive.
  ///
  /// A part is a bare deflate stream. With a gzip header before it, and behind it the checksum and
  /// the length that the archive's directory tells, it is a gzip file.
  private static func part(_ name: String, of archive: [UInt8]) throws -> String {
    let name = Array(name.utf8)
    func word(_ at: Int) -> Int {
      archive[at..<(at + 4)].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    func short(_ at: Int) -> Int { Int(archive[at]) | Int(archive[at + 1]) << 8 }
    // An entry of the directory begins PK 1 2 and has 46 bytes before its name.
    for start in archive.indices.dropLast(46 + name.count)
    where archive[start] == 0x50 && archive[(start + 1)...].starts(with: [0x4B, 1, 2])
      && archive[(start + 46)...].starts(with: name)
    {
      let header = word(start + 42)
      let data = header + 30 + short(header + 26) + short(header + 28)
      let packed = archive[data..<(data + word(start + 20))]
      let gzip: [UInt8] =
        [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + packed + archive[(start + 16)..<(start + 20)]
        + archive[(start + 24)..<(start + 28)]
      let bytes = try Gzip.unpack(gzip, limit: 1 << 20, file: "sheet1.xml")
      return String(decoding: bytes, as: UTF8.self)
    }
    throw ReportError(.failed, "The workbook that was written has no sheet.")
  }
}
