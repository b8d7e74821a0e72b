package import Backprop

/// What a network with two inputs makes of every point of the plane: the regions of its classes.
package struct DecisionRegions: Sendable {
  /// The function.
  package let function: LearnedFunction
  /// How outputs are read as classes.
  package let classification: Classification
  /// The samples.
  package let samples: [Network.Sample]

  /// The largest number of classes that are drawn.
  package static let classLimit = 6

  /// The regions of a network; nil for a network that tells no classes apart, has not two inputs,
  /// or is too large.
  ///
  /// - Parameter description: The network's table.
  package init?(_ description: TableDescription) {
    let network = description.network
    guard network.inputs.count == 2, let classification = network.classification,
      network.targets.count <= Self.classLimit, let function = LearnedFunction(description)
    else { return nil }
    self.function = function
    self.classification = classification
    samples = network.samples
  }

  /// The number of classes.
  package var classCount: Int { max(2, function.outputs.count) }

  /// The class of a sample, counted from zero.
  ///
  /// - Parameter sample: The sample.
  /// - Returns: The class that its targets name.
  package func classOf(_ sample: Network.Sample) -> Int {
    LearnedFunction.classOf(sample.targets, classification)
  }

  /// The outputs at the points of a grid.
  ///
  /// - Parameters:
  ///   - grid: The points.
  ///   - table: A table of the network.
  ///   - row: The row whose parameters count, from zero.
  /// - Returns: For each position of the second input, from the lowest, those of the first: the outputs.
  package func outputs(over grid: InputGrid, of table: Table, row: Int) -> [[[Double]]] {
    let parameters = function.parameters(of: table, row: row)
    return grid.positions[1].map { y in
      grid.positions[0].map { x in function.outputs(of: [x, y], parameters: parameters) }
    }
  }
}
