/// Sixteen numbers that the element-wise passes handle at once.
///
/// With channel blocks of 16 the lanes are channels; with blocks of 8 they are the same channels at
/// two places side by side. Constants of a channel are stored once for each lane.
typealias Lanes = SIMD16<Float>

/// Eight numbers, of which whole blocks of channels consist.
typealias HalfLanes = SIMD8<Float>

/// Which of the four places of a 2×2 square was the greatest, in every lane; 0 is the first.
///
/// Kept as single-precision numbers, which compare as fast as the values.
enum Place {
  @inline(__always) static var second: HalfLanes { HalfLanes(repeating: 1) }
  @inline(__always) static var third: HalfLanes { HalfLanes(repeating: 2) }
  @inline(__always) static var fourth: HalfLanes { HalfLanes(repeating: 3) }
}

@inline(__always)
func load(_ pointer: UnsafePointer<Float>, _ index: Int) -> Lanes {
  UnsafeRawPointer(pointer + index).loadUnaligned(as: Lanes.self)
}

@inline(__always)
func store(_ value: Lanes, _ pointer: UnsafeMutablePointer<Float>, _ index: Int) {
  UnsafeMutableRawPointer(pointer + index).storeBytes(of: value, as: Lanes.self)
}

@inline(__always)
func loadHalf(_ pointer: UnsafePointer<Float>, _ index: Int) -> HalfLanes {
  UnsafeRawPointer(pointer + index).loadUnaligned(as: HalfLanes.self)
}

@inline(__always)
func storeHalf(_ value: HalfLanes, _ pointer: UnsafeMutablePointer<Float>, _ index: Int) {
  UnsafeMutableRawPointer(pointer + index).storeBytes(of: value, as: HalfLanes.self)
}

/// Adds sixteen single-precision numbers to sixteen double-precision ones.
@inline(__always)
func accumulate(_ value: Lanes, into sums: UnsafeMutablePointer<Double>) {
  for lane in 0..<16 { sums[lane] += Double(value[lane]) }
}
