import CXlsxWriter
import Charts

/// The formats of a workbook, one for each style that occurs.
struct FormatTable {
  private let workbook: UnsafeMutablePointer<lxw_workbook>
  private var formats: [CellStyle: UnsafeMutablePointer<lxw_format>] = [:]

  init(_ workbook: UnsafeMutablePointer<lxw_workbook>) { self.workbook = workbook }

  /// The format of a style; nil for the plain one.
  mutating func format(_ style: CellStyle) throws(BookError) -> UnsafeMutablePointer<lxw_format>? {
    if style == CellStyle() { return nil }
    if let format = formats[style] { return format }
    let format = try make(style)
    formats[style] = format
    return format
  }

  /// A format that only conditions use, which is kept apart from those of cells.
  func make(_ style: CellStyle) throws(BookError) -> UnsafeMutablePointer<lxw_format> {
    guard let format = workbook_add_format(workbook) else {
      throw .library(operation: "workbook_add_format", reason: "there is not enough memory")
    }
    if let font = style.font { format_set_font_name(format, font) }
    if let size = style.size { format_set_font_size(format, size) }
    if style.isBold { format_set_bold(format) }
    if style.isItalic { format_set_italic(format) }
    if style.isUnderlined { format_set_underline(format, UInt8(LXW_UNDERLINE_SINGLE.rawValue)) }
    if let color = style.color { format_set_font_color(format, color.code) }
    if let fill = style.fill {
      format_set_pattern(format, UInt8(LXW_PATTERN_SOLID.rawValue))
      format_set_bg_color(format, fill.code)
    }
    if let code = style.numberFormat.code { format_set_num_format(format, code) }
    if let alignment = style.horizontal.code { format_set_align(format, alignment) }
    if let alignment = style.vertical.code { format_set_align(format, alignment) }
    if style.wraps { format_set_text_wrap(format) }
    if style.indent > 0 { format_set_indent(format, UInt8(clamping: style.indent)) }
    if style.rotation != 0 { format_set_rotation(format, Int16(clamping: style.rotation)) }
    setBorders(style.borders, of: format)
    return format
  }

  private func setBorders(_ borders: CellStyle.Borders, of format: UnsafeMutablePointer<lxw_format>)
  {
    if let code = borders.top.code { format_set_top(format, code) }
    if let code = borders.bottom.code { format_set_bottom(format, code) }
    if let code = borders.left.code { format_set_left(format, code) }
    if let code = borders.right.code { format_set_right(format, code) }
    if let color = borders.color { format_set_border_color(format, color.code) }
  }
}

extension Color {
  /// The color as libxlsxwriter takes it, for which a plain 0 means "none".
  var code: lxw_color_t { rgb == 0 ? 0x100_0000 : rgb }
}

extension CellStyle.Horizontal {
  fileprivate var code: UInt8? {
    switch self {
    case .automatic: nil
    case .left: UInt8(LXW_ALIGN_LEFT.rawValue)
    case .center: UInt8(LXW_ALIGN_CENTER.rawValue)
    case .right: UInt8(LXW_ALIGN_RIGHT.rawValue)
    }
  }
}

extension CellStyle.Vertical {
  fileprivate var code: UInt8? {
    switch self {
    case .automatic: nil
    case .top: UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue)
    case .center: UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue)
    case .bottom: UInt8(LXW_ALIGN_VERTICAL_BOTTOM.rawValue)
    }
  }
}

extension CellStyle.Line {
  fileprivate var code: UInt8? {
    switch self {
    case .none: nil
    case .thin: UInt8(LXW_BORDER_THIN.rawValue)
    case .medium: UInt8(LXW_BORDER_MEDIUM.rawValue)
    case .thick: UInt8(LXW_BORDER_THICK.rawValue)
    case .dotted: UInt8(LXW_BORDER_DOTTED.rawValue)
    case .hair: UInt8(LXW_BORDER_HAIR.rawValue)
    case .double: UInt8(LXW_BORDER_DOUBLE.rawValue)
    }
  }
}
