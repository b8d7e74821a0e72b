package import Backprop
package import Publishing

extension BackpropError: CategorizedError {
  /// What a person asked for on the command line or in a network file makes no sense.
  package var category: ReportError.Category {
    switch self {
    case .unusableLearningRate, .unusableEpochs, .unknownSymbol,
      .publishedGradientsNeedArticleShape:
      .usage
    case .wrongCount, .notFinite, .empty, .tooLarge, .unusableSetting: .badData
    }
  }
}
