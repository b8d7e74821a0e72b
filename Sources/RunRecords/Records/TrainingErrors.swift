package import ConvNet
package import Publishing
package import SafeTensors

extension SafeTensorsError: CategorizedError {
  /// The exit code that a failure leads to.
  package var category: ReportError.Category {
    if case .unreadable = self { .inputMissing } else { .badData }
  }
}

extension ConvNetError: CategorizedError {
  /// The exit code that a failure leads to.
  package var category: ReportError.Category {
    switch self {
    case .invalidSetting: .usage
    case .labelOutOfRange, .unsuitableImages, .unsuitableState: .badData
    case .cancelled: .interrupted
    default: .failed
    }
  }
}
