package import Figures
package import Publishing
package import Workbook

extension FigureError: CategorizedError {
  /// A missing font is an input that is missing; everything else failed.
  package var category: ReportError.Category {
    switch self {
    case .fontMissing, .fontUnreadable, .glyphsMissing: .inputMissing
    case .unusableSize, .drawingFailed, .encodingFailed: .failed
    }
  }
}

extension BookError: CategorizedError {
  /// A place that cannot be written is the person's; the rest is a fault of what was to be written.
  package var category: ReportError.Category {
    if case .cannotWrite = self { return .cannotWrite }
    return .failed
  }
}
