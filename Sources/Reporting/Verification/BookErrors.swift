public import Workbook

extension BookError: CategorizedError {
  /// A place that cannot be written is the person's; the rest is a fault of what was to be written.
  public var category: ReportError.Category {
    if case .cannotWrite = self { return .cannotWrite }
    return .failed
  }
}
