import CPng

/// A PNG file as gray pixels.
///
/// *C functions*: `gradbook_png_decode_gray`, `gradbook_png_free`.
package struct GrayImage: Sendable, Equatable {
  /// Columns.
  package let width: Int
  /// Rows.
  package let height: Int
  /// [height, width], 0 black to 255 white; what is transparent is white.
  package let pixels: [UInt8]

  /// The most pixels that are read.
  package static let pixelLimit = 1 << 26

  /// Why a file cannot be read, as the end of a sentence.
  package struct Unreadable: Error {
    /// The reason.
    package let reason: String
  }

  /// Reads a file.
  ///
  /// - Parameter png: Its bytes.
  /// - Throws: `Unreadable` for what is no PNG file, is damaged, or is too large.
  package init(png: [UInt8]) throws(Unreadable) {
    var target: UnsafeMutablePointer<UInt8>?
    var (width, height): (UInt32, UInt32) = (0, 0)
    var message = [CChar](repeating: 0, count: 200)
    let code = png.withUnsafeBufferPointer { bytes in
      gradbook_png_decode_gray(
        bytes.baseAddress, bytes.count, Self.pixelLimit, &target, &width, &height, &message,
        message.count)
    }
    guard code == 1, let target else {
      let text = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      throw Unreadable(reason: String(decoding: text, as: UTF8.self))
    }
    defer { gradbook_png_free(target) }
    self.width = Int(width)
    self.height = Int(height)
    pixels = Array(UnsafeBufferPointer(start: target, count: Int(width) * Int(height)))
  }
}
