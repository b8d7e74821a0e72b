extension TensorFile {
  /// The longest header that the reference implementation accepts, in bytes.
  static let longestHeader = 100_000_000

  /// Reads a file's bytes.
  ///
  /// Everything that the header claims is checked against the bytes that are there before anything
  /// is set aside for it: memory use is a small multiple of `bytes.count`.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - file: The name that errors give the file.
  /// - Throws: `SafeTensorsError.damaged` or `.otherFormat`.
  public init(bytes: [UInt8], file: String) throws(SafeTensorsError) {
    if let format = FileFormat(bytes) { throw .otherFormat(file: file, format: format) }
    guard bytes.count >= 8 else {
      throw .damaged(
        file: file, detail: "it has \(bytes.count) bytes, and the header's length alone takes 8")
    }
    let claimed = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[$1]) << UInt64(8 * $1) }
    guard claimed <= UInt64(bytes.count - 8), claimed <= UInt64(Self.longestHeader) else {
      throw .damaged(
        file: file, detail: "its header should take \(claimed) bytes, and \(bytes.count - 8) follow"
      )
    }
    let headerEnd = 8 + Int(claimed)

    let header: Header
    do {
      var reader = HeaderReader(bytes[8..<headerEnd])
      header = try reader.read()
    } catch {
      throw .damaged(file: file, detail: error.detail)
    }
    self.init(
      tensors: try Self.cut(header, from: bytes[headerEnd...], file: file),
      metadata: header.metadata, file: file)
  }

  /// Cuts the tensors out of the bytes after the header, once their places are known to be sound.
  private static func cut(
    _ header: Header, from data: ArraySlice<UInt8>, file: String
  ) throws(SafeTensorsError) -> [String: Tensor] {
    for entry in header.entries {
      let expected = try byteCount(of: entry, file: file)
      guard entry.end >= entry.begin, entry.end - entry.begin == expected else {
        throw .damaged(
          file: file,
          detail: "the tensor \(entry.name) of shape \(entry.shape) takes \(expected) bytes,"
            + " and its offsets are \(entry.begin) and \(entry.end)")
      }
    }
    var position = 0
    for entry in header.entries.sorted(by: { ($0.begin, $0.end) < ($1.begin, $1.end) }) {
      guard entry.begin == position else {
        throw .damaged(
          file: file,
          detail: "the tensor \(entry.name) begins at \(entry.begin), and the one before it ends"
            + " at \(position)")
      }
      position = entry.end
    }
    guard position == data.count else {
      throw .damaged(
        file: file,
        detail: "its tensors take \(position) bytes, and \(data.count) follow the header"
      )
    }
    var tensors: [String: Tensor] = [:]
    tensors.reserveCapacity(header.entries.count)
    for entry in header.entries {
      let range = data.startIndex + entry.begin..<data.startIndex + entry.end
      tensors[entry.name] = Tensor(
        elementType: entry.elementType, shape: entry.shape, bytes: Array(data[range]))
    }
    return tensors
  }

  /// The bytes that a shape takes, unless the number overflows.
  private static func byteCount(
    of entry: Header.Entry, file: String
  ) throws(SafeTensorsError) -> Int {
    var total = entry.elementType.byteCount
    for extent in entry.shape {
      let (product, overflow) = total.multipliedReportingOverflow(by: extent)
      guard !overflow else {
        throw .damaged(
          file: file, detail: "the tensor \(entry.name) has the impossible shape \(entry.shape)")
      }
      total = product
    }
    return total
  }
}
