import FoundationEssentials

/// The content of a safetensors file: named tensors, and named remarks.
///
/// Layout: eight bytes of header length (little-endian), the header in JSON, then the tensors'
/// bytes, back to back. Source: the format description of the safetensors project.
public struct TensorFile: Sendable, Equatable {
  /// The most bytes that are read of a file: ten thousand times what the article's network needs.
  package static let sizeLimit = 1 << 30

  /// Remarks that belong to the whole file.
  public var metadata: [String: String]
  /// The tensors by name.
  public var tensors: [String: Tensor]
  /// The name that errors give the file.
  public let file: String

  /// Makes the content of a file that is to be written.
  ///
  /// - Parameters:
  ///   - tensors: The tensors by name.
  ///   - metadata: Remarks that belong to the whole file.
  ///   - file: The name that errors give the file.
  public init(
    tensors: [String: Tensor] = [:], metadata: [String: String] = [:],
    file: String = "safetensors data"
  ) {
    self.tensors = tensors
    self.metadata = metadata
    self.file = file
  }

  /// Reads a file.
  ///
  /// - Parameter path: Where the file is.
  /// - Throws: `SafeTensorsError.unreadable` or `.damaged`.
  public init(contentsOfFile path: String) throws(SafeTensorsError) {
    let bytes: [UInt8]
    do {
      bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    } catch let error as CocoaError {
      throw .unreadable(file: path, reason: Self.reason(error))
    } catch {
      throw .unreadable(file: path, reason: "\(error)")
    }
    try self.init(bytes: bytes, file: path)
  }

  /// The tensor of this name.
  ///
  /// - Parameters:
  ///   - name: The tensor's name.
  ///   - shape: The shape that is needed; any if absent.
  ///   - type: The Swift type that stands for the element type that is needed.
  /// - Returns: The elements, row-major.
  /// - Throws: `SafeTensorsError.missing`, `.wrongType` or `.wrongShape`.
  public func values<Element: TensorElement>(
    _ name: String, shape: [Int]? = nil, as type: Element.Type = Element.self
  ) throws(SafeTensorsError) -> [Element] {
    guard let tensor = tensors[name] else { throw .missing(file: file, tensor: name) }
    if let shape, tensor.shape != shape {
      throw .wrongShape(file: file, tensor: name, expected: shape, found: tensor.shape)
    }
    guard let values = tensor.values(as: type) else {
      throw .wrongType(
        file: file, tensor: name, expected: Element.elementType, found: tensor.elementType)
    }
    return values
  }

  /// The floating-point tensor of this name in single precision, all of it finite.
  ///
  /// - Parameters:
  ///   - name: The tensor's name.
  ///   - shape: The shape that is needed.
  /// - Returns: The elements, row-major.
  /// - Throws: As `values`, and `SafeTensorsError.notFinite`.
  package func finiteFloats(_ name: String, shape: [Int]) throws(SafeTensorsError) -> [Float] {
    guard let tensor = tensors[name] else { throw .missing(file: file, tensor: name) }
    guard tensor.shape == shape else {
      throw .wrongShape(file: file, tensor: name, expected: shape, found: tensor.shape)
    }
    guard let values = tensor.floats else {
      throw .wrongType(
        file: file, tensor: name, expected: .float32, found: tensor.elementType)
    }
    if let index = values.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(file: file, tensor: name, index: index, value: values[index])
    }
    return values
  }

  private static func reason(_ error: CocoaError) -> String {
    switch error.code {
    case .fileReadNoSuchFile, .fileNoSuchFile: "there is no such file"
    case .fileReadNoPermission: "reading it is not permitted"
    default: "\(error)"
    }
  }
}
