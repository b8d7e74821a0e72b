/// Why a safetensors file could not be read, used or written.
///
/// Each description is one sentence that names the file and, where there is one, the tensor.
public enum SafeTensorsError: Error, Sendable, Equatable {
  /// The file could not be opened or read.
  case unreadable(file: String, reason: String)
  /// The bytes are not a whole, consistent safetensors file.
  case damaged(file: String, detail: String)
  /// The bytes are a file of another format.
  case otherFormat(file: String, format: FileFormat)
  /// A tensor that is needed is not there.
  case missing(file: String, tensor: String)
  /// A tensor has another element type than the one needed.
  case wrongType(file: String, tensor: String, expected: ElementType, found: ElementType)
  /// A tensor that has to be at least zero holds a negative number.
  case negative(file: String, tensor: String, index: Int, value: Float)
  /// A tensor has another shape than the one needed.
  case wrongShape(file: String, tensor: String, expected: [Int], found: [Int])
  /// A tensor that has to be finite holds NaN or an infinity.
  case notFinite(file: String, tensor: String, index: Int, value: Float)
}

extension SafeTensorsError: CustomStringConvertible {
  /// A full sentence for a person.
  public var description: String {
    switch self {
    case .unreadable(let file, let reason):
      "\(file) cannot be read: \(reason)."
    case .damaged(let file, let detail):
      "\(file) is not a whole safetensors file: \(detail)."
    case .otherFormat(let file, let format):
      "\(file) is not a safetensors file but \(format.title). \(format.advice)"
    case .negative(let file, let tensor, let index, let value):
      "\(file): element \(index) of the tensor \(tensor) is \(value); numbers of at least 0 are "
        + "needed."
    case .missing(let file, let tensor):
      "\(file) has no tensor \(tensor)."
    case .wrongType(let file, let tensor, let expected, let found):
      "\(file): the tensor \(tensor) holds \(found.rawValue); \(expected.rawValue) is needed."
    case .wrongShape(let file, let tensor, let expected, let found):
      "\(file): the tensor \(tensor) has the shape \(found); \(expected) is needed."
    case .notFinite(let file, let tensor, let index, let value):
      "\(file): element \(index) of the tensor \(tensor) is \(value); finite numbers are needed."
    }
  }
}
