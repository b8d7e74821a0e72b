import Numerals
import Publishing

extension Verification {
  /// What was found, as lines for a person.
  package var text: String {
    var lines: [String] = []
    let files = fileCount == 1 ? "1 file" : "\(fileCount) files"
    lines.append(
      faults.isEmpty
        ? "\(Manifest.name): \(files), each with the content that was written"
        : "\(Manifest.name): \(files), \(faults.count) not as written")
    lines += faults.map { "  \($0.name) (\($0.section)) \($0.fault)" }
    for book in workbooks {
      lines.append(book.name)
      lines += Self.lines(of: book).map { "  " + $0 }
    }
    if !changes.isEmpty {
      lines.append("Since the files were made")
      lines += changes.map { "  " + $0 }
    }
    if let officeFailure, !workbooks.isEmpty {
      lines.append(
        "Not checked: the recalculation of \(FixedText.counted(workbooks.count, "workbook")), because "
          + "LibreOffice failed: \(officeFailure)")
    } else if !hasLibreOffice, !workbooks.isEmpty {
      lines.append(
        "Not checked: the recalculation of \(FixedText.counted(workbooks.count, "workbook")), because "
          + (recalculates
            ? "LibreOffice was not found. Install libreoffice-calc-nogui, or name the program in "
              + "GRADBOOK_SOFFICE." : "of --no-recalculate."))
    }
    return lines.joined(separator: "\n")
  }

  private static func lines(of book: WorkbookOutcome) -> [String] {
    if let obstacle = book.obstacle { return ["could not be checked: \(obstacle)"] }
    var lines = [
      book.missing.map { "its bytes were not compared: \($0)" }
        ?? (book.isReproduced
          ? "the settings give the same bytes again" : "the settings give other bytes now")
    ]
    if book.isUnexplained {
      lines.append("it was changed, or another version of the program made it; make it again")
    }
    if let comparison = book.recalculated {
      lines += Self.lines(
        of: comparison,
        book.isReproduced
          ? "recalculated by LibreOffice"
          : "recalculated by LibreOffice in the workbook that the settings give")
    }
    if let comparison = book.stored { lines += Self.lines(of: comparison, "as stored in the file") }
    return lines
  }

  private static func lines(of comparison: CellComparison, _ how: String) -> [String] {
    var lines = [
      "\(FixedText.counted(comparison.cells, "cell")), \(FixedText.counted(comparison.formulas, "formula")) of them, \(how): "
        + (comparison.differing == 0 ? "none differs" : "\(comparison.differing) differ")
    ]
    if let largest = comparison.largest {
      lines.append(
        largest.relative == 0
          ? "every number is equal to the last digit that is written"
          : "largest relative difference \(NumberText.significant(largest.relative, 3)) at \(largest.place)"
      )
    }
    if comparison.loose > 0 {
      lines.append(
        "\(FixedText.counted(comparison.loose, "number")) held to absolute bounds: checks by differences to "
          + "1e-11 or to that part of a larger loss, numbers below 1e-6 to LibreOffice's 20 decimals, "
          + "exploding numbers and the epochs of equal losses to what rounding leaves")
    }
    if comparison.scaled > 0 {
      lines.append(
        "\(FixedText.counted(comparison.scaled, "number")) left over from nearly equal ones; they agree to 1e-12 "
          + "of the largest in their column")
    }
    if comparison.notFinite > 0 {
      lines.append(
        "\(FixedText.counted(comparison.notFinite, "formula")) not finite, here as in the core")
    }
    for difference in comparison.differences {
      lines.append(
        "\(difference.place): expected \(difference.expected), found \(difference.found)")
    }
    let more = comparison.differing - comparison.differences.count
    if more > 0 { lines.append("and \(more) more") }
    return lines
  }
}
