import CXlsxWriter

/// Writes a checked book to a path.
struct BookEmitter {
  let book: Book

  /// From how many cells on rows go to a temporary file instead of staying in memory.
  static let constantMemoryThreshold = 200_000

  /// Whether rows can and should go to a temporary file.
  ///
  /// Cells merged over several rows would have to be written ahead of their row.
  var usesConstantMemory: Bool {
    book.cellCount >= Self.constantMemoryThreshold
      && book.sheets.allSatisfy { $0.merged.allSatisfy { $0.rowCount == 1 } }
  }

  /// Whether even the compressed file, some 12 bytes a cell, is too big to be kept in memory.
  var isHuge: Bool { usesConstantMemory && book.cellCount > 10_000_000 }

  func write(path: String, temporaryFolder: String) throws(BookError) {
    let file = try WorkbookFile(
      path: path, temporaryFolder: temporaryFolder, inConstantMemory: usesConstantMemory)
    try emit(into: file.pointer)
    try file.close()
  }

  private func emit(into workbook: UnsafeMutablePointer<lxw_workbook>) throws(BookError) {
    try setProperties(of: workbook)
    var formats = FormatTable(workbook)
    var emitters: [SheetEmitter] = []
    for sheet in book.sheets {
      guard let pointer = workbook_add_worksheet(workbook, sheet.name) else {
        throw .library(
          operation: "workbook_add_worksheet", reason: "the name \"\(sheet.name)\" was refused")
      }
      emitters.append(SheetEmitter(sheet: sheet, pointer: pointer))
    }
    for emitter in emitters {
      try emitter.emitLayout()
      try emitter.emitCells(formats: &formats)
      try emitter.emitObjects(formats: formats, workbook: workbook)
    }
    worksheet_activate(emitters[book.activeSheet].pointer)
    for name in book.names {
      let scope = name.scope.map { SheetName.quoted($0) + "!" } ?? ""
      try workbook_define_name(workbook, scope + name.name, "=" + name.range.absolute)
        .check("workbook_define_name for \(name.name)")
    }
  }

  private func setProperties(of workbook: UnsafeMutablePointer<lxw_workbook>) throws(BookError) {
    var strings = CStrings()
    var properties = lxw_doc_properties()
    properties.title = strings.text(book.properties.title)
    properties.subject = strings.text(book.properties.subject)
    properties.author = strings.text(book.properties.author)
    properties.comments = strings.text(book.properties.comments)
    properties.keywords = strings.text(book.properties.keywords)
    // 0 would mean now, and the file would differ from run to run.
    properties.created = max(1, book.properties.created)
    try workbook_set_properties(workbook, &properties).check("workbook_set_properties")
    for property in book.properties.custom {
      let code =
        switch property.value {
        case .text(let text): workbook_set_custom_property_string(workbook, property.name, text)
        case .number(let value): workbook_set_custom_property_number(workbook, property.name, value)
        case .boolean(let value):
          workbook_set_custom_property_boolean(workbook, property.name, value ? 1 : 0)
        }
      try code.check("setting the property \(property.name)")
    }
  }
}
