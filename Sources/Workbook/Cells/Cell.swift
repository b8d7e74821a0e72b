/// One cell: what it holds and how it looks.
public struct Cell: Hashable, Sendable {
  /// What the cell holds.
  public var content: CellContent
  /// How it looks.
  public var style: CellStyle
  /// A note that appears when the pointer rests on the cell; nil for none.
  public var note: Note?

  /// A cell with its look and, possibly, a note.
  public init(_ content: CellContent, style: CellStyle = CellStyle(), note: Note? = nil) {
    self.content = content
    self.style = style
    self.note = note
  }
}

/// What a cell holds.
public enum CellContent: Hashable, Sendable {
  /// Nothing; only the look counts.
  case blank
  /// A number. NaN and the infinities, which a workbook cannot hold, become words.
  case number(Double)
  /// A text, which stays one even if it begins with `=`, `+`, `-` or `@`.
  case text(String)
  /// A truth value.
  case boolean(Bool)
  /// A formula with its result.
  case formula(Formula)
  /// A text that leads somewhere.
  case link(Link)
}

/// A text that leads to a cell of the book or to a page of the web.
public struct Link: Hashable, Sendable {
  /// Where a link leads.
  public enum Target: Hashable, Sendable {
    /// To cells of this book; the range must name its sheet.
    case cells(CellRange)
    /// To an address such as `https://…` or `mailto:…`.
    case web(String)
  }

  /// Where it leads.
  public var target: Target
  /// What the cell shows.
  public var text: String
  /// What appears when the pointer rests on it; nil for none.
  public var tip: String?

  /// A link to cells of this book.
  public init(to range: CellRange, text: String, tip: String? = nil) {
    target = .cells(range)
    self.text = text
    self.tip = tip
  }

  /// A link to an address of the web.
  public init(web address: String, text: String, tip: String? = nil) {
    target = .web(address)
    self.text = text
    self.tip = tip
  }
}

/// A note on a cell.
public struct Note: Hashable, Sendable {
  /// What it says.
  public var text: String
  /// The width of its box in pixels (96 an inch).
  public var width: Int
  /// The height of its box in pixels (96 an inch).
  public var height: Int

  /// A note in a box of a given size.
  public init(_ text: String, width: Int = 320, height: Int = 160) {
    self.text = text
    self.width = width
    self.height = height
  }
}
