/// The width and height of an image, from its first bytes.
enum ImageFileSize {
  /// Reads the size of a PNG or SVG file.
  ///
  /// - Parameter bytes: The file.
  /// - Returns: The size in pixels; nil where the file does not say it in whole pixels.
  static func read(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      // The first chunk, IHDR, begins with width and height.
      guard bytes.count >= 24 else { return nil }
      func number(_ start: Int) -> Int { bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
      return size(number(16), number(20))
    }
    let beginning = String(decoding: bytes.prefix(4096), as: UTF8.self)
    guard let open = beginning.firstRange(of: "<svg"),
      let end = beginning[open.upperBound...].firstIndex(of: ">")
    else { return nil }
    let head = beginning[open.upperBound..<end]
    guard let width = head.firstMatch(of: #/\swidth="([0-9]{1,5})"/#).flatMap({ Int($0.1) }),
      let height = head.firstMatch(of: #/\sheight="([0-9]{1,5})"/#).flatMap({ Int($0.1) })
    else { return nil }
    return size(width, height)
  }

  private static func size(_ width: Int, _ height: Int) -> (width: Int, height: Int)? {
    (1...65_535).contains(width) && (1...65_535).contains(height) ? (width, height) : nil
  }
}
