/// Why a book could not be written.
public enum BookError: Error, Hashable, Sendable {
  /// There is no sheet.
  case noSheets
  /// A sheet has a name that Excel refuses.
  case sheetName(String, fault: String)
  /// Two sheets have names that differ at most in case.
  case duplicateSheet(String)
  /// A defined name is one that Excel refuses.
  case definedName(String, fault: String)
  /// Two defined names of one scope differ at most in case.
  case duplicateName(String)
  /// A link or formula refers to a sheet that does not exist.
  case unknownSheet(String, in: String)
  /// A cell, a range or a reference of a formula lies beyond 1,048,576 rows or 16,384 columns.
  case offSheet(String, sheet: String)
  /// Two things claim the same cell.
  case doubleCell(CellAddress, sheet: String)
  /// A text, formula or hint is longer than Excel allows.
  case tooLong(String, length: Int, limit: Int)
  /// There are more of something than Excel allows.
  case tooMany(String, _ count: Int, _ limit: Int)
  /// A text holds a character that no XML file can hold, or a formula holds a control character.
  case forbiddenCharacter(String)
  /// Two merged ranges overlap.
  case overlappingMerge(String, sheet: String)
  /// A chart does not fit its cells.
  case chart(String, fault: String)
  /// The bytes of an image, named by its alternative text, are no PNG file.
  case notAnImage(String)
  /// A setting has a value that Excel refuses.
  case setting(String, sheet: String)
  /// The file cannot be made; for example the folder is read-only or the disk is full.
  case cannotWrite(path: String, reason: String)
  /// libxlsxwriter refused something.
  case library(operation: String, reason: String)
}

extension BookError: CustomStringConvertible {
  /// What failed, on what, and what to do, as a sentence.
  public var description: String {
    switch self {
    case .noSheets: "The workbook has no sheet; give it one."
    case .sheetName(let name, let fault): "A sheet cannot be named \"\(name)\": \(fault)."
    case .duplicateSheet(let name):
      "Two sheets are named \"\(name)\"; Excel does not tell upper from lower case in names."
    case .definedName(let name, let fault): "\"\(name)\" cannot be a defined name: \(fault)."
    case .duplicateName(let name): "The name \"\(name)\" is defined twice."
    case .unknownSheet(let name, let place):
      "\(place) refers to the sheet \"\(name)\", which does not exist."
    case .offSheet(let what, let sheet):
      "\(what) on sheet \"\(sheet)\" lies beyond the 1,048,576 rows and 16,384 columns of a sheet."
    case .doubleCell(let address, let sheet):
      "Cell \(address) of sheet \"\(sheet)\" is filled twice."
    case .tooLong(let what, let length, let limit):
      "\(what) has \(length) characters; Excel allows \(limit)."
    case .tooMany(let what, let count, let limit):
      "There are \(count) \(what); Excel allows \(limit)."
    case .forbiddenCharacter(let what):
      "\(what) holds a character that a workbook cannot store."
    case .overlappingMerge(let range, let sheet):
      "The merged cells \(range) of sheet \"\(sheet)\" overlap others."
    case .chart(let title, let fault): "The chart \"\(title)\" cannot be written: \(fault)."
    case .notAnImage(let text): "The image \"\(text)\" is no PNG file."
    case .setting(let what, let sheet): "Sheet \"\(sheet)\" cannot have \(what)."
    case .cannotWrite(let path, let reason):
      "The workbook \(path) cannot be written: \(reason). Free some space, or choose another folder."
    case .library(let operation, let reason):
      "libxlsxwriter could not carry out \(operation): \(reason)."
    }
  }
}

extension BookError {
  /// What stands for a file's name where it is made, until ``at(_:)`` gives it.
  static let unnamed = "(in memory)"

  /// The same error with the file's own name.
  func at(_ path: String) -> BookError {
    if case .cannotWrite(_, let reason) = self { return .cannotWrite(path: path, reason: reason) }
    return self
  }
}
