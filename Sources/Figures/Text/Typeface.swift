import CCairo

/// One font file: the widths of its characters, and its handle for Cairo.
///
/// The file is read once. Cairo guards the FreeType face with a lock of its own, so that figures
/// can be drawn on several threads at once.
final class Typeface: @unchecked Sendable {
  /// Where the file lies.
  let path: String
  /// The handle for Cairo.
  let face: OpaquePointer
  private let library: FT_Library
  private let font: FT_Face
  /// Glyph and advance (in em) of the characters of ``Typeface/covered``.
  private let glyphs: [Glyph]
  /// What stands for a character that the font lacks.
  private let missing: Glyph

  /// A glyph of the font.
  struct Glyph {
    /// The number of the glyph; 0 stands for a character that is missing.
    var index: UInt32
    /// The distance to the next glyph in em.
    var advance: Double
  }

  /// The characters whose widths are looked up once: Latin, Greek, punctuation, signs.
  private static let covered: Range<UInt32> = 0x20..<0x2300
  private static let blocks: [Range<UInt32>] = [0x20..<0x180, 0x2B0..<0x400, 0x2010..<0x2300]

  /// Opens a font file.
  ///
  /// - Throws: ``FigureError/fontUnreadable(path:code:)``.
  init(path: String) throws(FigureError) {
    var library: FT_Library?
    var code = FT_Init_FreeType(&library)
    guard code == 0, let library else {
      throw .fontUnreadable(path: path, code: Int(code))
    }
    var font: FT_Face?
    code = FT_New_Face(library, path, 0, &font)
    guard code == 0, let font, font.pointee.units_per_EM > 0 else {
      FT_Done_FreeType(library)
      throw .fontUnreadable(path: path, code: Int(code))
    }
    guard let face = cairo_ft_font_face_create_for_ft_face(font, 0) else {
      FT_Done_FreeType(library)
      throw .fontUnreadable(path: path, code: -1)
    }
    self.path = path
    self.library = library
    self.font = font
    self.face = face
    missing = Glyph(index: 0, advance: Self.advance(of: 0, in: font))
    glyphs = Self.table(font)
  }

  deinit {
    // Cairo may still hold scaled fonts of this face in its cache, so that the FreeType face has
    // to live as long as the process; typefaces are made once.
    cairo_font_face_destroy(face)
  }

  /// The glyph of a character.
  func glyph(_ scalar: Unicode.Scalar) -> Glyph {
    let index = Int(scalar.value) - Int(Self.covered.lowerBound)
    return glyphs.indices.contains(index) ? glyphs[index] : missing
  }

  /// Whether the font can show a character.
  func has(_ scalar: Unicode.Scalar) -> Bool { glyph(scalar).index != 0 }

  private static func table(_ font: FT_Face) -> [Glyph] {
    var glyphs = [Glyph](
      repeating: Glyph(index: 0, advance: advance(of: 0, in: font)), count: covered.count)
    for block in blocks {
      for value in block {
        let index = FT_Get_Char_Index(font, FT_ULong(value))
        guard index != 0 else { continue }
        glyphs[Int(value - covered.lowerBound)] = Glyph(
          index: index, advance: advance(of: index, in: font))
      }
    }
    return glyphs
  }

  /// The distance to the next glyph in em.
  private static func advance(of glyph: UInt32, in font: FT_Face) -> Double {
    var units: FT_Fixed = 0
    let code = FT_Get_Advance(font, glyph, gradbook_ft_load_no_scale, &units)
    return code == 0 ? Double(units) / Double(font.pointee.units_per_EM) : 0.6
  }
}
