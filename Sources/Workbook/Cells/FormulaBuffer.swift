/// Bytes of one formula, kept from cell to cell so that nothing is allocated for each.
struct FormulaBuffer {
  private var bytes: [UInt8] = [0]
  private var count = 0

  /// Empties the buffer and sees to it that `capacity` bytes and a final 0 fit.
  @inline(__always)
  mutating func reset(reserving capacity: Int) {
    count = 0
    if bytes.count <= capacity {
      bytes = [UInt8](repeating: 0, count: 2 * capacity + 1)
    }
  }

  /// Appends bytes; the reserved capacity must not be exceeded.
  @inline(__always)
  mutating func append(_ more: UnsafeBufferPointer<UInt8>) {
    guard let source = more.baseAddress else { return }
    bytes.withUnsafeMutableBytes { target in
      precondition(count + more.count < target.count, "A formula outgrew its buffer")
      target.baseAddress?.advanced(by: count).copyMemory(from: source, byteCount: more.count)
    }
    count += more.count
  }

  /// Appends the digits of a number of at most eight, not below 0.
  @inline(__always)
  mutating func append(_ number: Int) {
    let digits =
      number < 10
      ? 1
      : number < 100
        ? 2 : number < 1_000 ? 3 : number < 10_000 ? 4 : number < 100_000 ? 5 : 8
    var rest = number
    var length = digits
    if digits == 8 {
      length = number < 1_000_000 ? 6 : number < 10_000_000 ? 7 : 8
    }
    bytes.withUnsafeMutableBufferPointer { target in
      precondition(count + length < target.count, "A formula outgrew its buffer")
      var position = count + length
      while position > count {
        position -= 1
        target[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
    }
    count += length
  }

  /// Lends the bytes as a C string.
  @inline(__always)
  mutating func withCString<Result, Failure>(
    _ body: (UnsafePointer<CChar>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    bytes[count] = 0
    return try bytes.withUnsafeBufferPointer { (bytes) throws(Failure) -> Result in
      try bytes.withMemoryRebound(to: CChar.self) { (text) throws(Failure) -> Result in
        guard let start = text.baseAddress else { preconditionFailure("An empty buffer") }
        return try body(start)
      }
    }
  }

  /// A copy of the bytes as text.
  var string: String { String(decoding: bytes[..<count], as: UTF8.self) }
}
