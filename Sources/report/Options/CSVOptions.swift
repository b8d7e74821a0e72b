import ArgumentParser
import TextFormats

/// How comma-separated values are written, for every command that has them.
struct CSVOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The sign between the fields of CSV: comma, semicolon or tab. (default: comma; semicolon with"
        + " --decimal-comma)", valueName: "sign"))
  var delimiter: CSVDialect.Delimiter?

  @Flag(
    help: ArgumentHelp(
      "Write CSV for spreadsheets in languages with a decimal comma, such as a German Excel: 0,5,"
        + " semicolons, and a byte order mark."))
  var decimalComma = false

  @Flag(help: "Begin CSV with a byte order mark, so that Excel shows ∂ and η.")
  var byteOrderMark = false

  /// How the tables are written.
  var dialect: CSVDialect {
    CSVDialect(
      delimiter: delimiter ?? (decimalComma ? .semicolon : .comma), hasDecimalComma: decimalComma,
      hasByteOrderMark: byteOrderMark || decimalComma)
  }

  func validate() throws {
    guard !(decimalComma && delimiter == .comma) else {
      throw ValidationError(
        "--decimal-comma and --delimiter comma exclude each other. Leave --delimiter out, or give"
          + " semicolon or tab.")
    }
  }
}

extension CSVDialect.Delimiter: ExpressibleByArgument {
  /// Reads the name of a sign, or the sign itself.
  package init?(argument: String) {
    let named = Self.allCases.first {
      $0.defaultValueDescription == argument
        || argument.utf8.elementsEqual(CollectionOfOne($0.rawValue))
    }
    guard let named else { return nil }
    self = named
  }

  /// The names of all signs.
  package static var allValueStrings: [String] { allCases.map(\.defaultValueDescription) }

  /// The name of the sign.
  package var defaultValueDescription: String {
    switch self {
    case .comma: "comma"
    case .semicolon: "semicolon"
    case .tab: "tab"
    }
  }
}
