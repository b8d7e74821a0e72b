import CZlib

/// The bytes of one part of a ZIP file, unpacked piece by piece and checked at their end.
package final class PartStream {
  private let part: ZipArchive.Part
  private let data: UnsafeRawBufferPointer
  /// The state of zlib, which must not move in memory; nil for a part that is not compressed.
  private let state: UnsafeMutablePointer<z_stream>?
  private var position = 0
  private var size = 0
  private var checksum = crc32(0, nil, 0)
  private var isAtEnd = false

  /// - C function: `inflateInit2`, with negative bits for data without zlib's own header.
  init(_ part: ZipArchive.Part, _ data: UnsafeRawBufferPointer) throws(ReadingError) {
    self.part = part
    self.data = data
    guard part.isDeflated else {
      state = nil
      return
    }
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: data.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(clamping: data.count)
    let code = inflateInit2_(
      stream, -MAX_WBITS, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
    guard code == Z_OK else {
      stream.deallocate()
      throw .damaged("there is not enough memory to unpack \(part.name)")
    }
    state = stream
  }

  deinit {
    guard let state else { return }
    inflateEnd(state)
    state.deallocate()
  }

  /// Unpacks the next bytes.
  ///
  /// - Parameter buffer: Takes them.
  /// - Returns: Their number; 0 at the end.
  /// - Throws: ``ReadingError/damaged(_:)``, at the end also where size or checksum are others than
  ///   the directory says.
  package func read(into buffer: inout [UInt8]) throws(ReadingError) -> Int {
    if isAtEnd { return 0 }
    let part = part
    let unpacked = buffer.withUnsafeMutableBytes { buffer -> Int? in
      let count = state.map { inflate($0, into: buffer) } ?? copy(into: buffer)
      guard let count else { return nil }
      size += count
      checksum = crc32(
        checksum, buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(count))
      return count
    }
    guard let unpacked, size <= part.size else {
      throw .damaged("its part \(part.name) cannot be unpacked")
    }
    if isAtEnd, size != part.size || checksum != UInt(part.checksum) {
      throw .damaged("its part \(part.name) is not what the directory says")
    }
    return unpacked
  }

  /// The number of bytes that were unpacked; nil for damaged data.
  private func inflate(
    _ state: UnsafeMutablePointer<z_stream>, into buffer: UnsafeMutableRawBufferPointer
  ) -> Int? {
    state.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_out = UInt32(clamping: buffer.count)
    let code = CZlib.inflate(state, Z_NO_FLUSH)
    let count = buffer.count - Int(state.pointee.avail_out)
    isAtEnd = code == Z_STREAM_END
    return isAtEnd || (code == Z_OK && count > 0) ? count : nil
  }

  private func copy(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
    let count = min(buffer.count, data.count - position)
    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: data[position..<(position + count)]))
    position += count
    isAtEnd = position == data.count
    return count
  }
}
