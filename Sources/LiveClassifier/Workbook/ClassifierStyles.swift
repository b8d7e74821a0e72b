import Charts
import ContentPublishing
import Workbook

/// The looks of the classifier's cells.
enum ClassifierStyles {
  static let title = BookTheme.titleStyle.with { $0.size = 20 }
  static let subtitle = BookTheme.subtitleStyle
  static let label = BookTheme.labelStyle
  static let small = CellStyle(size: 8, color: BookTheme.quiet)
  /// A pixel that may be drawn.
  static let pixel = CellStyle(
    size: 7, color: Color(0x4B5563), horizontal: .center, vertical: .center,
    borders: .all(.hair, color: Color(0xD1D5DB)))
  /// A computed pixel or number of a map.
  static let number = CellStyle(size: 7, color: BookTheme.ink, numberFormat: .fixed(decimals: 1))
  /// A weight.
  static let weight = CellStyle(size: 7, color: BookTheme.ink, numberFormat: .fixed(decimals: 3))
  /// A setting that may be changed.
  static let editable = CellStyle(
    bold: true, color: Color(0x7F3F00), fill: Color(0xFFF2CC), horizontal: .center,
    borders: .all(.medium, color: Color(0xBF9000)))
  /// A result.
  static let result = CellStyle(
    color: BookTheme.ink, horizontal: .right, borders: .all(.thin, color: Color(0xD1D5DB)))
  /// The answer.
  static let answer = CellStyle(
    size: 22, bold: true, color: BookTheme.heading, horizontal: .left, vertical: .center)

  /// A number as a formula writes it.
  static func text(_ value: Double) -> String {
    let text = "\(value)".uppercased()
    return value < 0 ? "(\(text))" : text
  }

  /// The grays of a drawing: faint, middle and black strokes.
  static func strokes(_ range: CellRange) -> [ConditionalFormat] {
    let cell = range.first.a1
    return [
      ("AND(\(cell)>0,\(cell)<4)", Color(0xD1D5DB), Color(0x374151)),
      ("AND(\(cell)>=4,\(cell)<7)", Color(0x9CA3AF), Color(0x111827)),
      ("\(cell)>=7", Color(0x374151), Color(0xF3F4F6)),
    ].map { rule, fill, text in
      ConditionalFormat(range, .formula(rule, CellStyle(color: text, fill: fill)))
    }
  }

  /// The colors of pixels: nothing is white.
  static func gray(_ range: CellRange) -> ConditionalFormat {
    ConditionalFormat(range, .scale(low: .white, high: Color(0x6B7280)))
  }

  /// The colors of maps, which are zero or more.
  static func blue(_ range: CellRange) -> ConditionalFormat {
    ConditionalFormat(range, .scale(low: .white, high: Color(0x5B9BD5)))
  }
}
