package import Figures
package import Publishing

extension Publisher {
  /// Draws figures and stages their files.
  ///
  /// - Parameters:
  ///   - figures: What to draw.
  ///   - folder: The folder of the files within the output folder.
  ///   - formats: The formats of the files.
  /// - Returns: The figures, in the order given, for documents and workbooks.
  /// - Throws: `FigureError`; `ReportError` of category `cannotWrite`, or `usage` for a
  ///   `SOURCE_DATE_EPOCH` that is no number.
  @discardableResult
  package func stage(
    _ figures: [NamedFigure], in folder: String,
    formats: Set<FigureFormat> = FigureFormat.standard
  ) throws -> [RenderedFigure] {
    let rendered = try FigureRendering.render(
      figures, formats: formats, created: SourceDate.current())
    for figure in rendered {
      for file in figure.files {
        try stage("\(folder)/\(figure.name)\(file.ending)", bytes: file.bytes)
      }
    }
    return rendered
  }
}
