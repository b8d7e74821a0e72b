/// Sixteen numbers that the element-wise passes handle at once.
///
/// With channel blocks of 16 the lanes are channels; with blocks of 8 they are the same channels at
/// two places side by side. Constants of a channel are stored once for each lane.
typealias Vector16 = SIMD16<Float>

/// Eight numbers, of which whole blocks of channels consist.
typealias Vector8 = SIMD8<Float>

/// Which of the four places of a 2×2 square was the greatest, in every lane; 0 is the first.
///
/// Kept as single-precision numbers, which compare as fast as the values.
enum PoolPosition {
  @inline(__always) static var second: Vector8 { Vector8(repeating: 1) }
  @inline(__always) static var third: Vector8 { Vector8(repeating: 2) }
  @inline(__always) static var fourth: Vector8 { Vector8(repeating: 3) }
}

@inline(__always)
func load(_ pointer: UnsafePointer<Float>, _ index: Int) -> Vector16 {
  UnsafeRawPointer(pointer + index).loadUnaligned(as: Vector16.self)
}

@inline(__always)
func store(_ value: Vector16, _ pointer: UnsafeMutablePointer<Float>, _ index: Int) {
  UnsafeMutableRawPointer(pointer + index).storeBytes(of: value, as: Vector16.self)
}

@inline(__always)
func load8(_ pointer: UnsafePointer<Float>, _ index: Int) -> Vector8 {
  UnsafeRawPointer(pointer + index).loadUnaligned(as: Vector8.self)
}

@inline(__always)
func store8(_ value: Vector8, _ pointer: UnsafeMutablePointer<Float>, _ index: Int) {
  UnsafeMutableRawPointer(pointer + index).storeBytes(of: value, as: Vector8.self)
}

/// Adds sixteen single-precision numbers to sixteen double-precision ones.
@inline(__always)
func accumulate(_ value: Vector16, into sums: UnsafeMutablePointer<Double>) {
  for lane in 0..<16 { sums[lane] += Double(value[lane]) }
}
