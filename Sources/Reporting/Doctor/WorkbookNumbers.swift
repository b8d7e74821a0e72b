import Publishing
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
    let bytes = try ScratchFolder.lend { folder in
      try Book(sheets: [sheet]).encoded(temporaryFolder: folder)
    }
    return try bytes.withUnsafeBytes { bytes in
      var reader = try WorkbookPackage(bytes).xml("xl/worksheets/sheet1.xml")
      while try reader.next() != .end {
        if reader.named("v"), try reader.next() == .text { return reader.content }
      }
      throw ReportError(.failed, "The workbook that was written holds no number.")
    }
  }
}
