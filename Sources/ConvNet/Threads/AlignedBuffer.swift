/// Memory that begins at a cache line and is zero at first.
final class AlignedBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
  // Sendable because threads agree by barriers on who writes where.
  let pointer: UnsafeMutablePointer<Element>
  let count: Int

  init(_ count: Int) {
    self.count = count
    let bytes = max(count, 1) * MemoryLayout<Element>.stride
    let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    raw.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    pointer = raw.bindMemory(to: Element.self, capacity: max(count, 1))
  }

  deinit { UnsafeMutableRawPointer(pointer).deallocate() }

  var array: [Element] { Array(UnsafeBufferPointer(start: pointer, count: count)) }
}
