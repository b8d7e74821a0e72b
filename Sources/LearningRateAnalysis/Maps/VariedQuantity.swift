public import Backprop

/// A number of a training that a map varies from point to point.
public enum VariedQuantity: Hashable, Sendable {
  /// The learning rate of all parameters.
  case learningRate
  /// The learning rate of one layer's parameters, counted from 0; the others keep theirs.
  case layerRate(Int)
  /// The part of the last velocity that is kept.
  case momentum
  /// A weight, a bias, an input or a target.
  case given(Symbol)
  /// The factor of all weights that the training begins with.
  case weightScale
}

extension VariedQuantity {
  /// The column that holds the quantity where the table has none for it.
  var heldSymbol: Symbol? {
    switch self {
    case .learningRate, .given, .weightScale: nil
    case .layerRate(let layer): Symbol("held rate \(layer + 1)")
    case .momentum: Symbol("held momentum")
    }
  }
}
