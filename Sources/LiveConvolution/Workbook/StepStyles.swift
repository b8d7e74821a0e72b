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
  static let blockTitle = CellStyle(size: 9, bold: true, color: BookTheme.ink)
  /// The indices above a map.
  static let mapLabel = CellStyle(size: 9, color: BookTheme.quiet)
  private static let border = CellStyle.Borders.all(.thin, color: Color(0xD1D5DB))
  /// A computed number.
  static let number = CellStyle(
    size: 10, color: BookTheme.ink, numberFormat: .fixed(decimals: 4), borders: border)
  /// A number that may be changed.
  static let editable = CellStyle(
    size: 10, bold: true, color: Color(0x7F3F00), fill: Color(0xFFF2CC),
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

  /// What dropout drops.
  private static let dropped = CellStyle(color: Color(0x6B7280), fill: Color(0xE5E7EB))
  private static let blue = Color(0x92B7DE)
  private static let orange = Color(0xF2A98A)

  /// The colors of a tensor's maps: white at zero, blue below and orange above it, as far as its
  /// numbers go; none for what has nothing to compare.
  ///
  /// - Parameters:
  ///   - tensor: The tensor.
  ///   - values: Its numbers as made. The colors keep their bounds, so that a change shows.
  ///   - range: Its cells.
  /// - Returns: The rules.
  static func colors(
    _ tensor: StepTensor, _ values: ArraySlice<Double>, in range: CellRange
  ) -> [ConditionalFormat] {
    let small = ConditionalFormat(
      range,
      .formula(
        "AND(\(range.first.a1)<>0,ABS(\(range.first.a1))<0.001,ISNUMBER(\(range.first.a1)))",
        CellStyle(numberFormat: .scientific(decimals: 1))))
    switch tensor.kind {
    case .labels, .step, .learningRate, .loss, .target: return [small]
    case .kept:
      return [
        ConditionalFormat(
          range, .formula("AND(ISNUMBER(\(range.first.a1)),\(range.first.a1)=0)", dropped))
      ]
    case .pixels:
      return [ConditionalFormat(range, .scale(low: .white, high: Color(0x9DC3E6)))]
    default:
      let greatest = values.map(\.magnitude).max() ?? 0
      guard tensor.count > 2, greatest > 0, greatest.isFinite else { return [small] }
      return [
        small,
        ConditionalFormat(
          range,
          .fixedScale(
            low: .init(-greatest, blue), middle: .init(0, .white), high: .init(greatest, orange))),
      ]
    }
  }
}
