/// A table compiled to a list of machine-like instructions over numbered slots.
///
/// Every column has a slot, and so has each intermediate result. A subexpression that occurs more
/// than once is computed once: equal operations on equal operands give equal bits, so sharing them
/// changes no result. Nothing else is rearranged.
struct Tape: Sendable {
  /// The instructions for the first row.
  private(set) var first: [Instruction] = []
  /// The instructions for every other row, in place over the row before.
  private(set) var next: [Instruction] = []
  /// The numbers that stand in slots before the first row.
  private(set) var constants: [(slot: Int, value: Double)] = []
  /// The slot of the learning rate.
  let learningRateSlot: Int
  /// The slot of each column.
  let columnSlots: [Int]
  /// The number of slots.
  private(set) var slotCount: Int

  /// One operation: `target = left ∘ right`; operations of one operand ignore `right`.
  struct Instruction: Sendable, Hashable {
    var operation: Operation
    var target: Int32
    var left: Int32
    var right: Int32
  }

  /// What an instruction does.
  enum Operation: UInt8, Sendable {
    case copy, add, subtract, multiply, divide, negate
    case square, exponential, sigmoid, tanh, relu, step
  }

  /// Compiles columns, each of which reads columns of its row to its left or of the row above.
  init(_ columns: [Column]) {
    let count = columns.count
    columnSlots = Array(0..<count)
    learningRateSlot = count
    slotCount = count + 1
    var firstRow = RowCompiler(columns, tape: self)
    for (index, column) in columns.enumerated() {
      firstRow.compile(column.first, into: index)
    }
    first = firstRow.instructions
    adopt(firstRow)

    var nextRow = RowCompiler(columns, tape: self)
    nextRow.keepOverwritten(by: columns)
    for (index, column) in columns.enumerated() {
      nextRow.compile(column.next, into: index)
    }
    next = nextRow.instructions
    adopt(nextRow)
  }

  private mutating func adopt(_ row: RowCompiler) {
    slotCount = row.slotCount
    constants = row.constants
  }
}

/// Compiles the expressions of one row, numbering values so that equal ones are computed once.
private struct RowCompiler {
  private(set) var instructions: [Tape.Instruction] = []
  private(set) var slotCount: Int
  private(set) var constants: [(slot: Int, value: Double)]

  private let positions: [Symbol: Int]
  private let learningRateSlot: Int
  private var known: [Key: Int] = [:]
  private var constantSlots: [UInt64: Int] = [:]
  /// Where the row above is still found after its column was overwritten.
  private var kept: [Symbol: Int] = [:]

  /// What makes a value: an operation and the slots of its operands.
  ///
  /// A column's slot stands for the new value, `before` for the one of the row above.
  private struct Key: Hashable {
    let operation: Tape.Operation
    let left: Operand
    let right: Operand?
  }

  private struct Operand: Hashable {
    let slot: Int
    let before: Bool
  }

  init(_ columns: [Column], tape: Tape) {
    positions = Dictionary(
      uniqueKeysWithValues: columns.enumerated().map { ($1.symbol, $0) })
    slotCount = tape.slotCount
    constants = tape.constants
    learningRateSlot = tape.learningRateSlot
    for (slot, value) in constants { constantSlots[value.bitPattern] = slot }
  }

  /// Copies values of the row above that are read after their column has been computed anew.
  mutating func keepOverwritten(by columns: [Column]) {
    for (index, column) in columns.enumerated() {
      for symbol in column.next.symbols(from: .before) {
        guard let source = positions[symbol], source < index, kept[symbol] == nil,
          columns[source].next != .previous(symbol)
        else { continue }
        kept[symbol] = newSlot()
        emit(.copy, Operand(slot: source, before: true), nil, into: slotCount - 1)
      }
    }
  }

  /// Emits what computes a column, unless the column repeats the row above.
  mutating func compile(_ expression: Expression, into target: Int) {
    if case .symbol(let symbol, .before) = expression, positions[symbol] == target { return }
    let count = instructions.count
    let value = compile(expression)
    let isFresh =
      instructions.count > count && !value.before
      && instructions[instructions.count - 1].target == Int32(value.slot)
      && value.slot == slotCount - 1
    guard isFresh, value.slot >= positions.count else {
      emit(.copy, value, nil, into: target)
      return
    }
    // The last instruction writes to the column itself instead of a slot of its own.
    instructions[instructions.count - 1].target = Int32(target)
    for (key, slot) in known where slot == value.slot { known[key] = target }
    slotCount -= 1
  }

  private mutating func compile(_ expression: Expression) -> Operand {
    switch expression {
    case .constant(let value): constant(value)
    case .symbol(let symbol, let row): place(of: symbol, row)
    case .sum(let left, let right): operation(.add, left, right)
    case .difference(let left, let right): operation(.subtract, left, right)
    case .product(let left, let right): operation(.multiply, left, right)
    case .quotient(let left, let right): operation(.divide, left, right)
    case .negation(let operand): operation(.negate, operand)
    case .call(let function, let operand): operation(.init(function), operand)
    }
  }

  private mutating func constant(_ value: Double) -> Operand {
    if let slot = constantSlots[value.bitPattern] { return Operand(slot: slot, before: false) }
    let slot = newSlot()
    constants.append((slot, value))
    constantSlots[value.bitPattern] = slot
    return Operand(slot: slot, before: false)
  }

  private mutating func place(of symbol: Symbol, _ row: Expression.Row) -> Operand {
    if row == .setting {
      return symbol == .checkStep
        ? constant(TableDescription.checkStep) : Operand(slot: learningRateSlot, before: false)
    }
    guard let slot = positions[symbol] else {
      preconditionFailure("The table reads \(symbol), which is not one of its columns.")
    }
    if row == .before, let copy = kept[symbol] { return Operand(slot: copy, before: false) }
    return Operand(slot: slot, before: row == .before)
  }

  private mutating func operation(
    _ operation: Tape.Operation, _ left: Expression, _ right: Expression? = nil
  ) -> Operand {
    let first = compile(left)
    let second = right.map { compile($0) }
    let key = Key(operation: operation, left: first, right: second)
    if let slot = known[key] { return Operand(slot: slot, before: false) }
    let slot = newSlot()
    known[key] = slot
    emit(operation, first, second, into: slot)
    return Operand(slot: slot, before: false)
  }

  private mutating func emit(
    _ operation: Tape.Operation, _ left: Operand, _ right: Operand?, into target: Int
  ) {
    instructions.append(
      Tape.Instruction(
        operation: operation, target: Int32(target), left: Int32(left.slot),
        right: Int32(right?.slot ?? left.slot)))
  }

  private mutating func newSlot() -> Int {
    defer { slotCount += 1 }
    return slotCount
  }
}

extension Tape.Operation {
  fileprivate init(_ function: Expression.Function) {
    self =
      switch function {
      case .square: .square
      case .exponential: .exponential
      case .sigmoid: .sigmoid
      case .tanh: .tanh
      case .relu: .relu
      case .step: .step
      }
  }
}
