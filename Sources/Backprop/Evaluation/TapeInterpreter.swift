/// Runs a tape for several learning rates at once, one in each lane.
///
/// The accumulator and the slots are as wide as the block of rates: one vector, or eight for more
/// rates than a vector has lanes. Unused lanes repeat the last rate.
package struct TapeInterpreter: ~Copyable {
  /// The lanes of a vector.
  package static let vectorWidth = 8
  /// The largest number of rates in a block: what fills eight vectors, and with the slots the nearest cache.
  package static let blockWidth = 64

  private let tape: Tape
  @usableFromInline let vectors: Int
  @usableFromInline let slots: UnsafeMutablePointer<SIMD8<Double>>

  /// Prepares a block.
  ///
  /// - Parameters:
  ///   - tape: What to run.
  ///   - rates: From one to `blockWidth` learning rates.
  package init(_ tape: Tape, rates: ArraySlice<Double>) {
    precondition(!rates.isEmpty && rates.count <= Self.blockWidth, "A block holds 1 to 64 rates.")
    self.tape = tape
    vectors = rates.count > Self.vectorWidth ? 8 : 1
    // One slot more, for the operand of a longer function.
    let count = (tape.slotCount + 1) * vectors
    slots = .allocateAligned(count: count)
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

  /// Puts numbers into a column that keeps those of the row above, before the first row.
  ///
  /// - Parameters:
  ///   - column: The column's index.
  ///   - values: A number a lane; the last one fills the lanes that are left.
  package func preset(_ column: Int, _ values: ArraySlice<Double>) {
    guard let last = values.last else { return }
    for lane in 0..<vectors * Self.vectorWidth {
      slots[column * vectors + lane / Self.vectorWidth][lane % Self.vectorWidth] =
        lane < values.count ? values[values.startIndex + lane] : last
    }
  }

  /// Computes the first row.
  package func start() { run(tape.first) }

  /// Computes the next row over the present one.
  package func advance() { run(tape.next) }

  /// Computes of the next row only the loss and what the row after it is made from.
  ///
  /// The other columns are undefined until `advance` computes a whole row.
  package func advanceLean() { run(tape.lean) }

  /// The numbers of a column in the present row, one a rate.
  ///
  /// - Parameter column: The column's index.
  /// - Returns: Vectors of rates; the last ones may have unused lanes.
  @inlinable
  package func row(_ column: Int) -> UnsafeBufferPointer<SIMD8<Double>> {
    UnsafeBufferPointer(start: slots + column * vectors, count: vectors)
  }

  private func fill(_ slot: Int, _ value: SIMD8<Double>) {
    for vector in 0..<vectors { slots[slot * vectors + vector] = value }
  }

  private func run(_ code: [Tape.Instruction]) {
    if vectors == 1 {
      Self.run(code, slots, operand: slots + tape.slotCount)
    } else {
      slots.withMemoryRebound(
        to: Pair<Pair<Pair<SIMD8<Double>>>>.self, capacity: tape.slotCount + 1
      ) {
        Self.run(code, $0, operand: $0 + tape.slotCount)
      }
    }
  }

  @inline(__always)
  private static func run<V: VectorBlock>(
    _ code: [Tape.Instruction], _ slots: UnsafeMutablePointer<V>, operand: UnsafeMutablePointer<V>
  ) {
    var a = V(repeating: 0)
    code.withUnsafeBufferPointer { code in
      for instruction in code {
        let x = slots + Int(instruction.x)
        let y = slots + Int(instruction.y)
        let z = slots + Int(instruction.z)
        switch instruction.operation {
        case .load: a = x.pointee
        case .store: x.pointee = a
        case .addSlots: a = x.pointee + y.pointee
        case .subtractSlots: a = x.pointee - y.pointee
        case .multiplySlots: a = x.pointee * y.pointee
        case .subtractProductFrom: a = z.pointee - x.pointee * y.pointee
        case .multiplySlotByDifference: a = z.pointee * (x.pointee - y.pointee)
        case .add: a = a + x.pointee
        case .subtract: a = a - x.pointee
        case .subtractFrom: a = x.pointee - a
        case .multiply: a = a * x.pointee
        case .divide: a = a / x.pointee
        case .divideInto: a = x.pointee / a
        case .addProduct: a = a + x.pointee * y.pointee
        case .multiplyDifference: a = a * (x.pointee - y.pointee)
        case .negate: a = a * V(repeating: -1)
        case .square: a = a * a
        case .sigmoid: a = a.mapVectors { Exponential.sigmoid($0) }
        case .relu: a = a.mapVectors { $0.replaced(below: 0, by: .all(0)) }
        case .step:
          a = a.mapVectors { $0.replaced(below: 0, by: .all(0)).replaced(above: 0, by: .all(1)) }
        case .maximum:
          a = a.mapVectors(with: x.pointee) {
            $0.replacing(with: $1, where: ($1 .> $0) .| ($1 .!= $1))
          }
        case .leakyRelu:
          let leak = SIMD8(repeating: ScalarExpression.Function.leak)
          a = a.mapVectors { $0.replaced(below: 0, by: leak * $0) }
        case .tanh, .exponential, .logSigmoid, .logAddExp, .power, .squareRoot, .floor, .cosPi:
          operand.pointee = a
          BlockFunctions.apply(
            instruction.operation, to: operand, x, vectors: MemoryLayout<V>.size / 64)
          a = operand.pointee
        }
      }
    }
  }
}
