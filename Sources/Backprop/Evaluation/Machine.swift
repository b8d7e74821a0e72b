/// Runs a tape for several learning rates at once, one in each lane.
///
/// The slots lie one after another, each as wide as the block of rates, so that every instruction
/// is a short loop over vectors. Unused lanes of the last vector repeat the last rate.
struct Machine: ~Copyable {
  /// The lanes of a vector.
  static let vectorWidth = 8
  /// The largest number of rates in a block: what keeps the slots in the first-level cache.
  static let blockWidth = 32

  private let tape: Tape
  private let vectors: Int
  private let slots: UnsafeMutablePointer<SIMD8<Double>>

  /// Prepares a block.
  ///
  /// - Parameters:
  ///   - tape: what to run.
  ///   - rates: from one to `blockWidth` learning rates.
  init(_ tape: Tape, rates: ArraySlice<Double>) {
    precondition(!rates.isEmpty && rates.count <= Self.blockWidth, "A block holds 1 to 32 rates.")
    self.tape = tape
    vectors = (rates.count + Self.vectorWidth - 1) / Self.vectorWidth
    let count = tape.slotCount * vectors
    slots = .allocate(capacity: count)
    slots.initialize(repeating: SIMD8(), count: count)
    for (slot, value) in tape.constants { fill(slot, SIMD8(repeating: value)) }
    let last = rates[rates.endIndex - 1]
    for lane in 0..<vectors * Self.vectorWidth {
      let rate = lane < rates.count ? rates[rates.startIndex + lane] : last
      slots[tape.learningRateSlot * vectors + lane / Self.vectorWidth][lane % Self.vectorWidth] =
        rate
    }
  }

  deinit {
    slots.deallocate()
  }

  /// Computes the first row.
  func start() { run(tape.first) }

  /// Computes the next row over the present one.
  func advance() { run(tape.next) }

  /// The numbers of a column in the present row, one a rate.
  ///
  /// - Parameter column: the column's index.
  /// - Returns: vectors of rates; the last may have unused lanes.
  func row(_ column: Int) -> UnsafeBufferPointer<SIMD8<Double>> {
    UnsafeBufferPointer(start: slots + tape.columnSlots[column] * vectors, count: vectors)
  }

  private func fill(_ slot: Int, _ value: SIMD8<Double>) {
    for vector in 0..<vectors { slots[slot * vectors + vector] = value }
  }

  private func run(_ code: [Tape.Instruction]) {
    let vectors = vectors
    let slots = slots
    code.withUnsafeBufferPointer { code in
      for instruction in code {
        let target = slots + Int(instruction.target) * vectors
        let left = slots + Int(instruction.left) * vectors
        let right = slots + Int(instruction.right) * vectors
        Self.execute(instruction.operation, target, left, right, count: vectors)
      }
    }
  }

  @inline(__always)
  private static func execute(
    _ operation: Tape.Operation, _ target: UnsafeMutablePointer<SIMD8<Double>>,
    _ left: UnsafeMutablePointer<SIMD8<Double>>, _ right: UnsafeMutablePointer<SIMD8<Double>>,
    count: Int
  ) {
    switch operation {
    case .copy: for i in 0..<count { target[i] = left[i] }
    case .add: for i in 0..<count { target[i] = left[i] + right[i] }
    case .subtract: for i in 0..<count { target[i] = left[i] - right[i] }
    case .multiply: for i in 0..<count { target[i] = left[i] * right[i] }
    case .divide: for i in 0..<count { target[i] = left[i] / right[i] }
    case .negate: for i in 0..<count { target[i] = -left[i] }
    case .square: for i in 0..<count { target[i] = left[i] * left[i] }
    case .exponential: for i in 0..<count { target[i] = Exponential.exp(left[i]) }
    case .sigmoid:
      // Written out, because the compiler does not inline the function here.
      let one = SIMD8(repeating: 1.0)
      for i in 0..<count {
        target[i] = one / (one + Exponential.moderateExp(Exponential.sigmoidExponent(left[i])))
      }
    case .tanh: for i in 0..<count { target[i] = Exponential.tanh(left[i]) }
    case .relu:
      for i in 0..<count { target[i] = left[i].replaced(below: 0, by: .all(0)) }
    case .step:
      for i in 0..<count {
        target[i] = left[i].replaced(below: 0, by: .all(0)).replaced(above: 0, by: .all(1))
      }
    }
  }
}
