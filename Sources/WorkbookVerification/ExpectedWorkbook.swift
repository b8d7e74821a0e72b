package import Publishing
package import Workbook

/// A workbook as it must be, made anew from the settings that are written down.
package struct ExpectedWorkbook: Sendable {
  /// Cells with a tolerance of their own.
  package struct Tolerance: Sendable {
    /// The cells, with their sheet.
    package var range: CellRange
    /// What is allowed there.
    package var tolerance: CellTolerance

    /// A tolerance for cells.
    package init(_ range: CellRange, _ tolerance: CellTolerance) {
      self.range = range
      self.tolerance = tolerance
    }
  }

  /// Its place in the output folder, such as `backpropagation/backpropagation.xlsx`.
  package var name: String
  /// What must stand in it.
  package var book: Book
  /// What the book lacks because it could not be made here, such as images; nil for nothing.
  ///
  /// Such a book's bytes are not compared, only its cells.
  package var missing: String?
  /// Cells that are not held to ``CellTolerance/standard``.
  package var tolerances: [Tolerance]

  /// A workbook at a place of the output folder.
  package init(
    name: String, book: Book, tolerances: [Tolerance] = [], missing: String? = nil
  ) {
    self.missing = missing
    self.name = name
    self.book = book
    self.tolerances = tolerances
  }
}

/// Knows how the workbooks of a section of the manifest are made.
///
/// This is how `report verify` learns what must stand in a workbook: each kind of content says
/// how to make it again from the settings in the manifest and from the data files beside it. It never
/// looks into the workbook itself.
package protocol WorkbookRecipe: Sendable {
  /// Whether the section is one of this kind.
  static func covers(_ section: ManifestSection) -> Bool

  /// Inputs whose absence the workbooks themselves report, in ``ExpectedWorkbook/missing``.
  static var reportedInputs: Set<String> { get }

  /// Makes the workbooks of a section again.
  ///
  /// - Parameters:
  ///   - section: The settings that the files were made with.
  ///   - folder: The output folder that holds them.
  /// - Returns: The workbooks as they must be.
  /// - Throws: `ReportError` when the settings or the data cannot be read.
  static func workbooks(
    of section: ManifestSection, in folder: String
  ) throws -> [ExpectedWorkbook]
}

extension WorkbookRecipe {
  /// None.
  package static var reportedInputs: Set<String> { [] }
}
