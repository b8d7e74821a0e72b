/// What becomes of NaN and the infinities, which a workbook has no way to store as numbers.
///
/// libxlsxwriter writes them as the letters of C's `printf`, which Excel reports as damage and
/// LibreOffice reads as 0. Every number passes here before it is written.
public enum NonFinitePolicy: Hashable, Sendable {
  /// Left blank: a gap in a chart.
  case blank
  /// Written as a word: `NaN`, `Inf` or `-Inf`.
  case words

  /// What a number cell holds under this policy.
  func content(of value: Double) -> CellContent {
    if value.isFinite { return .number(value) }
    return switch self {
    case .blank: .blank
    case .words: .text(Self.word(for: value))
    }
  }

  /// The word for a value that is not finite.
  static func word(for value: Double) -> String {
    value.isNaN ? "NaN" : value < 0 ? "-Inf" : "Inf"
  }
}

extension Formula.Result {
  /// The result as it can be stored: a number that is not finite becomes its word.
  var storable: Formula.Result {
    if case .number(let value) = self, !value.isFinite {
      return .text(NonFinitePolicy.word(for: value))
    }
    return self
  }
}
