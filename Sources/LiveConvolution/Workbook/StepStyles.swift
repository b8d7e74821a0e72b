import Charts
import ContentPublishing
import Workbook

/// The looks of the workbook's cells.
enum StepStyles {
  static let title = BookTheme.titleStyle
  static let subtitle = BookTheme.subtitleStyle
  static let heading = BookTheme.headingStyle.with {
    $0.borders = .init(bottom: .medium, color: BookTheme.accent)
  }
  static let label = BookTheme.labelStyle
  static let text = BookTheme.textStyle
  static let tableHead = BookTheme.tableHeadStyle
  /// The title of a block.
  static let blockTitle = CellStyle(bold: true, color: BookTheme.ink)
  /// The line below it.
  static let blockLine = CellStyle(size: 8, italic: true, color: BookTheme.quiet)
  /// The indices above a map.
  static let mapLabel = CellStyle(size: 8, color: BookTheme.quiet)
  private static let border = CellStyle.Borders.all(.thin, color: Color(0xD1D5DB))
  /// A computed number.
  static let number = CellStyle(
    size: 9, color: BookTheme.ink, numberFormat: .fixed(decimals: 4), borders: border)
  /// A number that may be changed.
  static let editable = CellStyle(
    size: 9, bold: true, color: Color(0x7F3F00), fill: Color(0xFFF2CC),
    borders: .all(.thin, color: Color(0xBF9000)))
  /// What the chosen pixel or weight touches: bold and underlined as well as filled.
  static let touched = CellStyle(bold: true, underlined: true, fill: Color(0xFFD966))

  /// The style of a tensor's numbers.
  ///
  /// - Parameters:
  ///   - tensor: The tensor.
  ///   - isGiven: Whether its numbers may be changed here.
  /// - Returns: The style.
  static func style(_ tensor: StepTensor, isGiven: Bool) -> CellStyle {
    let isWhole = [.pixels, .labels, .kept, .target, .step].contains(tensor.kind)
    return (isGiven ? editable : number).with {
      $0.numberFormat = isWhole ? .general : .fixed(decimals: 4)
    }
  }

  /// The colors of a tensor's maps, from its smallest number to its largest; none for what has
  /// nothing to compare.
  ///
  /// - Parameters:
  ///   - tensor: The tensor.
  ///   - range: Its cells.
  /// - Returns: The rules.
  static func colors(_ tensor: StepTensor, in range: CellRange) -> [ConditionalFormat] {
    let small = ConditionalFormat(
      range,
      .formula(
        "AND(\(range.first.a1)<>0,ABS(\(range.first.a1))<0.001,ISNUMBER(\(range.first.a1)))",
        CellStyle(numberFormat: .scientific(decimals: 1))))
    switch tensor.kind {
    case .labels, .step, .learningRate, .loss, .kept, .target: return [small]
    case .pixels:
      return [ConditionalFormat(range, .scale(low: .white, high: Color(0x9DC3E6)))]
    default:
      guard tensor.count > 2 else { return [small] }
      return [
        small,
        ConditionalFormat(
          range, .scale3(low: Color(0x92B7DE), middle: .white, high: Color(0xF2A98A))),
      ]
    }
  }
}
