/// What can go wrong when a figure is made.
public enum FigureError: Error, Sendable, Equatable {
  /// A font file stands in none of the folders that were searched.
  case fontMissing(file: String, folders: [String])
  /// A font file cannot be read as a font.
  case fontUnreadable(path: String, code: Int)
  /// A font lacks characters that the figures write.
  case glyphsMissing(path: String, characters: String)
  /// The size of a figure is not one that can be made.
  case unusableSize(figure: String, width: Int, height: Int, largestSide: Int)
  /// Cairo reported a failure.
  case drawingFailed(figure: String, operation: String, reason: String)
  /// libpng reported a failure.
  case encodingFailed(figure: String, reason: String)
}

extension FigureError: CustomStringConvertible {
  /// A sentence that says what failed, on what, and what to do.
  public var description: String {
    switch self {
    case .fontMissing(let file, let folders):
      """
      The font \(file) was not found in \(folders.joined(separator: ", ")): install the package \
      fonts-dejavu-core, or name the folder that holds it in GRADBOOK_FONTS.
      """
    case .fontUnreadable(let path, let code):
      "The font \(path) cannot be read (FreeType error \(code)): reinstall fonts-dejavu-core."
    case .glyphsMissing(let path, let characters):
      """
      The font \(path) lacks the characters \(characters), which the figures write: install \
      fonts-dejavu-core 2.37 or later.
      """
    case .unusableSize(let figure, let width, let height, let largestSide):
      """
      The figure “\(figure)” cannot be drawn at \(width) × \(height) pixels: width and height \
      have to lie between 1 and \(largestSide).
      """
    case .drawingFailed(let figure, let operation, let reason):
      "Drawing the figure “\(figure)” failed while \(operation): Cairo reports “\(reason)”."
    case .encodingFailed(let figure, let reason):
      "Writing the figure “\(figure)” as PNG failed: libpng reports “\(reason)”."
    }
  }
}
