/// A table compiled to instructions for an interpreter with one accumulator and numbered slots.
///
/// Every column has a slot, and so has each intermediate result that is read more than once, as long as
/// it is still read; the others never leave the accumulator. A subexpression that occurs more than once is computed once:
/// equal operations on equal operands give equal bits, so sharing them changes no result. Operands
/// of a sum or a product may change places, and a number is multiplied by ¼ rather than divided by 4,
/// which changes no bit either; nothing else is rearranged, and no two operations are rounded as one.
package struct Tape: Sendable {
  /// The instructions for the first row.
  let first: [Instruction]
  /// The instructions for every other row, in place over the row before.
  let next: [Instruction]
  /// As `next`, but only the loss and what the row after it reads have to come out right.
  let lean: [Instruction]
  /// The numbers that stand in slots before the first row.
  let constants: [(slot: Int, value: Double)]
  /// The slot of the learning rate; the columns' slots come before it, in their order.
  let learningRateSlot: Int
  /// The number of slots.
  let slotCount: Int

  /// One step: an operation on the accumulator and up to three slots.
  struct Instruction: Sendable, Hashable {
    var operation: Operation
    var x: Int32 = 0
    var y: Int32 = 0
    var z: Int32 = 0
  }

  /// What an instruction does with the accumulator `a` and the slots `x`, `y`, and `z`.
  ///
  /// Every product is rounded before it is added or subtracted.
  enum Operation: UInt8, Sendable {
    /// a = x
    case load
    /// x = a
    case store
    /// a = x + y
    case addSlots
    /// a = x - y
    case subtractSlots
    /// a = x · y
    case multiplySlots
    /// a = z - x · y
    case subtractProductFrom
    /// a = z · (x - y)
    case multiplySlotByDifference
    /// a = a + x
    case add
    /// a = a - x
    case subtract
    /// a = x - a
    case subtractFrom
    /// a = a · x
    case multiply
    /// a = a / x
    case divide
    /// a = x / a
    case divideInto
    /// a = a + x · y
    case addProduct
    /// a = a · (x - y)
    case multiplyDifference
    /// a = -a, and so on
    case negate, square, exponential, sigmoid, tanh, relu, step
    /// a = a raised to x
    case power
    /// a = ln(eᵃ + eˣ)
    case logAddExp
    /// The greater of a and x; a where they are equal
    case maximum
    /// a = ln σ(a), and so on
    case logSigmoid, leakyRelu, squareRoot, floor, cosPi
  }

  /// Compiles columns, each of which reads columns of its row to its left or of the row above.
  ///
  /// - Parameters:
  ///   - columns: The table's columns.
  ///   - settings: The numbers of the settings; one without a number is the learning rate.
  ///   - result: The index of the column that `lean` computes.
  package init(_ columns: [Column], settings: [Symbol: Double], result: Int) {
    var slots = SlotBook(columns: columns.count)
    func compile(
      _ row: KeyPath<Column, ScalarExpression>, _ needed: Set<Int>
    ) -> [Instruction] {
      TapeCompiler.compile(columns, row: row, settings: settings, needed: needed, &slots)
    }
    first = compile(\.initial, Set(columns.indices))
    next = compile(\.recurrence, Set(columns.indices))
    let positions = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1.symbol, $0) })
    let carried = columns.flatMap { $0.recurrence.symbols(from: .before) }.compactMap {
      positions[$0]
    }
    lean = compile(\.recurrence, Set(carried).union([result]))
    constants = slots.constants
    learningRateSlot = slots.learningRate
    slotCount = slots.count
  }
}

extension Tape.Operation {
  /// The operation that applies a function to the accumulator.
  init(_ function: ScalarExpression.Function) {
    self =
      switch function {
      case .square: .square
      case .exponential: .exponential
      case .sigmoid: .sigmoid
      case .tanh: .tanh
      case .relu: .relu
      case .step: .step
      case .leakyRelu: .leakyRelu
      case .logSigmoid: .logSigmoid
      case .squareRoot: .squareRoot
      case .floor: .floor
      case .cosPi: .cosPi
      }
  }
}

/// The slots that the rows of a table share: columns, the learning rate, constants, and intermediate
/// results.
struct SlotBook {
  /// The slot of the learning rate.
  let learningRate: Int
  /// The slots in use.
  private(set) var count: Int
  /// The slots of the numbers that were asked for.
  private(set) var constants: [(slot: Int, value: Double)] = []
  private var constantSlots: [UInt64: Int] = [:]
  /// The slots of intermediate results that nothing reads any more.
  private var free: [Int] = []
  /// All slots of intermediate results.
  private var temporaries: Set<Int> = []

  /// One slot a column, and one for the learning rate.
  init(columns: Int) {
    learningRate = columns
    count = columns + 1
  }

  /// A slot for an intermediate result: one that has become free, or a new one.
  mutating func temporary() -> Int {
    if let slot = free.popLast() { return slot }
    let slot = fresh()
    temporaries.insert(slot)
    return slot
  }

  /// Takes a slot back where it is one for intermediate results.
  mutating func release(_ slot: Int) {
    if temporaries.contains(slot) { free.append(slot) }
  }

  /// Begins another row: no intermediate result outlives one.
  mutating func beginRow() { free = temporaries.sorted(by: >) }

  /// The slot that holds a number.
  mutating func constant(_ value: Double) -> Int {
    if let slot = constantSlots[value.bitPattern] { return slot }
    let slot = fresh()
    constants.append((slot, value))
    constantSlots[value.bitPattern] = slot
    return slot
  }

  /// A slot that nothing else uses.
  private mutating func fresh() -> Int {
    defer { count += 1 }
    return count
  }
}
