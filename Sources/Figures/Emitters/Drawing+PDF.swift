import CCairo
import Charts

extension Drawing {
  /// The drawing as a PDF file of one page, for papers: lines and letters stay sharp at any size.
  ///
  /// The file is tagged, so that a screen reader meets one figure and reads ``altText`` for it, and it
  /// says that its language is English.
  ///
  /// - Parameter created: The date of creation in seconds since 1970, UTC; the same one gives the
  ///   same bytes each time.
  /// - Returns: The bytes of the file.
  /// - Throws: ``FigureError`` when the size is unusable or Cairo fails.
  public func pdf(created: Int = 0) throws(FigureError) -> [UInt8] {
    guard 1...Self.largestSide ~= size.width, 1...Self.largestSide ~= size.height else {
      throw .unusableSize(
        figure: title, width: size.width, height: size.height, largestSide: Self.largestSide)
    }
    let sink = ByteSink()
    try withExtendedLifetime(sink) { () throws(FigureError) in
      // A pixel is 1/96 inch, a point 1/72.
      let points = 0.75
      guard
        let surface = cairo_pdf_surface_create_for_stream(
          { sink, data, count in
            guard let sink, let data else { return CAIRO_STATUS_WRITE_ERROR }
            Unmanaged<ByteSink>.fromOpaque(sink).takeUnretainedValue().bytes.append(
              contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
            return CAIRO_STATUS_SUCCESS
          }, Unmanaged.passUnretained(sink).toOpaque(), Double(size.width) * points,
          Double(size.height) * points)
      else {
        throw .drawingFailed(figure: title, operation: "making the page", reason: "no surface")
      }
      cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
      cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, altText)
      // Cairo cannot leave the date out; the right form is written below.
      cairo_pdf_surface_set_metadata(
        surface, CAIRO_PDF_METADATA_CREATE_DATE, "1980-01-01T00:00:00Z")
      var canvas = try CairoCanvas(surface, scale: points, fonts: fonts, figure: title)
      // Before the tags: Cairo forgets all that comes before a page is covered, tags as well.
      canvas.paint(background)
      canvas.tagged(["Document", PDFFile.figureTag]) { replay(on: &$0) }
      try canvas.check()
      cairo_surface_finish(surface)
      let status = cairo_surface_status(surface)
      guard status == CAIRO_STATUS_SUCCESS else {
        throw .drawingFailed(
          figure: title, operation: "finishing the page", reason: CairoCanvas.reason(status))
      }
    }
    return PDFFile(sink.bytes).completed(created: created, altText: altText)
  }
}

/// Where Cairo writes a file to.
private final class ByteSink {
  var bytes: [UInt8] = []
}
