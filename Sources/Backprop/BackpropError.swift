/// Why a network, a sweep or a question was refused.
public enum BackpropError: Error, Hashable, Sendable {
  /// A list has another number of entries than the rest of the network asks for.
  case wrongCount(of: String, expected: Int, found: Int)
  /// A number is not finite.
  case notFinite(name: String, value: Double)
  /// The network has no layer, or a layer without a neuron.
  case empty(String)
  /// The network is larger than this program computes.
  case tooLarge(String, limit: Int, found: Int)
  /// The published gradients are defined for the article's network alone.
  case publishedGradientsNeedArticleShape(found: String)
  /// A setting, an activation, a loss or its targets do not fit; the text says what is expected.
  case unusableSetting(String)
  /// A learning rate is not a number above zero.
  case unusableLearningRate(Double)
  /// The number of epochs is out of range.
  case unusableEpochs(Int, limit: Int)
  /// No column has this name.
  case unknownSymbol(String, known: [String])
}

extension BackpropError: CustomStringConvertible {
  /// A sentence that says what failed and what was expected.
  public var description: String {
    switch self {
    case .wrongCount(let what, let expected, let found):
      "\(what): expected \(expected) \(expected == 1 ? "value" : "values"), found \(found)."
    case .notFinite(let name, let value):
      "\(name) is \(value); a finite number is expected."
    case .empty(let what):
      "\(what) is empty; at least one entry is expected."
    case .tooLarge(let what, let limit, let found):
      "\(what): \(found) is more than the \(limit) that can be computed here."
    case .publishedGradientsNeedArticleShape(let found):
      "The published gradients repeat an error of the article's 2-2-2 sigmoid network without "
        + "biases; this network is \(found). Use the derived gradients."
    case .unusableSetting(let problem):
      problem.prefix(1).uppercased() + problem.dropFirst() + "."
    case .unusableLearningRate(let rate):
      "The learning rate \(rate) is not usable; a finite number above zero is expected."
    case .unusableEpochs(let epochs, let limit):
      "The number of epochs is \(epochs); a number from 1 to \(limit) is expected."
    case .unknownSymbol(let name, let known):
      "There is no column '\(name)'. The columns are \(known.prefix(60).joined(separator: ", "))"
        + (known.count > 60 ? " and \(known.count - 60) more." : ".")
    }
  }
}
