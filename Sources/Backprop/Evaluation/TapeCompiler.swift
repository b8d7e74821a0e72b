/// Turns the values of one row into instructions.
struct TapeCompiler {
  private let values: RowValues
  private var instructions: [Tape.Instruction] = []
  /// The slot that holds a node's value by now.
  private var slots: [RowValues.Node.ID: Int] = [:]
  /// How many operations and columns are still to read a node.
  private var readersLeft: [Int]
  private var book: SlotBook

  /// Compiles a row.
  ///
  /// Columns are computed in their order, in place over the row above. One that is not needed is
  /// computed where it is first read, unless it reads the row above, which may be gone by then.
  ///
  /// - Parameters:
  ///   - columns: The table's columns.
  ///   - row: Which of their expressions to take.
  ///   - settings: The numbers of the settings; one without a number is the learning rate.
  ///   - needed: The columns whose slots have to be right after the row.
  ///   - book: The slots, which rows of a table share.
  /// - Returns: The instructions.
  static func compile(
    _ columns: [Column], row: KeyPath<Column, ScalarExpression>, settings: [Symbol: Double],
    needed: Set<Int>, _ book: inout SlotBook
  ) -> [Tape.Instruction] {
    let expressions = columns.map { $0[keyPath: row] }
    let readsAbove = expressions.map { !$0.symbols(from: .before).isEmpty }
    let computed = needed.union(columns.indices.filter { readsAbove[$0] })
    var compiler = TapeCompiler(
      values: RowValues(columns, row: row, settings: settings, needed: computed), book: book)
    compiler.keepWhatIsOverwritten(columns, expressions)
    for index in columns.indices where computed.contains(index) { compiler.compile(column: index) }
    book = compiler.book
    return compiler.instructions
  }

  private init(values: RowValues, book: SlotBook) {
    self.values = values
    self.book = book
    self.book.beginRow()
    readersLeft = values.readers
    for (id, node) in values.nodes.enumerated() {
      switch node {
      case .constant(let bits): slots[id] = self.book.constant(Double(bitPattern: bits))
      case .learningRate: slots[id] = self.book.learningRate
      case .before(let column): slots[id] = column
      default: break
      }
    }
  }

  /// Copies values of the row above that are read after their column has been computed anew.
  private mutating func keepWhatIsOverwritten(
    _ columns: [Column], _ expressions: [ScalarExpression]
  ) {
    let positions = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1.symbol, $0) })
    for (index, expression) in expressions.enumerated() {
      for symbol in expression.symbols(from: .before) {
        guard let source = positions[symbol], source < index,
          expressions[source] != .previous(symbol),
          let id = values.id(of: .before(column: source)), slots[id] == source
        else { continue }
        let copy = book.temporary()
        emit(.load, source)
        emit(.store, copy)
        slots[id] = copy
      }
    }
  }

  private mutating func compile(column: Int) {
    let id = values.columns[column]
    if values.nodes[id] == .before(column: column) { return }
    if slots[id] != nil {
      let slot = read(id)
      emit(.load, slot)
    } else {
      compute(id)
      readersLeft[id] -= 1
    }
    emit(.store, column)
    // What is read later is read from here.
    slots[id] = column
  }

  /// Leaves the value of a node in the accumulator, and in a slot where it is read again.
  private mutating func evaluate(_ id: RowValues.Node.ID) {
    if slots[id] != nil {
      let slot = read(id)
      emit(.load, slot)
      return
    }
    compute(id)
    readersLeft[id] -= 1
    if readersLeft[id] > 0 { keep(id) }
  }

  /// The slot of a node that an operation or a column reads next.
  ///
  /// Once nothing else reads the node, its slot is free for what that operation gives.
  private mutating func read(_ id: RowValues.Node.ID) -> Int {
    guard let slot = slots[id] else { preconditionFailure("Only what has a slot is read from it.") }
    readersLeft[id] -= 1
    if readersLeft[id] == 0 { book.release(slot) }
    return slot
  }

  /// Stores the accumulator in a slot of its own, where the node is found from now on.
  private mutating func keep(_ id: RowValues.Node.ID) {
    let slot = book.temporary()
    emit(.store, slot)
    slots[id] = slot
  }

  /// Leaves the value of a node that has no slot in the accumulator.
  private mutating func compute(_ id: RowValues.Node.ID) {
    switch values.nodes[id] {
    case .constant, .learningRate, .before:
      preconditionFailure("A leaf has its slot from the start.")
    case .sum(let left, let right):
      if let (x, y) = inlineProduct(right) {
        evaluate(left)
        emit(.addProduct, read(x), read(y))
      } else if let (x, y) = inlineProduct(left) {
        evaluate(right)
        emit(.addProduct, read(x), read(y))
      } else {
        combine(left, right, slots: .addSlots, right: .add, left: .add)
      }
    case .product(let left, let right):
      if let (x, y) = inlineDifference(right) {
        multiply(left, byDifference: x, y)
      } else if let (x, y) = inlineDifference(left) {
        multiply(right, byDifference: x, y)
      } else {
        combine(left, right, slots: .multiplySlots, right: .multiply, left: .multiply)
      }
    case .difference(let left, let right):
      if slots[left] != nil, let (x, y) = inlineProduct(right) {
        emit(.subtractProductFrom, read(x), read(y), read(left))
      } else {
        combine(left, right, slots: .subtractSlots, right: .subtract, left: .subtractFrom)
      }
    case .quotient(let left, let right):
      if let reciprocal = exactReciprocal(of: right) {
        evaluate(left)
        emit(.multiply, book.constant(reciprocal))
      } else {
        combine(left, right, slots: nil, right: .divide, left: .divideInto)
      }
    case .negation(let operand):
      evaluate(operand)
      emit(.negate)
    case .power(let base, let exponent):
      combine(base, exponent, slots: nil, right: .power, left: nil)
    case .logSumExp(let operands): fold(operands, by: .logAddExp)
    case .maximum(let operands): fold(operands, by: .maximum)
    case .call(.square, let operand) where slots[operand] != nil:
      let slot = read(operand)
      emit(.multiplySlots, slot, slot)
    case .call(let function, let operand):
      evaluate(operand)
      emit(Tape.Operation(function))
    }
  }

  /// A number times a difference whose operands are at hand.
  private mutating func multiply(
    _ id: RowValues.Node.ID, byDifference x: RowValues.Node.ID, _ y: RowValues.Node.ID
  ) {
    if slots[id] != nil {
      emit(.multiplySlotByDifference, read(x), read(y), read(id))
    } else {
      evaluate(id)
      emit(.multiplyDifference, read(x), read(y))
    }
  }

  /// One divided by a constant, where that is a number without rounding: for powers of two.
  private func exactReciprocal(of id: RowValues.Node.ID) -> Double? {
    guard case .constant(let bits) = values.nodes[id] else { return nil }
    let value = Double(bitPattern: bits)
    return value.isNormal && value.significand == 1 && (1 / value).isNormal ? 1 / value : nil
  }

  /// Combines operands one after the other, from the first on.
  private mutating func fold(_ operands: [RowValues.Node.ID], by operation: Tape.Operation) {
    for operand in operands.dropFirst() where slots[operand] == nil {
      compute(operand)
      keep(operand)
    }
    evaluate(operands[0])
    for operand in operands.dropFirst() { emit(operation, read(operand)) }
  }

  /// The factors of a product that nothing else reads, if they are at hand.
  private func inlineProduct(_ id: RowValues.Node.ID) -> (RowValues.Node.ID, RowValues.Node.ID)? {
    guard slots[id] == nil, values.readers[id] <= 1,
      case .product(let left, let right) = values.nodes[id], slots[left] != nil, slots[right] != nil
    else { return nil }
    return (left, right)
  }

  /// The operands of a difference that nothing else reads, if they are at hand.
  private func inlineDifference(
    _ id: RowValues.Node.ID
  ) -> (RowValues.Node.ID, RowValues.Node.ID)? {
    guard slots[id] == nil, values.readers[id] <= 1,
      case .difference(let left, let right) = values.nodes[id], slots[left] != nil,
      slots[right] != nil
    else { return nil }
    return (left, right)
  }

  /// An operation on two nodes, in as few instructions as their places allow.
  ///
  /// - Parameters:
  ///   - left: The left operand.
  ///   - right: The right operand.
  ///   - both: The operation on two slots, if there is one.
  ///   - onRight: The operation whose right operand is in a slot, the left in the accumulator.
  ///   - onLeft: The operation whose left operand is in a slot, the right in the accumulator.
  private mutating func combine(
    _ left: RowValues.Node.ID, _ right: RowValues.Node.ID, slots both: Tape.Operation?,
    right onRight: Tape.Operation, left onLeft: Tape.Operation?
  ) {
    if let both, slots[left] != nil, slots[right] != nil {
      emit(both, read(left), read(right))
    } else if slots[right] != nil {
      evaluate(left)
      emit(onRight, read(right))
    } else if let onLeft, slots[left] != nil {
      evaluate(right)
      emit(onLeft, read(left))
    } else {
      compute(right)
      keep(right)
      combine(left, right, slots: both, right: onRight, left: onLeft)
    }
  }

  private mutating func emit(
    _ operation: Tape.Operation, _ x: Int = 0, _ y: Int = 0, _ z: Int = 0
  ) {
    instructions.append(
      Tape.Instruction(
        operation: operation, x: Int32(x), y: Int32(y), z: Int32(z)))
  }
}
