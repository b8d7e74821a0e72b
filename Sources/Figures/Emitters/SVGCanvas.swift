import Charts

/// A canvas that writes SVG.
///
/// Written here rather than by Cairo, whose ids come from counters of the process, so that the
/// same drawing gives the same text; letters stay letters, which can be searched, copied and read
/// aloud.
struct SVGCanvas {
  private var body = SVGText()
  private var definitions = SVGText()
  private var paints: [Paint: String] = [:]
  private var clips: [Rect: String] = [:]
  private var openClips = 0
  private let id: String
  private(set) var failure: FigureError?

  /// An empty text whose ids begin with `id`.
  init(id: String) {
    self.id = id
  }

  /// The whole file.
  func file(size: Chart.Size, title: String, altText: String, background: Color) -> [UInt8] {
    var file = SVGText()
    file += "<svg xmlns=\"http://www.w3.org/2000/svg\" "
    file += "xmlns:xlink=\"http://www.w3.org/1999/xlink\" xml:lang=\"en\" "
    file += "width=\"\(size.width)\" height=\"\(size.height)\" "
    file += "viewBox=\"0 0 \(size.width) \(size.height)\" role=\"img\" "
    file += "aria-labelledby=\"\(id)-title \(id)-desc\" "
    file += "font-family=\"'DejaVu Sans',Verdana,'Bitstream Vera Sans',sans-serif\">\n"
    file += "<title id=\"\(id)-title\">"
    file.escape(title)
    file += "</title>\n<desc id=\"\(id)-desc\">"
    file.escape(altText)
    file += "</desc>\n"
    if !definitions.bytes.isEmpty {
      file += "<defs>\n"
      file.bytes += definitions.bytes
      file += "</defs>\n"
    }
    file += "<rect width=\"\(size.width)\" height=\"\(size.height)\""
    file.attribute("fill", background)
    file += "/>\n"
    file.bytes += body.bytes
    for _ in 0..<openClips { file += "</g>\n" }
    file += "</svg>\n"
    return file.bytes
  }
}

extension SVGCanvas: Canvas {
  mutating func fill(_ shape: Shape, _ paint: Paint) {
    body.open(shape)
    switch paint {
    case .color(let color):
      body.attribute("fill", color)
    case .vertical(let colors):
      body += " fill=\"url(#\(gradient(colors)))\""
    }
    body += "/>\n"
  }

  mutating func stroke(_ shape: Shape, _ stroke: Stroke) {
    body.open(shape)
    body += " fill=\"none\""
    body.attribute("stroke", stroke.color)
    if stroke.width != 1 { body.attribute("stroke-width", stroke.width) }
    if !stroke.dash.isEmpty {
      body += " stroke-dasharray=\""
      for (index, length) in stroke.dash.enumerated() {
        if index > 0 { body += "," }
        body.number(length)
      }
      body += "\""
    }
    if stroke.isRound { body += " stroke-linecap=\"round\" stroke-linejoin=\"round\"" }
    body += "/>\n"
  }

  mutating func text(_ run: TextRun) {
    body += "<text"
    // A scale rather than a length: some readers of SVG pass over `textLength`; librsvg also passes
    // over a scale when it looks for the anchor, so that a scaled text begins at its start.
    let stretch = run.style.stretch > 0 ? run.style.stretch : 1
    let place = stretch == 1 ? run.position : run.start
    if run.isVertical || stretch != 1 {
      body += " transform=\"translate("
      body.number(place.x)
      body += ","
      body.number(place.y)
      body += ")"
      if run.isVertical { body += " rotate(-90)" }
      if stretch != 1 {
        body += " scale("
        body.number(stretch)
        body += ",1)"
      }
      body += "\""
    } else {
      body.attribute("x", run.position.x)
      body.attribute("y", run.position.y)
    }
    switch stretch == 1 ? run.anchor : .start {
    case .start: break
    case .middle: body += " text-anchor=\"middle\""
    case .end: body += " text-anchor=\"end\""
    }
    body.attribute("font-size", run.style.size)
    if run.style.isBold { body += " font-weight=\"bold\"" }
    if run.style.letterSpacing != 0 {
      body.attribute("letter-spacing", run.style.letterSpacing / stretch)
    }
    body.attribute("fill", run.style.color)
    // The measured length keeps the layout where another font stands in.
    if run.text.unicodeScalars.count > 1 {
      body.attribute("textLength", run.width / stretch)
      body += " lengthAdjust=\"spacingAndGlyphs\""
    }
    body += ">"
    body.escapeRaising(run.text)
    body += "</text>\n"
  }

  mutating func image(_ raster: Raster, in rect: Rect) {
    do throws(FigureError) {
      // Large pixels, because some readers of SVG smooth an image even where the file forbids it.
      let file = try raster.enlarged.png()
      body += "<image"
      body.rectangle(rect)
      body += " preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\""
      body += " xlink:href=\"data:image/png;base64,"
      body.base64(file)
      body += "\"/>\n"
    } catch {
      failure = failure ?? error
    }
  }

  mutating func beginClip(_ rect: Rect) {
    let name: String
    if let known = clips[rect] {
      name = known
    } else {
      name = "\(id)-clip\(clips.count + 1)"
      clips[rect] = name
      definitions += "<clipPath id=\"\(name)\"><rect"
      definitions.rectangle(rect)
      definitions += "/></clipPath>\n"
    }
    body += "<g clip-path=\"url(#\(name))\">\n"
    openClips += 1
  }

  mutating func endClip() {
    guard openClips > 0 else { return }
    body += "</g>\n"
    openClips -= 1
  }

  private mutating func gradient(_ colors: [Color]) -> String {
    if let known = paints[.vertical(colors)] { return known }
    let name = "\(id)-paint\(paints.count + 1)"
    paints[.vertical(colors)] = name
    definitions += "<linearGradient id=\"\(name)\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"1\">"
    for (index, color) in colors.enumerated() {
      definitions += "<stop"
      definitions.attribute("offset", Double(index) / Double(max(colors.count - 1, 1)))
      definitions += " stop-color=\"\(color.hex)\""
      if color.alpha < 255 { definitions.attribute("stop-opacity", color.opacity) }
      definitions += "/>"
    }
    definitions += "</linearGradient>\n"
    return name
  }
}

extension Drawing {
  /// The drawing as an SVG file, with its title and its description in words.
  ///
  /// The same drawing gives the same bytes.
  ///
  /// - Parameter id: What the ids in the file begin with; different for each figure that a page
  ///   holds. Everything but ASCII letters, digits, `-` and `_` is replaced.
  /// - Returns: The bytes of the file, in UTF-8.
  /// - Throws: ``FigureError`` when an embedded image cannot be encoded.
  public func svg(id: String = "figure") throws(FigureError) -> [UInt8] {
    let safe = String(
      id.unicodeScalars.map { scalar -> Character in
        let isPlain =
          scalar.isASCII
          && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || scalar == "-" || scalar == "_")
        return isPlain ? Character(scalar) : "-"
      })
    var canvas = SVGCanvas(id: safe.isEmpty ? "figure" : "f-" + safe)
    replay(on: &canvas)
    if let failure = canvas.failure { throw failure }
    return canvas.file(size: size, title: title, altText: altText, background: background)
  }
}
