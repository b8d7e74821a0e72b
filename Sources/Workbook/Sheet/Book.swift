/// A workbook as a value: what is in it, and nothing of how it is written.
///
/// The type is called `Book` and not `Workbook` because that is the name of its module, and a type
/// of the same name would make it impossible to write a module's name in front of a type.
///
/// ```swift
/// var sheet = Sheet("Numbers")
/// sheet.set("A1", .text("η"))
/// sheet.set("B1", .number(0.5))
/// sheet.set("B2", .formula(Formula("B1*2", number: 1)))
/// try Book(sheets: [sheet]).write(toPath: "numbers.xlsx")
/// ```
public struct Book: Equatable, Sendable {
  /// The sheets from left to right; there must be one.
  public var sheets: [Sheet]
  /// Names that stand for cells.
  public var names: [DefinedName]
  /// What the book says of itself.
  public var properties: Properties
  /// The sheet that is shown first, counted from 0.
  public var activeSheet: Int

  /// A book of sheets.
  public init(
    sheets: [Sheet] = [], names: [DefinedName] = [], properties: Properties = Properties(),
    activeSheet: Int = 0
  ) {
    self.sheets = sheets
    self.names = names
    self.properties = properties
    self.activeSheet = activeSheet
  }

  /// The sheet of a name, if there is one.
  public func sheet(named name: String) -> Sheet? { sheets.first { $0.name == name } }

  /// The number of cells that hold something or have a look.
  public var cellCount: Int {
    sheets.reduce(0) { total, sheet in
      total + sheet.cells.count + sheet.blocks.reduce(0) { $0 + $1.content.count }
    }
  }

  /// What a book says of itself.
  public struct Properties: Hashable, Sendable {
    /// A property that the book's maker invents.
    public struct Custom: Hashable, Sendable {
      /// What a property can hold.
      public enum Value: Hashable, Sendable {
        /// A text of at most 255 characters.
        case text(String)
        /// A number, which must be finite.
        case number(Double)
        /// A truth value.
        case boolean(Bool)
      }

      /// Its name, at most 255 characters.
      public var name: String
      /// What it holds.
      public var value: Value

      /// A property with a name of the maker's choice.
      public init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
      }
    }

    /// The title.
    public var title: String
    /// The subject.
    public var subject: String
    /// Who made it.
    public var author: String
    /// Remarks.
    public var comments: String
    /// Words to find it by.
    public var keywords: String
    /// When it was made, in seconds since 1970-01-01T00:00:00Z.
    ///
    /// It is part of the file, so that the same book gives the same bytes only at the same date.
    /// libxlsxwriter takes 0 to mean "now"; a second later is written instead.
    public var created: Int
    /// Properties of the maker's own, in order.
    public var custom: [Custom]

    /// The most UTF-16 units that Excel allows each of the texts.
    public static let textLimit = 255

    /// A text that may be longer than a property, cut between two words where it is.
    ///
    /// - Parameter text: Any text.
    /// - Returns: The text, or its beginning with an ellipsis.
    public static func fitting(_ text: String) -> String {
      guard text.utf16.count > textLimit else { return text }
      var words = text.split(separator: " ")
      while words.count > 1, words.joined(separator: " ").utf16.count >= textLimit {
        words.removeLast()
      }
      var beginning = words.joined(separator: " ")
      while beginning.utf16.count >= textLimit { beginning.removeLast() }
      return beginning + "…"
    }

    /// 2024-01-01T00:00:00Z, the date of a book that is given none.
    public static let defaultDate = 1_704_067_200

    /// Properties; without arguments none but the default date.
    public init(
      title: String = "", subject: String = "", author: String = "", comments: String = "",
      keywords: String = "", created: Int = defaultDate,
      custom: [Custom] = []
    ) {
      self.title = title
      self.subject = subject
      self.author = author
      self.comments = comments
      self.keywords = keywords
      self.created = created
      self.custom = custom
    }
  }
}
