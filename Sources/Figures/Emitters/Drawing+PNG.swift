import CCairo
import CPng
import Charts

extension Drawing {
  /// The drawing as a PNG file.
  ///
  /// The file says how large a pixel is, so that an image at scale 2 appears in the size of one
  /// at scale 1, and carries the title and the description in words. It has a palette where 256
  /// colors are enough. The same drawing gives the same bytes.
  ///
  /// - Parameter scale: Pixels of the file for each pixel of the drawing, above zero.
  /// - Returns: The bytes of the file.
  /// - Throws: ``FigureError`` when the size is unusable or Cairo or libpng fail.
  public func png(scale: Double = 1) throws(FigureError) -> [UInt8] {
    let canvas = try rasterized(scale: scale)
    return try canvas.withPixels { pixels, width, height, stride throws(FigureError) in
      try PNGFile.encode(
        pixels, width: width, height: height, stride: stride,
        pixelsPerMeter: (96 * scale / 0.0254).rounded(), palette: palette, title: title,
        description: altText, figure: title)
    }
  }

  /// The drawing as pixels.
  ///
  /// - Parameter scale: Pixels of the image for each pixel of the drawing, above zero.
  /// - Returns: An image.
  /// - Throws: ``FigureError`` when the size is unusable or Cairo fails.
  public func raster(scale: Double = 1) throws(FigureError) -> Raster {
    let canvas = try rasterized(scale: scale)
    return try canvas.withPixels { pixels, width, height, stride throws(FigureError) in
      var result: [UInt32] = []
      result.reserveCapacity(width * height)
      for row in 0..<height {
        for column in 0..<width { result.append(pixels[row * stride + column] | 0xFF00_0000) }
      }
      return Raster(width: width, height: height, opaque: result)
    }
  }

  /// The colors that areas, lines and letters are drawn in, which stay as they are.
  ///
  /// Edges, where they mix, may come out a few of 255 steps off, which nobody sees and which makes
  /// files half as large; images inside the drawing are hardly touched.
  private var palette: PNGFile.Palette {
    var seen: Set<UInt32> = [background.rgb]
    var exact = [background.rgb]
    var tolerance: Int32 = 8
    func add(_ color: Color) {
      if color.alpha == 255, seen.insert(color.rgb).inserted { exact.append(color.rgb) }
    }
    for command in commands {
      switch command {
      case .fill(_, .color(let color)): add(color)
      case .stroke(_, let stroke): add(stroke.color)
      case .text(let run): add(run.style.color)
      case .image: tolerance = 2
      case .fill(_, .vertical), .beginClip, .endClip: break
      }
    }
    return PNGFile.Palette(exact: exact, tolerance: tolerance)
  }

  private func rasterized(scale: Double) throws(FigureError) -> CairoCanvas {
    let width = (Double(size.width) * scale).rounded()
    let height = (Double(size.height) * scale).rounded()
    let sides = 1...Double(Self.largestSide)
    guard sides.contains(width), sides.contains(height) else {
      throw .unusableSize(
        figure: title, width: Int(exactly: width) ?? size.width,
        height: Int(exactly: height) ?? size.height, largestSide: Self.largestSide)
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

  /// How colors become entries of a palette where there are more than 256 of them.
  struct Palette {
    /// Colors that stay as they are.
    var exact: [UInt32] = []
    /// By how many of 255 steps the others may differ from their entry.
    var tolerance: Int32 = 0
  }

  static func encode(
    _ pixels: UnsafePointer<UInt32>, width: Int, height: Int, stride: Int, pixelsPerMeter: Double,
    palette: Palette, title: String?, description: String?, figure: String
  ) throws(FigureError) -> [UInt8] {
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    var message = [CChar](repeating: 0, count: 200)
    let done = withOptionalCString(title) { title in
      withOptionalCString(description) { description in
        palette.exact.withUnsafeBufferPointer { exact in
          var request = gradbook_png_request(
            pixels: pixels, stride: stride, width: UInt32(width), height: UInt32(height),
            pixels_per_meter: UInt32(max(pixelsPerMeter, 0)), title: title,
            description: description, level: compressionLevel, tolerance: palette.tolerance,
            exact: exact.baseAddress, exact_count: exact.count)
          return gradbook_png_encode(&request, &bytes, &count, &message, message.count)
        }
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
  /// The image as a PNG file.
  ///
  /// - Parameters:
  ///   - title: A short name for the file; `nil` writes none.
  ///   - description: The image in words; `nil` writes none.
  /// - Returns: The bytes of the file.
  /// - Throws: ``FigureError/encodingFailed(figure:reason:)``.
  public func png(title: String? = nil, description: String? = nil) throws(FigureError) -> [UInt8] {
    guard width > 0, height > 0 else {
      throw .unusableSize(
        figure: title ?? "image", width: width, height: height,
        largestSide: Drawing.largestSide)
    }
    let result = pixels.withUnsafeBufferPointer { buffer -> Result<[UInt8], FigureError> in
      guard let base = buffer.baseAddress else {
        return .failure(.encodingFailed(figure: title ?? "image", reason: "no pixels"))
      }
      return Result { () throws(FigureError) in
        try PNGFile.encode(
          base, width: width, height: height, stride: width, pixelsPerMeter: 0,
          palette: PNGFile.Palette(),
          title: title, description: description, figure: title ?? "image")
      }
    }
    return try result.get()
  }
}
