/// Sixteen numbers that the element-wise passes handle at once.
///
/// With channel blocks of 16 the lanes are channels; with blocks of 8 they are the same channels at
/// two places side by side. Constants of a channel are stored once for each lane.
typealias Lanes = SIMD16<Float>

@inline(__always)
func load(_ pointer: UnsafePointer<Float>, _ index: Int) -> Lanes {
  UnsafeRawPointer(pointer + index).loadUnaligned(as: Lanes.self)
}

@inline(__always)
func store(_ value: Lanes, _ pointer: UnsafeMutablePointer<Float>, _ index: Int) {
  UnsafeMutableRawPointer(pointer + index).storeBytes(of: value, as: Lanes.self)
}

/// Adds sixteen single-precision numbers to sixteen double-precision ones.
@inline(__always)
func accumulate(_ value: Lanes, into sums: UnsafeMutablePointer<Double>) {
  for lane in 0..<16 { sums[lane] += Double(value[lane]) }
}
