import CCairo
import CPng
import Charts

extension Drawing {
  /// The drawing as a PNG file.
  ///
  /// The file says how large a pixel is, so that a picture at scale 2 appears in the size of one
  /// at scale 1, and carries the title and the description in words. It has a palette where 256
  /// colours are enough. The same drawing gives the same bytes.
  ///
  /// - Parameter scale: Pixels of the file for each pixel of the drawing, above zero.
  /// - Returns: The bytes of the file.
  /// - Throws: ``FigureError`` when the size is unusable or Cairo or libpng fail.
  public func png(scale: Double = 1) throws(FigureError) -> [UInt8] {
    let canvas = try rasterised(scale: scale)
    return try canvas.withPixels { pixels, width, height, stride throws(FigureError) in
      try PNGFile.encode(
        pixels, width: width, height: height, stride: stride,
        pixelsPerMetre: (96 * scale / 0.0254).rounded(), title: title, description: altText,
        figure: title)
    }
  }

  /// The drawing as pixels.
  ///
  /// - Parameter scale: Pixels of the picture for each pixel of the drawing, above zero.
  /// - Returns: A picture.
  /// - Throws: ``FigureError`` when the size is unusable or Cairo fails.
  public func raster(scale: Double = 1) throws(FigureError) -> Raster {
    let canvas = try rasterised(scale: scale)
    return try canvas.withPixels { pixels, width, height, stride throws(FigureError) in
      var result: [UInt32] = []
      result.reserveCapacity(width * height)
      for row in 0..<height {
        for column in 0..<width { result.append(pixels[row * stride + column] | 0xFF00_0000) }
      }
      return Raster(width: width, height: height, opaque: result)
    }
  }

  private func rasterised(scale: Double) throws(FigureError) -> CairoCanvas {
    let width = (Double(size.width) * scale).rounded()
    let height = (Double(size.height) * scale).rounded()
    let sides = 1...Double(Self.largestSide)
    guard sides.contains(width), sides.contains(height) else {
      throw .unusableSize(
        figure: title, width: Int(exactly: width) ?? size.width,
        height: Int(exactly: height) ?? size.height)
    }
    guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
    else {
      throw .drawingFailed(figure: title, operation: "making the surface", reason: "no surface")
    }
    var canvas = try CairoCanvas(surface, scale: scale, fonts: fonts, figure: title)
    canvas.paint(background)
    replay(on: &canvas)
    try canvas.check()
    return canvas
  }
}

/// The one place that calls libpng.
enum PNGFile {
  /// How hard zlib tries: charts are large even areas, which shrink at any level.
  private static let compressionLevel: Int32 = 2

  /// Anti-aliased edges over a gradient give colours that differ by a few of 255 steps, which
  /// nobody sees; sharing entries of the palette makes such files half as large.
  private static let tolerance: Int32 = 4

  static func encode(
    _ pixels: UnsafePointer<UInt32>, width: Int, height: Int, stride: Int, pixelsPerMetre: Double,
    title: String?, description: String?, figure: String
  ) throws(FigureError) -> [UInt8] {
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    var message = [CChar](repeating: 0, count: 200)
    let done = withOptionalCString(title) { title in
      withOptionalCString(description) { description in
        var request = gradbook_png_request(
          pixels: pixels, stride: stride, width: UInt32(width), height: UInt32(height),
          pixels_per_metre: UInt32(max(pixelsPerMetre, 0)), title: title,
          description: description, level: compressionLevel, tolerance: tolerance)
        return gradbook_png_encode(&request, &bytes, &count, &message, message.count)
      }
    }
    guard done == 1, let bytes else {
      let reason = String(
        decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      throw .encodingFailed(figure: figure, reason: reason)
    }
    defer { gradbook_png_free(bytes) }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }

  private static func withOptionalCString<Result>(
    _ text: String?, _ body: (UnsafePointer<CChar>?) -> Result
  ) -> Result {
    guard let text, !text.isEmpty else { return body(nil) }
    return text.withCString(body)
  }
}

extension Raster {
  /// A picture from pixels that are known to be opaque.
  init(width: Int, height: Int, opaque pixels: [UInt32]) {
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// The picture as a PNG file.
  ///
  /// - Parameters:
  ///   - title: A short name for the file; `nil` writes none.
  ///   - description: The picture in words; `nil` writes none.
  /// - Returns: The bytes of the file.
  /// - Throws: ``FigureError/encodingFailed(figure:reason:)``.
  public func png(title: String? = nil, description: String? = nil) throws(FigureError) -> [UInt8] {
    guard width > 0, height > 0 else {
      throw .unusableSize(figure: title ?? "picture", width: width, height: height)
    }
    let result = pixels.withUnsafeBufferPointer { buffer -> Result<[UInt8], FigureError> in
      guard let base = buffer.baseAddress else {
        return .failure(.encodingFailed(figure: title ?? "picture", reason: "no pixels"))
      }
      return Result { () throws(FigureError) in
        try PNGFile.encode(
          base, width: width, height: height, stride: width, pixelsPerMetre: 0, title: title,
          description: description, figure: title ?? "picture")
      }
    }
    return try result.get()
  }
}
