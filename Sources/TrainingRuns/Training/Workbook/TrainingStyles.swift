import Charts
import Workbook

/// How the cells of a training run's workbook look.
enum TrainingStyles {
  private static let ink = Color(0x1F2937)

  static let title = CellStyle(size: 18, bold: true, color: Color(0x1F3864))
  static let subtitle = CellStyle(color: Color(0x6B7280))
  static let heading = CellStyle(size: 13, bold: true, color: Color(0x1F3864))
  static let label = CellStyle(bold: true, color: ink)
  static let text = CellStyle(color: ink)
  static let remark = CellStyle(italic: true, color: Color(0x6B7280))
  static let head = CellStyle(
    bold: true, color: .white, fill: Color(0x1F3864), horizontal: .centre, vertical: .centre,
    wraps: true, borders: .all(.thin, color: Color(0xFFFFFF)))
  /// A number that follows from others.
  static let derived = body(fill: nil)
  /// A number that everything else follows from.
  static let given = body(fill: Color(0xEAF1FB))
  static let total = CellStyle(
    bold: true, color: ink, numberFormat: .grouped,
    borders: CellStyle.Borders(top: .medium, color: ink))
  static let result = CellStyle(
    size: 14, bold: true, color: Color(0x0B5A2B), fill: Color(0xD9F2E0), numberFormat: .grouped,
    horizontal: .centre, vertical: .centre)

  private static func body(fill: Color?) -> CellStyle {
    CellStyle(
      color: ink, fill: fill, numberFormat: .grouped, vertical: .centre,
      borders: CellStyle.Borders(bottom: .hair, color: Color(0xB6BDC9)))
  }

  /// The same look with another number format.
  static func derived(_ format: CellFormat) -> CellStyle {
    derived.with { $0.numberFormat = format }
  }

  /// The same look with another number format.
  static func given(_ format: CellFormat) -> CellStyle { given.with { $0.numberFormat = format } }
}
