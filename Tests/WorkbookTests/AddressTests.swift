import Testing
import Workbook

@Suite("Addresses, ranges and names read and write Excel's notation")
struct AddressTests {
  @Test(
    "An address and its text belong together",
    arguments: [
      ("A1", 0, 0), ("Z1", 0, 25), ("AA1", 0, 26), ("AZ10", 9, 51), ("BA10", 9, 52),
      ("ZZ99", 98, 701), ("AAA1", 0, 702), ("XFD1048576", 1_048_575, 16_383),
    ])
  func roundTrip(text: String, row: Int, column: Int) throws {
    let address = try #require(CellAddress(text))
    #expect(address == CellAddress(row: row, column: column))
    #expect(address.a1 == text)
    #expect(CellAddress(text.lowercased()) == address)
  }

  @Test(
    "What is no address is refused",
    arguments: [
      "", "A", "1", "A0", "A01", "1A", "XFE1", "A1048577", "AAAA1", "A1B", "$A$1", "A-1", " A1",
      "A1 ", "Ä1", "A99999999999999999999",
    ])
  func refused(text: String) {
    #expect(CellAddress(text) == nil)
  }

  @Test("Every column name leads back to its number")
  func everyColumn() {
    for column in 0..<CellAddress.columnLimit {
      #expect(CellAddress(CellAddress.columnName(column) + "7")?.column == column)
    }
  }

  @Test(
    "A range puts its corners in order and writes its sheet",
    arguments: [
      (CellRange("B3", "A1"), "A1:B3", "$A$1:$B$3"),
      (CellRange("A3", "B1"), "A1:B3", "$A$1:$B$3"),
      (CellRange("C4"), "C4", "$C$4"),
      (CellRange(sheet: "Data", "C4", "C9"), "Data!C4:C9", "Data!$C$4:$C$9"),
      (CellRange(sheet: "η = 0.1", "C4"), "'η = 0.1'!C4", "'η = 0.1'!$C$4"),
      (CellRange(column: 1, rows: 4..<9), "B5:B9", "$B$5:$B$9"),
    ])
  func ranges(range: CellRange, relative: String, absolute: String) {
    #expect(range.a1 == relative)
    #expect(range.absolute == absolute)
  }

  @Test("Ranges know what they contain and what they overlap")
  func containment() {
    let range = CellRange("B2", "D4")
    #expect(range.contains("B2") && range.contains("D4") && !range.contains("E4"))
    #expect(range.overlaps(CellRange("D4", "F9")))
    #expect(!range.overlaps(CellRange("E2", "F9")))
    #expect(!range.overlaps(CellRange("B5", "D9")))
    #expect(range.rowCount == 3 && range.columnCount == 3)
  }

  @Test(
    "Sheet names are quoted where a formula needs it",
    arguments: [
      ("Data", "Data"), ("lr_1", "lr_1"), ("A1", "'A1'"), ("R1C1", "'R1C1'"), ("RC", "'RC'"),
      ("2024", "'2024'"), ("1st", "'1st'"), ("η = 0.1", "'η = 0.1'"), ("a b", "'a b'"),
      ("It's", "'It''s'"), ("TRUE", "'TRUE'"), ("a.b", "'a.b'"), ("a-b", "'a-b'"),
      ("XFE1", "XFE1"),
    ])
  func quoting(name: String, quoted: String) {
    #expect(SheetName.quoted(name) == quoted)
  }

  @Test(
    "Names that a sheet cannot have are named with the reason",
    arguments: [
      ("", "empty"), (String(repeating: "x", count: 32), "32 characters"), ("a/b", "character /"),
      ("a\\b", "character \\"), ("a[b", "character ["), ("a]b", "character ]"),
      ("a:b", "character :"), ("a*b", "character *"), ("a?b", "character ?"),
      ("'a", "apostrophe"), ("a'", "apostrophe"), ("History", "keeps"), ("a\u{1}", "control"),
      (String(repeating: "😀", count: 16), "32 characters"),
    ])
  func badSheetNames(name: String, reason: String) throws {
    let fault = try #require(SheetName.fault(in: name))
    #expect(fault.contains(reason))
  }

  @Test(
    "Names that a sheet can have are accepted",
    arguments: ["η = 0.1", String(repeating: "x", count: 31), "a'b", "∂E/∂w".filter { $0 != "/" }])
  func goodSheetNames(name: String) {
    #expect(SheetName.fault(in: name) == nil)
  }

  @Test(
    "Defined names that read like cells are refused",
    arguments: [
      "w1", "W1", "h1", "E1", "XFD1048576", "R", "c", "R1C1", "r2", "C3", "RC", "rc5", "true",
      "1a", "a b", "", "a-b", "a!b", "$a",
    ])
  func badDefinedNames(name: String) {
    #expect(DefinedName.fault(in: name) != nil)
  }

  @Test(
    "Valid defined names are accepted",
    arguments: ["eta", "w_1", "_w1", "η", "XFE1", "rate.1", "R1C1x", "row", "a_h1", "Column"])
  func goodDefinedNames(name: String) {
    #expect(DefinedName.fault(in: name) == nil)
  }
}
