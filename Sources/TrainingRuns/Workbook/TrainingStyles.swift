import Charts
import ContentPublishing
import Workbook

/// How the cells of a training run's workbook look.
enum TrainingStyles {
  static let title = BookTheme.titleStyle
  static let subtitle = BookTheme.subtitleStyle
  static let heading = BookTheme.headingStyle
  static let label = BookTheme.labelStyle
  static let text = BookTheme.textStyle
  static let remark = BookTheme.remarkStyle
  static let head = BookTheme.tableHeadStyle.with {
    $0.fill = BookTheme.heading
    $0.borders = .all(.thin, color: .white)
  }
  /// A number that follows from others.
  static let derived = body(fill: nil)
  /// A number that everything else follows from.
  static let given = body(fill: BookTheme.given)
  static let total = BookTheme.labelStyle.with {
    $0.numberFormat = .grouped
    $0.borders = CellStyle.Borders(top: .medium, color: BookTheme.ink)
  }
  /// A number that is right.
  static let right = BookTheme.goodStyle.with {
    $0.numberFormat = .grouped
    $0.horizontal = .center
  }
  static let result = right.with {
    $0.size = 14
    $0.vertical = .center
  }
  /// A number of mistakes.
  static let wrong = CellStyle(color: BookTheme.bad.text, fill: BookTheme.paleBad)

  private static func body(fill: Color?) -> CellStyle {
    BookTheme.textStyle.with {
      $0.fill = fill
      $0.numberFormat = .grouped
      $0.vertical = .center
      $0.borders = CellStyle.Borders(bottom: .hair, color: BookTheme.hairline)
    }
  }

  /// The same look with another number format.
  static func derived(_ format: CellFormat) -> CellStyle {
    derived.with { $0.numberFormat = format }
  }

  /// The same look with another number format.
  static func given(_ format: CellFormat) -> CellStyle { given.with { $0.numberFormat = format } }
}
