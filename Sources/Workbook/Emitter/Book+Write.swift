import Charts

extension Book {
  /// The book as the bytes of an XLSX file.
  ///
  /// The same book gives the same bytes with the same versions of libxlsxwriter and zlib, in every
  /// time zone and locale that leaves C's `LC_NUMERIC` alone.
  ///
  /// libxlsxwriter prints numbers with 16 significant digits, one fewer than would always bring
  /// the same bits back: what is read differs by at most 5e-16 of itself. Exact numbers are what
  /// CSV, JSON and ``textTwin()`` are for.
  ///
  /// - Parameter temporaryFolder: Where libxlsxwriter keeps the parts of the file meanwhile; without
  ///   one, the folder that `TMPDIR` names, or `/tmp`.
  /// - Returns: The whole file.
  /// - Throws: What ``check()`` finds, or what hinders writing.
  public func encoded(temporaryFolder: String? = nil) throws(BookError) -> [UInt8] {
    try check()
    let folder = try WorkFolder(temporaryFolder, for: self)
    let file = try MemoryFile()
    try BookEmitter(book: self).write(path: file.path, temporaryFolder: folder.path)
    let bytes = try file.bytes()
    try bytes.withUnsafeBufferPointer { (bytes) throws(BookError) in
      try PackageCheck.run(UnsafeRawBufferPointer(bytes), against: self)
    }
    return bytes
  }

  /// Writes the book as an XLSX file, replacing what is there.
  ///
  /// Huge books are written without ever being in memory as a whole. The file is written beside its
  /// place and moved there when it is whole: when anything fails, an older one stays as it was.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - temporaryFolder: As for ``encoded(temporaryFolder:)``.
  /// - Throws: What ``check()`` finds, or what hinders writing.
  public func write(toPath path: String, temporaryFolder: String? = nil) throws(BookError) {
    try PlainFile.replace(path) { (place) throws(BookError) in
      try write(inPlace: place, temporaryFolder: temporaryFolder)
    }
  }

  /// Writes the book as an XLSX file at a path itself, with no other file beside it.
  ///
  /// For whoever moves the file into its place: when anything fails, or the process is killed, a
  /// part of the file may stand at `path`.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - temporaryFolder: As for ``encoded(temporaryFolder:)``.
  /// - Throws: What ``check()`` finds, or what hinders writing.
  public func write(inPlace path: String, temporaryFolder: String? = nil) throws(BookError) {
    do throws(BookError) {
      let emitter = BookEmitter(book: self)
      guard emitter.isHuge else {
        return try PlainFile.write(encoded(temporaryFolder: temporaryFolder), to: path)
      }
      try check()
      let folder = try WorkFolder(temporaryFolder, for: self)
      // libxlsxwriter opens the file only at the end of a long calculation.
      try PlainFile.write([], to: path)
      try emitter.write(path: path, temporaryFolder: folder.path)
      try PlainFile.withBytes(of: path) { (bytes) throws(BookError) in
        try PackageCheck.run(bytes, against: self)
      }
    } catch {
      throw error.at(path)
    }
  }

  /// A bound for the bytes that the parts of the file have before they are compressed.
  var sizeBound: Int {
    var bound = 1 << 20
    for sheet in sheets {
      for block in sheet.blocks {
        let each: Int =
          switch block.content {
          case .numbers: 64
          case .formulas(let template, _): 96 + template.byteBound + template.byteBound / 4
          case .texts(let texts): 64 + 2 * (texts.lazy.map(\.utf8.count).max() ?? 0)
          }
        bound += block.content.count * each
      }
      for cell in sheet.cells.values {
        switch cell.content {
        case .text(let text): bound += 64 + 2 * text.utf8.count
        case .formula(let formula): bound += 96 + 2 * formula.text.utf8.count
        case .blank, .boolean, .link, .number: bound += 512
        }
        bound += (cell.note?.text.utf8.count ?? 0) * 2
      }
      for image in sheet.images { bound += image.png.count }
      for chart in sheet.charts { bound += chart.chart.series.reduce(0) { $0 + 96 * $1.y.count } }
    }
    return bound
  }
}
