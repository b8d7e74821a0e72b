import FoundationEssentials

/// The content of an IDX file: unsigned bytes in an array of any number of dimensions.
///
/// Layout: two zero bytes, the element type (8 for unsigned bytes), the number of dimensions, each
/// dimension in four bytes, big-endian, then the elements. Source: the format description that
/// Y. LeCun, C. Cortes and C. Burges published with MNIST.
public struct IdxFile: Sendable, Equatable {
  /// The most bytes that a file may unpack to: more than twenty times MNIST.
  public static let largest = 1 << 30

  /// The extent of each dimension, slowest first.
  public let dimensions: [Int]
  /// The elements, row-major.
  public let elements: [UInt8]
  /// The name that errors give the file.
  public let file: String

  /// Makes the content of a file that is to be written.
  ///
  /// - Parameters:
  ///   - dimensions: The extent of each dimension; together as many as there are elements.
  ///   - elements: The elements, row-major.
  ///   - file: The name that errors give the file.
  public init(dimensions: [Int], elements: [UInt8], file: String = "IDX data") {
    precondition(
      dimensions.reduce(1, *) == elements.count && dimensions.count < 256,
      "\(elements.count) elements do not fill \(dimensions)")
    self.dimensions = dimensions
    self.elements = elements
    self.file = file
  }

  /// Reads a file, packed by gzip or plain; its bytes decide, not its name.
  ///
  /// - Parameters:
  ///   - path: Where the file is.
  ///   - check: Looks at the dimensions before room is made for the elements, and throws if others
  ///     are needed.
  /// - Throws: `DatasetError.missing`, `.unreadable` or `.damaged`, and what `check` throws.
  public init(
    contentsOfFile path: String, check: ([Int]) throws(DatasetError) -> Void = { _ in }
  ) throws(DatasetError) {
    let bytes: [UInt8]
    do {
      let target = URL(filePath: path).resolvingSymlinksInPath().path
      let attributes = try FileManager.default.attributesOfItem(atPath: target)
      // A pipe would be waited for without end.
      guard attributes[.type] as? FileAttributeType == .typeRegular else {
        throw DatasetError.unreadable(file: path, reason: "it is not a file")
      }
      let size = attributes[.size] as? Int ?? 0
      guard size <= Self.largest else {
        throw DatasetError.damaged(
          file: path, detail: "has \(size) bytes, and \(Self.largest) are the most that is read")
      }
      bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    } catch let error as DatasetError {
      throw error
    } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
      throw .missing(detail: "There is no file \(path).")
    } catch let error as CocoaError where error.code == .fileReadNoPermission {
      throw .unreadable(file: path, reason: "reading it is not permitted")
    } catch {
      throw .unreadable(file: path, reason: "\(error)")
    }
    try self.init(bytes: bytes, file: path, check: check)
  }

  /// Reads a file's bytes, packed by gzip or plain.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - file: The name that errors give the file.
  ///   - check: Looks at the dimensions before room is made for the elements, and throws if others
  ///     are needed.
  /// - Throws: `DatasetError.damaged`, and what `check` throws.
  public init(
    bytes: [UInt8], file: String, check: ([Int]) throws(DatasetError) -> Void = { _ in }
  ) throws(DatasetError) {
    try Self.refuseWebPage(bytes, file: file)
    guard Gzip.isArchive(bytes) else {
      let header = try Header(bytes, file: file)
      try check(header.dimensions)
      try self.init(
        header, elements: Array(bytes.dropFirst(header.byteCount)), fileSize: bytes.count,
        file: file)
      return
    }
    // What the archive claims to hold decides how much of it is unpacked.
    let beginning = try Gzip.unpackBeginning(bytes, count: 4 + 4 * 255, file: file)
    try Self.refuseWebPage(beginning, file: file)
    let header = try Header(beginning, file: file)
    try check(header.dimensions)
    // Deflate packs at most 1,032 bytes into one.
    let (most, overflow) = bytes.count.multipliedReportingOverflow(by: 1032)
    guard overflow || header.fileSize <= most else {
      throw .damaged(
        file: file,
        detail: "claims \(header.shape) elements, and its \(bytes.count) bytes cannot hold them")
    }
    let elements = try Gzip.unpack(
      bytes, limit: header.fileSize, skipping: header.byteCount, file: file)
    try self.init(
      header, elements: elements, fileSize: header.byteCount + elements.count, file: file)
  }

  private init(
    _ header: Header, elements: [UInt8], fileSize: Int, file: String
  ) throws(DatasetError) {
    guard fileSize == header.fileSize else {
      let missing = header.fileSize - fileSize
      let difference = missing > 0 ? "\(missing) are missing" : "\(-missing) are left over"
      throw .damaged(
        file: file,
        detail: "claims \(header.shape) elements, that is \(header.fileSize) bytes with its header,"
          + " and has \(fileSize): \(difference)")
    }
    self.init(dimensions: header.dimensions, elements: elements, file: file)
  }

  /// What the beginning of a file claims.
  private struct Header {
    let dimensions: [Int]
    /// Bytes of the whole file, this header included.
    let fileSize: Int

    var byteCount: Int { 4 + 4 * dimensions.count }
    var shape: String { dimensions.map(String.init).joined(separator: " × ") }

    init(_ bytes: [UInt8], file: String) throws(DatasetError) {
      guard bytes.count >= 4 else {
        throw .damaged(file: file, detail: "has \(bytes.count) bytes, too few for an IDX file")
      }
      guard bytes[0] == 0, bytes[1] == 0 else {
        throw .damaged(
          file: file,
          detail: "is not an IDX file: it begins with the bytes \(bytes[0]), \(bytes[1]), not 0, 0")
      }
      guard bytes[2] == 8 else {
        throw .damaged(
          file: file, detail: "has elements of type \(bytes[2]); only unsigned bytes (8) are known")
      }
      let rank = Int(bytes[3])
      guard rank > 0, bytes.count >= 4 + 4 * rank else {
        throw .damaged(file: file, detail: "claims \(rank) dimensions in \(bytes.count) bytes")
      }
      dimensions = (0..<rank).map { axis in
        bytes[4 + 4 * axis..<8 + 4 * axis].reduce(0) { $0 << 8 | Int($1) }
      }
      var count = 1
      var isTooLarge = false
      for extent in dimensions where !isTooLarge {
        let (product, overflow) = count.multipliedReportingOverflow(by: extent)
        isTooLarge = overflow || product > IdxFile.largest
        count = product
      }
      guard !isTooLarge else {
        let shape = dimensions.map(String.init).joined(separator: " × ")
        throw .damaged(
          file: file,
          detail: "claims \(shape) elements, and \(IdxFile.largest) bytes are the most that is read"
        )
      }
      fileSize = 4 + 4 * rank + count
    }
  }

  /// The bytes before the elements.
  public var header: [UInt8] {
    [0, 0, 8, UInt8(dimensions.count)]
      + dimensions.flatMap { extent in
        stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: extent >> $0) }
      }
  }

  /// The whole file, unpacked.
  public var bytes: [UInt8] { header + elements }

  /// Servers that refuse a download often answer with a page, which is then saved as the file.
  private static func refuseWebPage(_ bytes: [UInt8], file: String) throws(DatasetError) {
    let start = bytes.prefix(512).drop { [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
    guard start.first == UInt8(ascii: "<") else { return }
    throw .damaged(
      file: file,
      detail: "is a web page and not a data set: a server's message was saved under this name."
        + " Delete it and run `report data fetch`")
  }
}
