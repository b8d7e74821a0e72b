import SeededRandom

/// How the first weights and biases of a layer are drawn.
public enum Initialization: Hashable, Sendable {
  /// Weights within ±√(6 / (inputs + neurons)), biases zero. X. Glorot and Y. Bengio, 2010.
  case xavier
  /// Weights within ±√(6 / inputs), biases zero. K. He and others, 2015, drawn uniformly.
  case he
  /// Weights and biases within ±√(1 / inputs), as PyTorch's `Linear` begins.
  case pytorch
  /// Weights and biases within plus or minus a number.
  case uniform(Double)

  /// Draws a layer.
  ///
  /// The same seed gives the same numbers on every machine. They are drawn neuron by neuron, in a
  /// neuron input by input, then the biases.
  ///
  /// - Parameters:
  ///   - neurons: The number of neurons.
  ///   - inputs: The number of values that each of them receives.
  ///   - seed: What the numbers follow from.
  ///   - layer: The place of the layer; layers with one seed draw different numbers.
  /// - Returns: A row of weights for each neuron, and a bias for each.
  public func draw(
    neurons: Int, inputs: Int, seed: UInt64, layer: Int
  ) -> (weights: [[Double]], biases: [Double]) {
    var numbers = SeededGenerator(seed: seed, purpose: .initialization, index: layer)
    let limit =
      switch self {
      case .xavier: (6 / Double(inputs + neurons)).squareRoot()
      case .he: (6 / Double(inputs)).squareRoot()
      case .pytorch: (1 / Double(inputs)).squareRoot()
      case .uniform(let limit): limit
      }
    let weights = (0..<neurons).map { _ in
      (0..<inputs).map { _ in numbers.uniform(in: -limit...limit) }
    }
    let drawsBiases =
      switch self {
      case .xavier, .he: false
      case .pytorch, .uniform: true
      }
    let biases = (0..<neurons).map { _ in drawsBiases ? numbers.uniform(in: -limit...limit) : 0 }
    return (weights, biases)
  }
}
