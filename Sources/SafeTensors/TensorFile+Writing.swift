extension TensorFile {
  /// The file's bytes, as the reference implementation would write them.
  ///
  /// Wide element types come first and names follow in the order of their bytes, so that equal
  /// content gives equal bytes and each tensor begins at a multiple of its element's size. The
  /// header is filled up with spaces to a multiple of eight bytes.
  ///
  /// - Returns: The whole file.
  public func encoded() -> [UInt8] {
    let ordered = tensors.sorted { left, right in
      let (l, r) = (left.value.elementType.rank, right.value.elementType.rank)
      return l != r ? l > r : left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
    }
    var header: [UInt8] = []
    var separator = "{"
    if !metadata.isEmpty {
      header += "{\"__metadata__\":{".utf8
      let remarks = metadata.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      for (index, remark) in remarks.enumerated() {
        if index > 0 { header.append(UInt8(ascii: ",")) }
        header += Self.quoted(remark.key).utf8
        header.append(UInt8(ascii: ":"))
        header += Self.quoted(remark.value).utf8
      }
      header.append(UInt8(ascii: "}"))
      separator = ","
    }
    var offset = 0
    for (name, tensor) in ordered {
      let end = offset + tensor.bytes.count
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      header += separator.utf8
      header += Self.quoted(name).utf8
      header += ":{\"dtype\":\"\(tensor.elementType.rawValue)\",\"shape\":[\(shape)]".utf8
      header += ",\"data_offsets\":[\(offset),\(end)]}".utf8
      offset = end
      separator = ","
    }
    header += (separator == "{" ? "{}" : "}").utf8
    while !header.count.isMultiple(of: 8) { header.append(UInt8(ascii: " ")) }

    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + offset)
    let length = UInt64(header.count)
    bytes += (0..<8).map { UInt8(truncatingIfNeeded: length >> UInt64(8 * $0)) }
    bytes += header
    for (_, tensor) in ordered { bytes += tensor.bytes }
    return bytes
  }

  /// A JSON string.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{08}": result += "\\b"
      case "\u{0C}": result += "\\f"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{00}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
