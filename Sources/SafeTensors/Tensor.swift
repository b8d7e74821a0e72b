/// An array of numbers with a shape, row-major, as a safetensors file stores it.
public struct Tensor: Sendable, Equatable {
  /// The type of the elements.
  public let elementType: ElementType
  /// The extent of each dimension, slowest first; empty for a single number.
  public let shape: [Int]
  /// The elements, little-endian, row-major.
  public let bytes: [UInt8]

  /// Makes a tensor from its elements.
  ///
  /// - Parameters:
  ///   - values: The elements, row-major; as many as the shape holds.
  ///   - shape: The extent of each dimension; without it, one dimension of `values.count`.
  public init<Element: TensorElement>(_ values: [Element], shape: [Int]? = nil) {
    let shape = shape ?? [values.count]
    precondition(
      shape.reduce(1, *) == values.count, "\(values.count) values do not fill the shape \(shape)")
    self.elementType = Element.elementType
    self.shape = shape
    let width = MemoryLayout<Element.Bits>.size
    bytes = [UInt8](unsafeUninitializedCapacity: values.count * width) { buffer, count in
      let raw = UnsafeMutableRawBufferPointer(buffer)
      for (index, value) in values.enumerated() {
        raw.storeBytes(
          of: value.tensorBits.littleEndian, toByteOffset: index * width, as: Element.Bits.self)
      }
      count = values.count * width
    }
  }

  /// Makes a tensor from bytes that were checked against the shape.
  init(elementType: ElementType, shape: [Int], bytes: [UInt8]) {
    self.elementType = elementType
    self.shape = shape
    self.bytes = bytes
  }

  /// The number of elements.
  public var count: Int { bytes.count / elementType.byteCount }

  /// The elements, or nothing if they are of another type.
  ///
  /// - Parameter type: The Swift type that stands for the tensor's element type.
  /// - Returns: The elements, row-major.
  public func values<Element: TensorElement>(as type: Element.Type = Element.self) -> [Element]? {
    guard elementType == Element.elementType else { return nil }
    let width = MemoryLayout<Element.Bits>.size
    return bytes.withUnsafeBytes { raw in
      [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
        for index in 0..<count {
          let bits = raw.loadUnaligned(fromByteOffset: index * width, as: Element.Bits.self)
          buffer.initializeElement(
            at: index, to: Element(tensorBits: Element.Bits(littleEndian: bits)))
        }
        initialized = count
      }
    }
  }
}
