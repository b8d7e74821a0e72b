/// What the interpreter's accumulator and slots hold: one vector of numbers, or several side by side.
protocol VectorBlock {
  init(repeating value: Double)

  static func + (left: Self, right: Self) -> Self
  static func - (left: Self, right: Self) -> Self
  static func * (left: Self, right: Self) -> Self
  static func / (left: Self, right: Self) -> Self

  /// Each vector by a function.
  func mapVectors(_ body: (SIMD8<Double>) -> SIMD8<Double>) -> Self

  /// Each vector with the one of another block by a function.
  func mapVectors(
    with other: Self, _ body: (SIMD8<Double>, SIMD8<Double>) -> SIMD8<Double>
  ) -> Self
}

extension SIMD8<Double>: VectorBlock {
  @inline(__always)
  func mapVectors(_ body: (Self) -> Self) -> Self { body(self) }

  @inline(__always)
  func mapVectors(with other: Self, _ body: (Self, Self) -> Self) -> Self { body(self, other) }
}

/// Two blocks side by side, so that a processor has work while operations wait for one another.
struct Pair<Half: VectorBlock>: VectorBlock {
  private let left: Half
  private let right: Half

  @inline(__always)
  private init(_ left: Half, _ right: Half) {
    self.left = left
    self.right = right
  }

  @inline(__always)
  init(repeating value: Double) {
    self.init(Half(repeating: value), Half(repeating: value))
  }

  @inline(__always)
  static func + (a: Self, b: Self) -> Self { Self(a.left + b.left, a.right + b.right) }

  @inline(__always)
  static func - (a: Self, b: Self) -> Self { Self(a.left - b.left, a.right - b.right) }

  @inline(__always)
  static func * (a: Self, b: Self) -> Self { Self(a.left * b.left, a.right * b.right) }

  @inline(__always)
  static func / (a: Self, b: Self) -> Self { Self(a.left / b.left, a.right / b.right) }

  @inline(__always)
  func mapVectors(_ body: (SIMD8<Double>) -> SIMD8<Double>) -> Self {
    Self(left.mapVectors(body), right.mapVectors(body))
  }

  @inline(__always)
  func mapVectors(
    with other: Self, _ body: (SIMD8<Double>, SIMD8<Double>) -> SIMD8<Double>
  ) -> Self {
    Self(
      left.mapVectors(with: other.left, body), right.mapVectors(with: other.right, body))
  }
}

extension UnsafeMutablePointer where Pointee == SIMD8<Double> {
  /// Memory for vectors of zeros, each in one line of a cache.
  ///
  /// The type itself asks for 16 bytes of alignment only, and a vector that lies across two lines takes
  /// two accesses.
  ///
  /// - Parameter count: The number of vectors.
  /// - Returns: The memory, to be given back by `deallocate`.
  package static func allocateAligned(count: Int) -> Self {
    let size = MemoryLayout<Pointee>.size
    let vectors = UnsafeMutableRawPointer.allocate(byteCount: count * size, alignment: size)
      .bindMemory(to: Pointee.self, capacity: count)
    vectors.initialize(repeating: Pointee(), count: count)
    return vectors
  }
}
