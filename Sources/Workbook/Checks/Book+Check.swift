extension Book {
  /// Checks everything that Excel would repair or refuse, before anything is written.
  ///
  /// - Throws: The first fault that is found.
  public func check() throws(BookError) {
    guard !sheets.isEmpty else { throw .noSheets }
    var seen: Set<String> = []
    for sheet in sheets {
      if let fault = SheetName.fault(in: sheet.name) {
        throw .sheetName(sheet.name, fault: fault)
      }
      guard seen.insert(sheet.name.lowercased()).inserted else { throw .duplicateSheet(sheet.name) }
    }
    guard sheets.indices.contains(activeSheet) else {
      throw .setting("number \(activeSheet); there is no such sheet to show first", sheet: "")
    }
    try checkNames()
    try checkProperties()
    let known = Set(sheets.map(\.name))
    for sheet in sheets { try SheetCheck(sheet: sheet, known: known).run() }
    var styles: Set<CellStyle> = []
    for sheet in sheets {
      styles.formUnion(sheet.cells.values.lazy.map(\.style))
      styles.formUnion(sheet.blocks.lazy.map(\.style))
    }
    guard styles.count <= Self.styleLimit else {
      throw .tooMany("looks of cells in the workbook", styles.count, Self.styleLimit)
    }
  }

  /// The most different looks of cells.
  private static let styleLimit = 65_490

  private func checkNames() throws(BookError) {
    let known = Set(sheets.map(\.name))
    var seen: Set<String> = []
    for name in names {
      if let fault = DefinedName.fault(in: name.name) {
        throw .definedName(name.name, fault: fault)
      }
      for sheet in [name.range.sheet ?? "", name.scope ?? name.range.sheet ?? ""]
      where !known.contains(sheet) {
        throw .unknownSheet(sheet, in: "The name \"\(name.name)\"")
      }
      guard name.range.first.isOnSheet, name.range.last.isOnSheet else {
        throw .offSheet("The name \"\(name.name)\"", sheet: name.range.sheet ?? "")
      }
      let key = (name.scope ?? "") + "!" + name.name.lowercased()
      guard seen.insert(key).inserted else { throw .duplicateName(name.name) }
    }
  }

  private func checkProperties() throws(BookError) {
    let texts = [
      ("The title", properties.title), ("The subject", properties.subject),
      ("The author", properties.author), ("The remark", properties.comments),
      ("The list of keywords", properties.keywords),
    ]
    for (what, text) in texts {
      try TextCheck.check(text, what, limit: Book.Properties.textLimit)
    }
    var seen: Set<String> = []
    for property in properties.custom {
      let what = "The property \"\(property.name)\""
      try TextCheck.check(property.name, what, limit: 255)
      guard seen.insert(property.name.lowercased()).inserted, !property.name.isEmpty else {
        throw .duplicateName(property.name)
      }
      switch property.value {
      case .text(let text): try TextCheck.check(text, what, limit: 255)
      case .number(let value) where !value.isFinite: throw .forbiddenCharacter(what)
      case .number, .boolean: break
      }
    }
  }
}

/// What a text of a workbook may hold.
enum TextCheck {
  /// The most characters of a cell's text, in UTF-16 units as Excel counts.
  static let cellLimit = 32_767
  /// The most characters of a formula.
  static let formulaLimit = 8_192

  /// Refuses what is too long or cannot be stored.
  static func check(
    _ text: String, _ what: @autoclosure () -> String, limit: Int, controls: Bool = false
  ) throws(BookError) {
    // Most texts are short; the exact count is only needed near the limit.
    if text.utf8.count > limit, text.utf16.count > limit {
      throw .tooLong(what(), length: text.utf16.count, limit: limit)
    }
    let plain = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
    if plain { return }
    for scalar in text.unicodeScalars {
      let value = scalar.value
      let isControl = value < 0x20 && value != 0x0A && value != 0x09
      if value == 0 || value == 0xFFFE || value == 0xFFFF || (isControl && !controls) {
        throw .forbiddenCharacter(what())
      }
    }
  }
}
