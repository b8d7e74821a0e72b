import CCairo
import Charts

/// A canvas that Cairo draws: an image in memory or a PDF page.
///
/// Owns its surface and its context and releases both exactly once. Cairo's status is sticky: it
/// is checked when the canvas is made and when it is finished, which covers every call between.
struct CairoCanvas: ~Copyable {
  let surface: OpaquePointer
  private let context: OpaquePointer
  private let fonts: Typography
  private let figure: String

  /// Takes over a new surface.
  ///
  /// - Parameters:
  ///   - surface: The surface, owned by the canvas from now on.
  ///   - scale: Units of the surface for each pixel of the figure.
  ///   - fonts: The fonts.
  ///   - figure: The name for messages.
  /// - Throws: ``FigureError/drawingFailed(figure:operation:reason:)``.
  init(
    _ surface: OpaquePointer, scale: Double, fonts: Typography, figure: String
  ) throws(FigureError) {
    let status = cairo_surface_status(surface)
    guard status == CAIRO_STATUS_SUCCESS, let context = cairo_create(surface) else {
      cairo_surface_destroy(surface)
      throw .drawingFailed(
        figure: figure, operation: "making the surface", reason: Self.reason(status))
    }
    self.surface = surface
    self.context = context
    self.fonts = fonts
    self.figure = figure
    cairo_scale(context, scale, scale)
  }

  deinit {
    cairo_destroy(context)
    cairo_surface_destroy(surface)
  }

  /// Checks that everything was drawn.
  ///
  /// - Throws: ``FigureError/drawingFailed(figure:operation:reason:)``.
  func check() throws(FigureError) {
    let drawing = cairo_status(context)
    guard drawing == CAIRO_STATUS_SUCCESS else {
      throw .drawingFailed(figure: figure, operation: "drawing", reason: Self.reason(drawing))
    }
    cairo_surface_flush(surface)
    let flushing = cairo_surface_status(surface)
    guard flushing == CAIRO_STATUS_SUCCESS else {
      throw .drawingFailed(figure: figure, operation: "finishing", reason: Self.reason(flushing))
    }
  }

  /// Gives the pixels of a finished image to `body`, as long as it runs.
  borrowing func withPixels<Result>(
    _ body: (
      _ pixels: UnsafePointer<UInt32>, _ width: Int, _ height: Int, _ stride: Int
    ) throws(FigureError) -> Result
  ) throws(FigureError) -> Result {
    guard let data = cairo_image_surface_get_data(surface) else {
      throw .drawingFailed(figure: figure, operation: "reading pixels", reason: "no pixels")
    }
    return try body(
      UnsafeRawPointer(data).assumingMemoryBound(to: UInt32.self),
      Int(cairo_image_surface_get_width(surface)), Int(cairo_image_surface_get_height(surface)),
      Int(cairo_image_surface_get_stride(surface)) / 4)
  }

  /// Covers everything with one color.
  func paint(_ color: Color) {
    setSource(color)
    cairo_paint(context)
  }

  /// Draws inside of elements of a document's structure (ISO 32000-1, 14.8.4); only a PDF page keeps
  /// them.
  ///
  /// *C functions*: `cairo_tag_begin`, `cairo_tag_end`.
  ///
  /// - Parameters:
  ///   - tags: The types of the elements, each inside of the one before.
  ///   - body: Draws.
  mutating func tagged(_ tags: [String], _ body: (inout CairoCanvas) -> Void) {
    for tag in tags { cairo_tag_begin(context, tag, "") }
    body(&self)
    for tag in tags.reversed() { cairo_tag_end(context, tag) }
  }

  /// Cairo's words for a status.
  static func reason(_ status: cairo_status_t) -> String {
    String(cString: cairo_status_to_string(status))
  }

  private func setSource(_ color: Color) {
    cairo_set_source_rgba(
      context, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255,
      color.opacity)
  }
}

extension CairoCanvas: Canvas {
  func fill(_ shape: Shape, _ paint: Paint) {
    trace(shape)
    switch paint {
    case .color(let color):
      setSource(color)
      cairo_fill(context)
    case .vertical(let colors):
      let bounds = shape.bounds
      guard let pattern = cairo_pattern_create_linear(0, bounds.y, 0, bounds.maxY) else { return }
      for (index, color) in colors.enumerated() {
        cairo_pattern_add_color_stop_rgba(
          pattern, Double(index) / Double(max(colors.count - 1, 1)), Double(color.red) / 255,
          Double(color.green) / 255, Double(color.blue) / 255, color.opacity)
      }
      cairo_set_source(context, pattern)
      cairo_fill(context)
      cairo_pattern_destroy(pattern)
    }
  }

  func stroke(_ shape: Shape, _ stroke: Stroke) {
    trace(shape)
    setSource(stroke.color)
    cairo_set_line_width(context, stroke.width)
    cairo_set_dash(context, stroke.dash, Int32(stroke.dash.count), 0)
    cairo_set_line_cap(context, stroke.isRound ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
    cairo_set_line_join(context, stroke.isRound ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER)
    cairo_stroke(context)
  }

  func text(_ run: TextRun) {
    let face = fonts.typeface(run.style)
    let style = run.style
    var place = run.start
    var glyphs: [cairo_glyph_t] = []
    glyphs.reserveCapacity(run.text.utf8.count)
    for scalar in run.text.unicodeScalars {
      let glyph = face.glyph(scalar)
      glyphs.append(cairo_glyph_t(index: UInt(glyph.index), x: place.x, y: place.y))
      let step = glyph.advance * style.size * style.stretch + style.letterSpacing
      if run.isVertical { place.y -= step } else { place.x += step }
    }
    cairo_set_font_face(context, face.face)
    var matrix = cairo_matrix_t()
    if run.isVertical {
      cairo_matrix_init(&matrix, 0, -style.size * style.stretch, style.size, 0, 0, 0)
    } else {
      cairo_matrix_init_scale(&matrix, style.size * style.stretch, style.size)
    }
    cairo_set_font_matrix(context, &matrix)
    setSource(style.color)
    cairo_show_glyphs(context, glyphs, Int32(glyphs.count))
  }

  func image(_ raster: Raster, in rect: Rect) {
    var pixels = raster.pixels
    pixels.withUnsafeMutableBytes { bytes in
      guard
        let source = cairo_image_surface_create_for_data(
          bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), CAIRO_FORMAT_RGB24,
          Int32(raster.width), Int32(raster.height), Int32(raster.width * 4))
      else { return }
      cairo_save(context)
      cairo_translate(context, rect.x, rect.y)
      cairo_scale(context, rect.width / Double(raster.width), rect.height / Double(raster.height))
      cairo_set_source_surface(context, source, 0, 0)
      cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
      cairo_pattern_set_extend(cairo_get_source(context), CAIRO_EXTEND_PAD)
      cairo_rectangle(context, 0, 0, Double(raster.width), Double(raster.height))
      cairo_fill(context)
      cairo_restore(context)
      // A page keeps a copy of the pixels; an image has drawn them already.
      cairo_surface_finish(source)
      cairo_surface_destroy(source)
    }
  }

  func beginClip(_ rect: Rect) {
    cairo_save(context)
    cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
    cairo_clip(context)
  }

  func endClip() { cairo_restore(context) }

  // MARK: - Paths

  private func trace(_ shape: Shape) {
    cairo_new_path(context)
    switch shape {
    case .rectangle(let rect, let radius):
      guard radius > 0 else {
        cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
        return
      }
      let quarter = Double.pi / 2
      cairo_arc(context, rect.maxX - radius, rect.y + radius, radius, -quarter, 0)
      cairo_arc(context, rect.maxX - radius, rect.maxY - radius, radius, 0, quarter)
      cairo_arc(context, rect.x + radius, rect.maxY - radius, radius, quarter, 2 * quarter)
      cairo_arc(context, rect.x + radius, rect.y + radius, radius, 2 * quarter, 3 * quarter)
      cairo_close_path(context)
    case .ellipse(let rect):
      cairo_save(context)
      cairo_translate(context, rect.midX, rect.midY)
      cairo_scale(context, max(rect.width, 1e-3) / 2, max(rect.height, 1e-3) / 2)
      cairo_arc(context, 0, 0, 1, 0, 2 * .pi)
      cairo_restore(context)
      cairo_close_path(context)
    case .polyline(let points, let closed):
      for point in points { cairo_line_to(context, point.x, point.y) }
      if closed { cairo_close_path(context) }
    case .segments(let points):
      for index in stride(from: 0, to: points.count - 1, by: 2) {
        cairo_move_to(context, points[index].x, points[index].y)
        cairo_line_to(context, points[index + 1].x, points[index + 1].y)
      }
    case .curve(let from, let first, let second, let to):
      cairo_move_to(context, from.x, from.y)
      cairo_curve_to(context, first.x, first.y, second.x, second.y, to.x, to.y)
    }
  }
}
