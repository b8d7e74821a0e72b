import Backprop
import Charts
import ContentPublishing
package import LearningRateAnalysis
package import Workbook

/// The looks of the workbook's cells.
package enum ExampleStyles {
  static let title = BookTheme.titleStyle
  static let subtitle = BookTheme.subtitleStyle
  static let heading = BookTheme.headingStyle.with {
    $0.borders = .init(bottom: .medium, color: BookTheme.accent)
  }
  static let label = BookTheme.labelStyle
  static let plain = BookTheme.textStyle
  static let formula = CellStyle(font: "Consolas", size: 10, color: BookTheme.ink)
  static let tableHead = BookTheme.tableHeadStyle
  static let cellBorder = CellStyle.Borders.all(.thin, color: Color(0xD1D5DB))
  static let link = CellStyle.link
  static let good = BookTheme.goodStyle
  static let bad = BookTheme.badStyle

  /// A cell that may be changed.
  static let editable = CellStyle(
    bold: true, color: Color(0x7F3F00), fill: Color(0xFFF2CC), horizontal: .center,
    borders: .all(.medium, color: Color(0xBF9000)))
  /// The number of an epoch at the left of a table.
  package static let epoch = CellStyle(bold: true, fill: Color(0xF3F4F6), horizontal: .center)
  /// The heading of a column of equations or of evidence.
  package static let smallHead = CellStyle(size: 9, italic: true, color: BookTheme.quiet)
  /// A number that other cells are made from, and that nobody needs to read.
  package static let helper = CellStyle(
    size: 9, italic: true, color: BookTheme.quiet, horizontal: .center)
  /// A result in a framed table.
  static let result = CellStyle(horizontal: .center, vertical: .center, borders: cellBorder)

  /// Numbers of a table: nine decimals as in the article; `exponents` shows the others.
  static let number = CellFormat.fixed(decimals: 9)
  /// Losses, which are not negative and become small.
  static let loss = CellFormat.custom("[>=0.00001]0.000000000;[=0]0;0.000E+00")

  /// Shows numbers in a form that fits the column where nine decimals would lose them or not fit:
  /// with six decimals from 100 on, with an exponent from 1000 on and below 1e-5.
  ///
  /// Rules and not a number format with conditions: programs drop the sign of a negative number
  /// that falls to the last section of one.
  ///
  /// - Parameter range: The cells.
  /// - Returns: The rules, which follow the values.
  static func fitting(in range: CellRange) -> [ConditionalFormat] {
    let cell = range.first.a1
    func rule(_ condition: String, _ format: CellFormat) -> ConditionalFormat {
      ConditionalFormat(range, .formula(condition, CellStyle(numberFormat: format)))
    }
    return [
      rule(
        "OR(ABS(\(cell))>=1000,AND(\(cell)<>0,ABS(\(cell))<0.00001))",
        .scientific(decimals: 2)),
      rule("AND(ABS(\(cell))>=100,ABS(\(cell))<1000)", .fixed(decimals: 6)),
    ]
  }

  /// The width of the columns with reasons, in characters.
  static let reasonWidth = 68.0
  /// A reason, over as many lines as it needs.
  static let reason = CellStyle(
    color: BookTheme.ink, vertical: .center, wraps: true, borders: cellBorder)

  /// The height of a row with a reason, in points.
  static func reasonHeight(_ text: String) -> Double {
    let lines = (Double(text.count) * 1.05 / reasonWidth).rounded(.up)
    return 15 * max(1, lines) + 1
  }

  /// The width of a column of verdicts, in characters.
  ///
  /// - Parameter outcomes: The verdicts.
  /// - Returns: What the longest of them needs.
  package static func verdictWidth(_ outcomes: [TrainingOutcome]) -> Double {
    max(13, 0.95 * Double(outcomes.map(\.rawValue.count).max() ?? 0))
  }

  /// The strong and the pale color of a kind of column.
  static func colors(_ role: Column.Role) -> (strong: Color, pale: Color) {
    switch role {
    case .target: (Color(0xA9D18E), Color(0xF3FAEF))
    case .input: (Color(0x9DC3E6), Color(0xF0F6FC))
    case .weight: (Color(0xFFD966), Color(0xFFFBEC))
    case .bias: (Color(0xF4B183), Color(0xFEF5EE))
    case .preactivation: (Color(0xD0CECE), Color(0xF8F8F8))
    case .activation: (Color(0xC9B3E6), Color(0xF8F4FD))
    case .error: (Color(0xF8A5A5), Color(0xFEF3F3))
    case .totalError: (Color(0xE8646B), Color(0xFDE9EA))
    case .accuracy: (Color(0xB5D6A7), Color(0xF4FAF1))
    case .sensitivity: (Color(0xA8DDE0), Color(0xF0FAFA))
    case .gradient: (Color(0x7FCDBB), Color(0xEFF9F6))
    case .check: (Color(0xBFC9D9), Color(0xF5F7FA))
    case .step, .rate: (Color(0xD9D9D9), Color(0xF6F6F6))
    case .logSumExp: (Color(0xD7C4D0), Color(0xFAF5F8))
    case .optimizer: (Color(0xC5D8A4), Color(0xF6FAEF))
    case .curvature: (Color(0xE7C6A8), Color(0xFCF6F0))
    }
  }

  /// What a kind of column is called in the band above the header.
  static func name(_ role: Column.Role) -> String {
    switch role {
    case .target: "target"
    case .input: "input"
    case .weight: "weights"
    case .bias: "biases"
    case .preactivation: "sum"
    case .activation: "activation"
    case .error: "error"
    case .totalError: "loss"
    case .accuracy: "classified right"
    case .sensitivity: "passed back"
    case .gradient: "gradients"
    case .check: "check: central differences"
    case .step: "step"
    case .rate: "rate"
    case .logSumExp: "log-sum-exp"
    case .optimizer: "optimizer"
    case .curvature: "second derivatives"
    }
  }

  static func head(_ role: Column.Role) -> CellStyle {
    CellStyle(
      bold: true, color: BookTheme.ink, fill: colors(role).strong, horizontal: .center,
      vertical: .center,
      borders: .init(bottom: .medium, color: Color(0x7F7F7F)))
  }

  static func band(_ role: Column.Role) -> CellStyle {
    CellStyle(
      size: 9, italic: true, color: BookTheme.ink, fill: colors(role).strong, horizontal: .center)
  }

  static func body(_ role: Column.Role) -> CellStyle {
    let isGiven = role == .target || role == .input
    return CellStyle(
      italic: role == .check, color: BookTheme.ink, fill: colors(role).pale,
      numberFormat: isGiven ? .general : role == .totalError ? loss : number,
      borders: .init(bottom: .hair, color: Color(0xD9D9D9)))
  }
}
