/// The longer functions of the interpreter, each a loop over the vectors of a block in memory.
///
/// Called by address, so that the interpreter keeps its accumulator in registers. As parts of its own
/// loop the compiler would leave them as calls that take a vector apart into registers of two lanes.
enum BlockFunctions {
  /// Applies a function to every lane of a block.
  ///
  /// - Parameters:
  ///   - operation: One of the longer functions.
  ///   - block: The operands, which the results replace.
  ///   - other: The second operands of a function of two numbers.
  ///   - vectors: The number of vectors of a block.
  @inline(never)
  static func apply(
    _ operation: Tape.Operation, to block: UnsafeMutableRawPointer,
    _ other: UnsafeMutableRawPointer, vectors: Int
  ) {
    let block = block.assumingMemoryBound(to: SIMD8<Double>.self)
    let other = other.assumingMemoryBound(to: SIMD8<Double>.self)
    switch operation {
    case .tanh: for i in 0..<vectors { block[i] = Exponential.tanh(block[i]) }
    case .exponential: for i in 0..<vectors { block[i] = Exponential.exp(block[i]) }
    case .logSigmoid: for i in 0..<vectors { block[i] = Logarithm.sigmoid(block[i]) }
    case .logAddExp: for i in 0..<vectors { block[i] = Logarithm.logAddExp(block[i], other[i]) }
    case .power: for i in 0..<vectors { block[i] = Power.raise(block[i], to: other[i]) }
    case .squareRoot: for i in 0..<vectors { block[i] = block[i].squareRoot() }
    case .floor: for i in 0..<vectors { block[i] = block[i].rounded(.down) }
    case .cosPi: for i in 0..<vectors { block[i] = Cosine.ofPiTimes(block[i]) }
    default: preconditionFailure("\(operation) is computed by the interpreter itself.")
    }
  }
}
