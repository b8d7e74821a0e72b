/// A PNG image that stands on a sheet.
public struct SheetImage: Hashable, Sendable {
  /// The cell whose upper left corner it is measured from.
  public var anchor: CellAddress
  /// How far right of the corner it stands, in pixels (96 an inch).
  public var offsetX: Int
  /// How far below the corner it stands, in pixels (96 an inch).
  public var offsetY: Int
  /// The bytes of the PNG file.
  public var png: [UInt8]
  /// The width on the sheet in pixels (96 an inch), whatever the file says of its resolution.
  public var width: Double
  /// The height on the sheet in pixels (96 an inch).
  public var height: Double
  /// What the image shows, for those who cannot see it.
  public var altText: String

  /// An image in a given size on the sheet, in pixels (96 an inch).
  public init(
    png: [UInt8], at anchor: CellAddress, offsetX: Int = 0, offsetY: Int = 0, width: Double,
    height: Double, altText: String
  ) {
    self.png = png
    self.anchor = anchor
    self.offsetX = offsetX
    self.offsetY = offsetY
    self.width = width
    self.height = height
    self.altText = altText
  }

  /// An image whose file has `density` pixels for each pixel on the sheet: 2 for a figure at 2×.
  ///
  /// - Throws: ``BookError/notAnImage(_:)`` when the bytes are no PNG file.
  public init(
    png: [UInt8], at anchor: CellAddress, density: Double = 1, offsetX: Int = 0, offsetY: Int = 0,
    altText: String
  ) throws(BookError) {
    guard let header = PNGHeader(png) else { throw .notAnImage(altText) }
    self.init(
      png: png, at: anchor, offsetX: offsetX, offsetY: offsetY,
      width: Double(header.width) / density, height: Double(header.height) / density,
      altText: altText)
  }
}

/// The size and resolution that a PNG file states.
struct PNGHeader: Equatable {
  /// Width in pixels.
  var width: Int
  /// Height in pixels.
  var height: Int
  /// Dots an inch across; 96 where the file says nothing.
  var horizontalDensity: Double = 96
  /// Dots an inch downwards; 96 where the file says nothing.
  var verticalDensity: Double = 96

  /// Reads the chunks up to the pixels; nil when the bytes are no PNG file.
  init?(_ bytes: [UInt8]) {
    let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    guard bytes.count >= 33, bytes.starts(with: signature) else { return nil }
    func word(_ at: Int) -> Int {
      bytes[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) }
    }
    func name(_ at: Int) -> String { String(decoding: bytes[at..<(at + 4)], as: UTF8.self) }
    guard word(8) == 13, name(12) == "IHDR" else { return nil }
    width = word(16)
    height = word(20)
    guard width > 0, height > 0 else { return nil }
    var position = 33
    while position + 12 <= bytes.count, name(position + 4) != "IDAT" {
      let length = word(position)
      guard position + 12 + length <= bytes.count else { return nil }
      if name(position + 4) == "pHYs", length == 9, bytes[position + 16] == 1 {
        horizontalDensity = Double(word(position + 8)) * 0.0254
        verticalDensity = Double(word(position + 12)) * 0.0254
      }
      position += 12 + length
    }
  }
}
