import CZlib

/// Unpacking of gzip archives, by zlib.
package enum Gzip {
  /// Whether some bytes begin as a gzip archive does.
  ///
  /// - Parameter bytes: The beginning of a file.
  /// - Returns: Whether the two bytes of gzip's signature stand there.
  package static func isArchive(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.prefix(2).elementsEqual([0x1F, 0x8B])
  }

  /// Unpacks an archive.
  ///
  /// Memory grows with what is really unpacked and never beyond the limit, so that an archive made
  /// to fill the memory is refused early. Checksums and lengths inside the archive are verified.
  ///
  /// - Parameters:
  ///   - archive: The whole archive; several members back to back are one file.
  ///   - limit: The most bytes that the content may have.
  ///   - skipped: How many bytes at the beginning of the content are left out of the result.
  ///   - file: The name that errors give the archive.
  /// - Returns: The content.
  /// - Throws: `DatasetError.damaged` if the archive is cut short, altered, followed by other bytes,
  ///   or unpacks to more than the limit.
  package static func unpack(
    _ archive: [UInt8], limit: Int, skipping skipped: Int = 0, file: String
  ) throws(DatasetError) -> [UInt8] {
    var output: [UInt8] = []
    let outcome = archive.withUnsafeBufferPointer {
      inflateMembers(
        $0, limit: limit, skipping: skipped, stopsEarly: false, to: &output)
    }
    if let outcome { throw .damaged(file: file, detail: outcome) }
    return output
  }

  /// Unpacks the beginning of an archive, whatever follows.
  ///
  /// - Parameters:
  ///   - archive: The whole archive.
  ///   - count: How many bytes are wanted.
  ///   - file: The name that errors give the archive.
  /// - Returns: That many bytes, or all if there are fewer.
  /// - Throws: `DatasetError.damaged` if the archive is cut short or altered so early.
  package static func unpackBeginning(
    _ archive: [UInt8], count: Int, file: String
  ) throws(DatasetError) -> [UInt8] {
    var output: [UInt8] = []
    let outcome = archive.withUnsafeBufferPointer {
      inflateMembers($0, limit: count, skipping: 0, stopsEarly: true, to: &output)
    }
    if let outcome { throw .damaged(file: file, detail: outcome) }
    return output
  }

  /// Inflates member after member and says what is wrong, if anything is.
  ///
  /// C functions: `inflateInit2_`, `inflate`, `inflateReset`, `inflateEnd`.
  private static func inflateMembers(
    _ archive: UnsafeBufferPointer<UInt8>, limit: Int, skipping skipped: Int,
    stopsEarly: Bool, to output: inout [UInt8]
  ) -> String? {
    guard archive.count <= Int(UInt32.max) else { return "is larger than 4 GiB" }
    var stream = z_stream()
    // 15 bits of window, and 16 for "gzip only".
    let code = inflateInit2_(
      &stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard code == Z_OK else { return "cannot be unpacked: zlib did not start (code \(code))" }
    defer { inflateEnd(&stream) }

    stream.next_in = UnsafeMutablePointer(mutating: archive.baseAddress)
    stream.avail_in = UInt32(archive.count)
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var total = 0
    while true {
      let (code, produced) = chunk.withUnsafeMutableBufferPointer { buffer in
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(buffer.count)
        let code = inflate(&stream, Z_NO_FLUSH)
        return (code, buffer.count - Int(stream.avail_out))
      }
      guard produced <= limit - total else {
        if stopsEarly {
          output += chunk[..<(limit - total)]
          return nil
        }
        return "unpacks to more than the \(limit) bytes that it may hold"
      }
      output += chunk[..<produced].dropFirst(max(0, skipped - total))
      total += produced
      switch code {
      case Z_STREAM_END where stream.avail_in == 0: return nil
      case Z_STREAM_END:
        let rest = archive[(archive.count - Int(stream.avail_in))...]
        guard isArchive(rest), inflateReset(&stream) == Z_OK else {
          return "has \(rest.count) bytes after the end of its archive"
        }
      case Z_OK: continue
      case Z_BUF_ERROR where stream.avail_in == 0: return "is an archive that is cut short"
      default:
        let reason = stream.msg.map { String(cString: $0) } ?? "code \(code)"
        return "is a damaged archive (\(reason))"
      }
    }
  }
}
