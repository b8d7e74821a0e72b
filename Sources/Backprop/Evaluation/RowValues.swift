/// The values of one row as a graph in which equal values are one node.
package struct RowValues: Sendable {
  /// The node of each column's value.
  package private(set) var columns: [Node.ID] = []
  /// How many operations read a node or columns hold it, among those that the needed columns take.
  private(set) var readers: [Int]
  /// The values, operands before what is made of them.
  package private(set) var nodes: [Node] = []

  private var known: [Node: Node.ID] = [:]
  private let positions: [Symbol: Int]
  private let settings: [Symbol: Double]

  /// One value: a leaf or an operation on other nodes.
  package enum Node: Hashable, Sendable {
    /// A node's place in ``RowValues/nodes``.
    package typealias ID = Int

    /// A number.
    case constant(bits: UInt64)
    /// The learning rate.
    case learningRate
    /// The value of a column in the row above.
    case before(column: Int)
    /// An operation on other nodes.
    case sum(ID, ID)
    case difference(ID, ID)
    case product(ID, ID)
    case quotient(ID, ID)
    case negation(ID)
    case power(ID, ID)
    case logSumExp([ID])
    case maximum([ID])
    case call(ScalarExpression.Function, ID)

    var operands: [ID] {
      switch self {
      case .constant, .learningRate, .before: []
      case .negation(let operand), .call(_, let operand): [operand]
      case .sum(let left, let right), .difference(let left, let right),
        .product(let left, let right), .quotient(let left, let right), .power(let left, let right):
        [left, right]
      case .logSumExp(let operands), .maximum(let operands): operands
      }
    }
  }

  /// Numbers the values of a row.
  ///
  /// - Parameters:
  ///   - columns: The table's columns.
  ///   - row: Which of their expressions to take.
  ///   - settings: The numbers of the settings; one without a number is the learning rate.
  ///   - needed: The columns whose readers count.
  package init(
    _ columns: [Column], row: KeyPath<Column, ScalarExpression>, settings: [Symbol: Double],
    needed: Set<Int>
  ) {
    positions = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1.symbol, $0) })
    self.settings = settings
    readers = []
    for column in columns {
      let id = number(column[keyPath: row])
      self.columns.append(id)
    }
    readers = Array(repeating: 0, count: nodes.count)
    for index in needed { readers[self.columns[index]] += 1 }
    var pending = needed.map { self.columns[$0] }
    var seen = Set(pending)
    while let id = pending.popLast() {
      for operand in nodes[id].operands {
        readers[operand] += 1
        if seen.insert(operand).inserted { pending.append(operand) }
      }
    }
  }

  /// The number of a node, if the row has it.
  func id(of node: Node) -> Node.ID? { known[node] }

  private mutating func number(_ expression: ScalarExpression) -> Node.ID {
    switch expression {
    case .constant(let value): node(.constant(bits: value.bitPattern))
    case .symbol(let symbol, let row): place(of: symbol, row)
    case .sum(let left, let right): node(.sum(number(left), number(right)))
    case .difference(let left, let right): node(.difference(number(left), number(right)))
    case .product(let left, let right): node(.product(number(left), number(right)))
    case .quotient(let left, let right): node(.quotient(number(left), number(right)))
    case .negation(let operand): node(.negation(number(operand)))
    case .power(let base, let exponent): node(.power(number(base), number(exponent)))
    case .logSumExp(let operands): node(.logSumExp(operands.map { number($0) }))
    case .maximum(let operands): node(.maximum(operands.map { number($0) }))
    case .call(let function, let operand): node(.call(function, number(operand)))
    }
  }

  private mutating func place(of symbol: Symbol, _ row: ScalarExpression.Row) -> Node.ID {
    if row == .setting {
      return settings[symbol].map { node(.constant(bits: $0.bitPattern)) } ?? node(.learningRate)
    }
    guard let column = positions[symbol], row == .before || column < columns.count else {
      preconditionFailure("The table reads \(symbol), which is not a column to the left.")
    }
    return row == .before ? node(.before(column: column)) : columns[column]
  }

  private mutating func node(_ node: Node) -> Node.ID {
    if let id = known[node] { return id }
    nodes.append(node)
    known[node] = nodes.count - 1
    return nodes.count - 1
  }
}
