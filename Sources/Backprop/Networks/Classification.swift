/// How the outputs of a network that tells classes apart are read.
public enum Classification: Hashable, Sendable {
  /// One output: class one above a threshold, class zero at it and below.
  case threshold(Double)
  /// An output for each class: the class is that of the largest.
  case largest

  /// The largest number of classes that the comparison of outputs is written out for.
  static let classLimit = 10
}

extension Network {
  /// How the outputs are read as classes; nil for a network that learns something else, and for one
  /// sample.
  ///
  /// One output tells classes apart if every target is 0 or 1, or if every target of a tanh or linear
  /// output is -1 or 1. Several do if one target of each sample is 1 and the others are 0.
  public var classification: Classification? {
    guard samples.count > 1 else { return nil }
    let targets = Set(samples.flatMap(\.targets))
    guard widths.last ?? 0 > 1 else {
      if targets == [0, 1] { return .threshold(0.5) }
      let goesBelow = layers.last?.activation == .tanh || layers.last?.activation == .linear
      return goesBelow && targets == [-1, 1] ? .threshold(0) : nil
    }
    let isOneHot = samples.allSatisfy { sample in
      sample.targets.allSatisfy { $0 == 0 || $0 == 1 } && sample.targets.reduce(0, +) == 1
    }
    return isOneHot && targets.count == 2 && (widths.last ?? 0) <= Classification.classLimit
      ? .largest : nil
  }
}

extension NetworkNames.SampleNames {
  /// Whether the sample is classified right, 1 or 0: `correct[2]`.
  ///
  /// - Parameter sample: The sample, counted from zero.
  /// - Returns: The name.
  static func correct(_ sample: Int) -> Symbol { Symbol("correct[\(sample + 1)]") }

  /// 1 where the sample is classified right, else 0.
  ///
  /// - Parameters:
  ///   - classification: How outputs are read.
  ///   - outputs: The activations of the output layer.
  /// - Returns: An expression over the same row.
  func correctness(
    _ classification: Classification, outputs: [Symbol]
  ) -> ScalarExpression {
    switch classification {
    case .threshold(let threshold):
      func isAbove(_ symbol: Symbol) -> ScalarExpression {
        .call(.step, threshold == 0 ? .current(symbol) : .current(symbol) - .constant(threshold))
      }
      return 1 - (isAbove(outputs[0]) - isAbove(targets[0])).squared
    case .largest:
      return .total(
        outputs.indices.map { own in
          outputs.indices.filter { $0 != own }.reduce(.current(targets[own])) { product, other in
            product * .call(.step, .current(outputs[own]) - .current(outputs[other]))
          }
        })
    }
  }
}

extension Symbol {
  /// The part of all samples that are classified right.
  public static let accuracy: Symbol = "accuracy"
}
