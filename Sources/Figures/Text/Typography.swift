public import Charts
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The fonts of the figures: DejaVu Sans, regular and bold.
///
/// The font is found by its file and used on every machine, so that figures are the same
/// everywhere; no other font takes its place silently.
public struct Typography: Sendable {
  let regular: Typeface
  let bold: Typeface

  /// The height of capitals and digits in em.
  static let capHeight = 0.729

  /// Characters outside ASCII that the figures write.
  package static let requiredCharacters = "∂σηΣ½²′·…–−×→≤≥±∞“”⁻⁰¹³⁴⁵⁶⁷⁸⁹"

  /// The files, regular and bold.
  package static let files = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"]

  /// The folders that are searched, in order.
  ///
  /// The environment variable `GRADBOOK_FONTS` names a folder that is searched first.
  package static var folders: [String] {
    let own = getenv("GRADBOOK_FONTS").map { [String(cString: $0)] } ?? []
    return own + [
      "/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/dejavu-sans-fonts",
      "/usr/share/fonts/dejavu", "/usr/share/fonts/TTF", "/usr/local/share/fonts",
      "/opt/homebrew/share/fonts", "/Library/Fonts",
    ]
  }

  /// The fonts of this machine, read once a process.
  ///
  /// - Throws: ``FigureError`` when a font is missing, unreadable, or lacks characters.
  public static func system() throws(FigureError) -> Typography { try shared.get() }

  private static let shared: Result<Typography, FigureError> = Result { () throws(FigureError) in
    try Typography(folders: folders)
  }

  /// The fonts in one of some folders.
  ///
  /// - Parameter folders: The folders that are searched, in order.
  /// - Throws: ``FigureError`` when a font is missing, unreadable, or lacks characters.
  public init(folders: [String]) throws(FigureError) {
    regular = try Self.open(Self.files[0], in: folders)
    bold = try Self.open(Self.files[1], in: folders)
  }

  /// Where the two font files lie.
  package var paths: [String] { [regular.path, bold.path] }

  /// The characters of a text that the font cannot show.
  package func missingCharacters(in text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter { !regular.has($0) || !bold.has($0) }))
  }

  /// The width of a text in pixels.
  public func width(of text: String, _ style: Theme.TextStyle) -> Double {
    let face = typeface(style)
    var advances = 0.0
    var count = 0
    for scalar in text.unicodeScalars {
      advances += face.glyph(scalar).advance
      count += 1
    }
    return advances * style.size * style.stretch + style.letterSpacing * Double(max(count - 1, 0))
  }

  func typeface(_ style: Theme.TextStyle) -> Typeface { style.isBold ? bold : regular }

  private static func open(_ file: String, in folders: [String]) throws(FigureError) -> Typeface {
    for folder in folders {
      let path = folder + "/" + file
      guard access(path, R_OK) == 0 else { continue }
      let face = try Typeface(path: path)
      let missing = requiredCharacters.unicodeScalars.filter { !face.has($0) }
      guard missing.isEmpty else {
        throw .glyphsMissing(path: path, characters: String(String.UnicodeScalarView(missing)))
      }
      return face
    }
    throw .fontMissing(file: file, folders: folders)
  }
}
