package import Charts
package import Workbook

/// The colors and the styles that all workbooks share.
///
/// A workbook's own styles are made of these; a color stands here once.
package enum BookTheme {
  // MARK: Colors

  /// The text.
  package static let ink = Color(0x1F2937)
  /// Text that may be passed over: subtitles and remarks.
  package static let quiet = Color(0x6B7280)
  /// Titles and headings.
  package static let heading = Color(0x1F3864)
  /// Lines below headings, and tabs.
  package static let accent = Color(0x4472C4)
  /// Behind the head of a table.
  package static let tableHead = Color(0x44546A)
  /// Behind a number that others follow from.
  package static let given = Color(0xEAF1FB)
  /// Lines between the rows of a table.
  package static let hairline = Color(0xB6BDC9)
  /// What is right: the text, and what is behind it.
  package static let good = (text: Color(0x0B5A2B), fill: Color(0xD9F2E0))
  /// Behind something that is right among much else.
  package static let paleGood = Color(0xEFF9F1)
  /// What is wrong: the text, and what is behind it.
  package static let bad = (text: Color(0x9C0006), fill: Color(0xFFC7CE))
  /// Behind something that is wrong among much that is right.
  package static let paleBad = Color(0xFFE3DC)

  // MARK: Paper

  /// The edges of a page that is to hold much.
  package static let slimMargins = PrintSetup.Margins(
    left: 0.4, right: 0.4, top: 0.4, bottom: 0.5)

  // MARK: Styles

  /// The title of a sheet.
  package static let titleStyle = CellStyle(size: 18, bold: true, color: heading)
  /// The sentence below the title.
  package static let subtitleStyle = CellStyle(color: quiet)
  /// The heading of a part of a sheet.
  package static let headingStyle = CellStyle(size: 13, bold: true, color: heading)
  /// The name of a value.
  package static let labelStyle = CellStyle(bold: true, color: ink)
  /// Plain text.
  package static let textStyle = CellStyle(color: ink)
  /// A remark beside or below numbers.
  package static let remarkStyle = CellStyle(italic: true, color: quiet)
  /// The head of a table.
  package static let tableHeadStyle = CellStyle(
    bold: true, color: .white, fill: tableHead, horizontal: .center, vertical: .center, wraps: true)
  /// A result that is right.
  package static let goodStyle = CellStyle(bold: true, color: good.text, fill: good.fill)
  /// A result that is wrong.
  package static let badStyle = CellStyle(bold: true, color: bad.text, fill: bad.fill)
}
