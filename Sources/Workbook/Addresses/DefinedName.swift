/// A name that stands for cells of the book, such as `eta` for `$G$2`.
public struct DefinedName: Hashable, Sendable {
  /// The name, which must pass ``fault(in:)``.
  public var name: String
  /// The cells, with their sheet.
  public var range: CellRange
  /// The only sheet that knows the name; nil when the whole book does.
  public var scope: String?

  /// A name for cells of a sheet.
  public init(_ name: String, for range: CellRange, scope: String? = nil) {
    self.name = name
    self.range = range
    self.scope = scope
  }

  /// Why a text cannot be a defined name; nil when it can.
  ///
  /// Excel refuses what reads like a cell (`w1`, `R1C1`) and the single letters `R` and `C`. The
  /// file would open with a repair prompt, so that the name is refused here.
  public static func fault(in name: String) -> String? {
    guard let first = name.first else { return "it is empty" }
    if name.utf16.count > 255 { return "it is longer than 255 characters" }
    guard first.isLetter || first == "_" || first == "\\" else {
      return "it begins with \(first), not with a letter or _"
    }
    if let bad = name.dropFirst().first(where: {
      !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "." || $0 == "\\")
    }) {
      return "it contains the character \(bad == " " ? "space" : String(bad))"
    }
    if ["r", "c", "true", "false"].contains(name.lowercased()) {
      return "Excel keeps that name for itself"
    }
    if CellAddress(name) != nil { return "it reads like the cell \(name.uppercased())" }
    if looksLikeRowColumn(name) { return "it reads like a cell in R1C1 notation" }
    return nil
  }

  /// Whether a name reads as `R12`, `C3`, `R12C3`, `RC` or `R2C`.
  private static func looksLikeRowColumn(_ name: String) -> Bool {
    var rest = Substring(name.lowercased())
    var parts = 0
    for letter in ["r", "c"] where rest.hasPrefix(letter) {
      rest = rest.dropFirst().drop { $0.isASCII && $0.isNumber }
      parts += 1
    }
    return parts > 0 && rest.isEmpty
  }
}
