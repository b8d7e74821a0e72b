package import Backprop
package import Charts

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

  /// The pale and the dark color of each class, in figures and in the workbook.
  package static let colors: [(pale: Color, dark: Color)] = [
    (Color(0x9DC3E6), Color(0x1F4E79)), (Color(0xF8CBAD), Color(0xC55A11)),
    (Color(0xC6E0B4), Color(0x375623)), (Color(0xFFE699), Color(0x7F6000)),
    (Color(0xD9C3EC), Color(0x5B2C83)), (Color(0xD9D9D9), Color(0x404040)),
  ]

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
    let fixed = function.fixed(parameters: function.parameters(of: table, row: row))
    return grid.positions[1].map { y in
      grid.positions[0].map { x in fixed.outputs(of: [x, y], parameters: [:]) }
    }
  }
}
