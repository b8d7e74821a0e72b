package import Datasets

extension DigitDataset.Kind {
  /// The data set's name in a sentence.
  package var title: String {
    switch self {
    case .mnist: "MNIST"
    case .digits: "drawn digits"
    }
  }
}
