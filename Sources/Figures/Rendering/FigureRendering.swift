import Charts
import Dispatch
import Synchronization

/// Turns figures into files, several at once.
package enum FigureRendering {
  /// Draws figures and encodes their files on all processors.
  ///
  /// Each figure is laid out once; every format and size replays that drawing. The result does not
  /// depend on the number of processors.
  ///
  /// - Parameters:
  ///   - figures: What to draw.
  ///   - formats: The formats of the files.
  ///   - created: The date that PDF files carry, in seconds since 1970, UTC.
  /// - Returns: The files, in the order of the figures.
  /// - Throws: `FigureError` of the first figure that failed.
  package static func render(
    _ figures: [NamedFigure], formats: Set<FigureFormat> = FigureFormat.standard,
    created: Int = 0
  ) throws -> [RenderedFigure] {
    let fonts = try Typography.system()
    guard figures.count > 1 else {
      return try figures.map { try render($0, formats: formats, created: created, fonts: fonts) }
    }
    let results = Mutex<[Result<RenderedFigure, FigureError>?]>(
      Array(repeating: nil, count: figures.count))
    DispatchQueue.concurrentPerform(iterations: figures.count) { index in
      let result = Result { () throws(FigureError) in
        try render(figures[index], formats: formats, created: created, fonts: fonts)
      }
      results.withLock { $0[index] = result }
    }
    return try results.withLock { $0 }.compactMap { try $0?.get() }
  }

  private static func render(
    _ named: NamedFigure, formats: Set<FigureFormat>, created: Int, fonts: Typography
  ) throws(FigureError) -> RenderedFigure {
    let drawing = named.figure.drawn(with: fonts)
    var files: [(ending: String, bytes: [UInt8])] = []
    if formats.contains(.png) {
      files.append((".png", try drawing.png()))
      files.append(("@2x.png", try drawing.png(scale: 2)))
    }
    if formats.contains(.svg) { files.append((".svg", try drawing.svg(id: named.name))) }
    if formats.contains(.darkSVG), let dark = named.dark {
      files.append(("-dark.svg", try dark.drawn(with: fonts).svg(id: named.name + "-dark")))
    }
    if formats.contains(.pdf) { files.append((".pdf", try drawing.pdf(created: created))) }
    return RenderedFigure(
      name: named.name, title: drawing.title, altText: drawing.altText,
      width: drawing.size.width, height: drawing.size.height, files: files)
  }
}
