public import Backprop

/// The second derivatives of the loss with respect to the trained parameters, in any row of a
/// table.
///
/// The gradients' own expressions are evaluated with numbers that carry a derivative along a
/// direction (forward over reverse), which gives the product of the Hessian with that direction,
/// exact to rounding and without writing the Hessian down. B. A. Pearlmutter, Fast exact
/// multiplication by the Hessian, Neural Computation 6 (1994).
///
/// With ReLU the result is the curvature of the linear piece that the row lies on.
public struct Curvature: Sendable {
  /// The parameters, in the order of the matrix's rows.
  public let parameters: [Symbol]

  /// Up to this number of parameters the whole spectrum is computed; beyond, the largest
  /// eigenvalue by Lanczos' iteration.
  public static let spectrumLimit = 200

  private let graph: RowValues
  private let parameterColumns: [Int]
  private let gradientNodes: [RowValues.Node.ID]
  private let lossNode: RowValues.Node.ID

  /// Prepares the second derivatives of a table.
  ///
  /// - Parameter table: The table; its parameters may be none, and then there is nothing to compute.
  public init(_ table: TableDescription) {
    // In published mode the error's own gradients are differentiated, not the article's slip.
    let columns = (try? TableDescription(table.network))?.columns ?? table.columns
    parameters = table.parameters
    // What comes from the row above is what this row's error is a function of.
    let frozen = columns.map { column in
      column.recurrence.symbols(from: .before).isEmpty
        ? column
        : Column(
          column.symbol, role: column.role, initial: column.initial,
          recurrence: .previous(column.symbol))
    }
    let graph = RowValues(
      frozen, row: \.recurrence, settings: table.settingValues, needed: Set(frozen.indices))
    let places = Dictionary(
      uniqueKeysWithValues: columns.enumerated().map { ($1.symbol, $0) })
    parameterColumns = parameters.compactMap { places[$0] }
    gradientNodes = parameters.compactMap { places[$0.gradient].map { graph.columns[$0] } }
    lossNode = places[.totalError].map { graph.columns[$0] } ?? 0
    self.graph = graph
  }

  /// The number of operations that one product with the Hessian takes.
  package var operationCount: Int { graph.nodes.count }

  /// The loss of a row with other parameters.
  ///
  /// - Parameters:
  ///   - parameters: One number a parameter, in the order of ``parameters``.
  ///   - values: The row's number of each column of the table, for what is no parameter.
  /// - Returns: The loss of that step.
  public func loss(of parameters: [Double], at values: [Double]) -> Double {
    precondition(
      parameters.count == parameterColumns.count,
      "\(parameterColumns.count) parameters are needed, not \(parameters.count).")
    var changed = values
    for (column, value) in zip(parameterColumns, parameters) { changed[column] = value }
    return evaluated { changed[$0] }[lossNode]
  }

  /// The parameters of a row.
  ///
  /// - Parameter values: The row's number of each column of the table.
  /// - Returns: One number a parameter, in the order of ``parameters``.
  public func point(of values: [Double]) -> [Double] { parameterColumns.map { values[$0] } }

  /// The product of the Hessian with a direction.
  ///
  /// - Parameters:
  ///   - direction: One component a parameter.
  ///   - values: The row's number of each column of the table.
  /// - Returns: One component a parameter.
  public func product(_ direction: [Double], at values: [Double]) -> [Double] {
    precondition(
      direction.count == parameters.count,
      "A direction of \(parameters.count) components is needed, not of \(direction.count).")
    var tangents: [Int: Double] = [:]
    for (column, component) in zip(parameterColumns, direction) { tangents[column] = component }
    let nodes = evaluated { column in
      DualNumber(values[column], derivative: tangents[column] ?? 0)
    }
    return gradientNodes.map { nodes[$0].derivative }
  }

  /// The Hessian.
  ///
  /// - Parameter values: The row's number of each column of the table.
  /// - Returns: The matrix; nil where nothing is trained. It is made symmetric by the mean of both
  ///   entries, which differ by rounding.
  /// - Complexity: As many evaluations of all columns as there are parameters.
  public func hessian(at values: [Double]) -> SymmetricMatrix? {
    let size = parameters.count
    guard size > 0 else { return nil }
    let rows = (0..<size).map { index in
      var direction = [Double](repeating: 0, count: size)
      direction[index] = 1
      return product(direction, at: values)
    }
    var matrix = SymmetricMatrix(size: size)
    for row in 0..<size {
      for column in 0...row { matrix[row, column] = (rows[row][column] + rows[column][row]) / 2 }
    }
    return matrix
  }

  /// The eigenvalues of the Hessian in rising order; empty where nothing is trained.
  ///
  /// - Parameter values: The row's number of each column of the table.
  /// - Returns: The eigenvalues; all NaN where the Hessian is not finite.
  public func spectrum(at values: [Double]) -> [Double] { hessian(at: values)?.eigenvalues ?? [] }

  /// The sharpness: the largest eigenvalue of the Hessian.
  ///
  /// - Parameter values: The row's number of each column of the table.
  /// - Returns: The eigenvalue; nil where nothing is trained, NaN where the Hessian is not finite.
  public func sharpness(at values: [Double]) -> Double? {
    guard !parameters.isEmpty else { return nil }
    if parameters.count <= Self.spectrumLimit { return spectrum(at: values).last }
    return Lanczos(size: parameters.count) { product($0, at: values) }.largest
  }

  /// Evaluates every node of the graph, operands before what is made of them.
  private func evaluated<Number: ExpressionNumber>(
    _ column: (Int) -> Number
  ) -> [Number] {
    var values: [Number] = []
    values.reserveCapacity(graph.nodes.count)
    for node in graph.nodes {
      let value: Number
      switch node {
      case .constant(let bits): value = Number(constant: Double(bitPattern: bits))
      case .learningRate: value = Number(constant: .nan)
      case .before(let index): value = column(index)
      case .sum(let left, let right): value = values[left] + values[right]
      case .difference(let left, let right): value = values[left] - values[right]
      case .product(let left, let right): value = values[left] * values[right]
      case .quotient(let left, let right): value = values[left] / values[right]
      case .negation(let operand): value = -values[operand]
      case .power(let base, let exponent): value = values[base].raised(to: values[exponent])
      case .logSumExp(let operands): value = Number.logSumExp(operands.map { values[$0] })
      case .maximum(let operands): value = Number.maximum(operands.map { values[$0] })
      case .call(let function, let operand): value = values[operand].applying(function)
      }
      values.append(value)
    }
    return values
  }
}
