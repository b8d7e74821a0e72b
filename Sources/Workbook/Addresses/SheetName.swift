/// The rules for the name of a sheet.
public enum SheetName {
  /// The number of characters that a name can have, counted as Excel does, in UTF-16 units.
  public static let lengthLimit = 31

  /// Why a text cannot name a sheet; nil when it can.
  public static func fault(in name: String) -> String? {
    if name.isEmpty { return "it is empty" }
    if name.utf16.count > lengthLimit {
      return "it has \(name.utf16.count) characters, and Excel allows \(lengthLimit)"
    }
    // By scalars: a Swift character joins a sign with a combining mark after it.
    let forbidden = "[]:*?/\\".unicodeScalars
    if let bad = name.unicodeScalars.first(where: { forbidden.contains($0) || $0.isControl }) {
      return "it contains \(bad.isControl ? "a control character" : "the character \(bad)")"
    }
    if name.hasPrefix("'") || name.hasSuffix("'") { return "it begins or ends with an apostrophe" }
    if name.lowercased() == "history" { return "Excel keeps that name for itself" }
    return nil
  }

  /// The name as a formula writes it: in quotes where it needs them, such as `'η = 0.1'`.
  ///
  /// A name of plain letters, digits and `_` that looks neither like a number nor like a cell
  /// stays as it is.
  public static func quoted(_ name: String) -> String {
    let plain = name.utf8.allSatisfy {
      ReferenceScanner.letter($0) != nil || ReferenceScanner.isDigit($0) || $0 == UInt8(ascii: "_")
    }
    let startsWithLetter = name.utf8.first.map { !ReferenceScanner.isDigit($0) } ?? false
    if plain, startsWithLetter, DefinedName.fault(in: name) == nil { return name }
    var quoted = "'".unicodeScalars
    for scalar in name.unicodeScalars {
      quoted.append(scalar)
      if scalar == "'" { quoted.append(scalar) }
    }
    quoted.append("'")
    return String(quoted)
  }
}

extension Unicode.Scalar {
  /// Whether this is one of the characters that XML 1.0 cannot hold or a sheet cannot show.
  var isControl: Bool { value < 0x20 || value == 0x7F }
}
