import Charts

/// Compares a file that was written with the book that it was written from.
///
/// libxlsxwriter keeps the parts in temporary files and does not look whether those could be
/// written: after a write that failed it reports success, and a part lacks some of its bytes. So
/// every part is unpacked and read, and what stands in the sheets, charts and images is compared
/// with the book.
struct PackageCheck {
  private let book: Book
  private let package: WorkbookPackage

  /// Checks a whole file.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - book: What it was written from.
  /// - Throws: ``BookError/cannotWrite(path:reason:)`` that says what differs.
  static func run(_ bytes: UnsafeRawBufferPointer, against book: Book) throws(BookError) {
    do throws(ReadingError) {
      let check = PackageCheck(book: book, package: try WorkbookPackage(bytes))
      try check.checkParts()
      try check.checkCells()
      try check.checkCharts()
      try check.checkImages()
    } catch {
      let reason =
        switch error {
        case .damaged(let reason): reason
        case .system(let code): "error \(code)"
        }
      throw .cannotWrite(
        path: BookError.unnamed, reason: reason + "; is there room for temporary files?")
    }
  }

  /// Every part is XML from beginning to end, and lists have as many members as they state.
  private func checkParts() throws(ReadingError) {
    for part in package.parts
    where [".xml", ".rels", ".vml"].contains(where: { part.name.hasSuffix($0) }) {
      let isSheet = part.name.hasPrefix("xl/worksheets/sheet")
      if isSheet { continue }  // Read as a whole when its cells are compared.
      do throws(ReadingError) {
        var reader = try package.xml(part.name)
        try Self.checkCounts(&reader, of: part.name)
      } catch {
        throw Self.named(error, part.name)
      }
    }
  }

  private static func named(_ error: ReadingError, _ part: String) -> ReadingError {
    if case .damaged(let reason) = error, !reason.contains(part) {
      return .damaged("its part \(part) is damaged: \(reason)")
    }
    return error
  }

  private static func checkCounts(
    _ reader: inout XMLReader, of part: String
  ) throws(ReadingError) {
    // The members that each open element states, if it does, and those that were met.
    var open: [(stated: Int?, met: Int)] = []
    while true {
      switch try reader.next() {
      case .end: return
      case .text: continue
      case .open:
        if !open.isEmpty { open[open.count - 1].met += 1 }
        // A list of shared texts counts its uses, and beside them its members.
        let stated = reader.attribute(reader.has("uniqueCount") ? "uniqueCount" : "count")
        open.append((stated.flatMap { Int($0) }, 0))
      case .close:
        guard let last = open.popLast(), let stated = last.stated else { continue }
        guard stated == last.met else {
          throw .damaged("a list has \(last.met) members of \(stated)")
        }
      }
    }
  }

  private func checkCells() throws(ReadingError) {
    guard try package.sheetNames() == book.sheets.map(\.name) else {
      throw .damaged("its list of sheets is not that of the book")
    }
    let texts = try package.sharedTexts()
    for (index, sheet) in book.sheets.enumerated() {
      do throws(ReadingError) {
        var cells = try package.cells(ofSheet: index, named: sheet.name, sharedTexts: texts)
        try sheet.forEachCell { (expected) throws(ReadingError) in
          let found = try cells.next()
          guard let found, Self.equal(found, expected) else {
            throw .damaged("cell \(expected.address) of sheet \"\(sheet.name)\" was not written")
          }
        }
        if let more = try cells.next() {
          throw .damaged("cell \(more.address) of sheet \"\(sheet.name)\" is not in the book")
        }
      } catch {
        throw Self.named(error, sheet.name)
      }
    }
  }

  private static func equal(_ found: CellRecord, _ expected: CellRecord) -> Bool {
    guard found.address == expected.address, found.formula == expected.formula else { return false }
    if case .number(let expected) = expected.value, case .number(let found) = found.value {
      return StoredNumber.equal(found, expected)
    }
    return found.value == expected.value
  }

  private func checkCharts() throws(ReadingError) {
    var number = 0
    for chart in book.sheets.flatMap(\.charts) {
      number += 1
      let name = "xl/charts/chart\(number).xml"
      var values = try Self.cachedValues(package.xml(name))
      for series in chart.chart.series {
        guard !values.isEmpty else {
          throw .damaged("its part \(name) lacks the series \"\(series.name)\"")
        }
        let found = values.removeFirst()
        let expected = series.y.enumerated().filter { $1.isFinite }
        guard
          found.count == expected.count,
          zip(found, expected).allSatisfy({
            $0.index == $1.offset && StoredNumber.equal($0.value, $1.element)
          })
        else { throw .damaged("its part \(name) lacks points of \"\(series.name)\"") }
      }
    }
  }

  /// The points of each series along y, with their numbers.
  private static func cachedValues(
    _ reader: consuming XMLReader
  ) throws(ReadingError) -> [[(index: Int, value: Double)]] {
    var series: [[(index: Int, value: Double)]] = []
    var isInside = false
    var index: Int?
    var text: String?
    while true {
      switch try reader.next() {
      case .end: return series
      case .text: text? += reader.content
      case .open:
        if reader.named("c:val") || reader.named("c:yVal") {
          isInside = true
          series.append([])
        } else if isInside, reader.named("c:pt") {
          index = reader.attribute("idx").flatMap { Int($0) }
        } else if isInside, reader.named("c:v") {
          text = ""
        }
      case .close:
        if reader.named("c:val") || reader.named("c:yVal") {
          isInside = false
        } else if isInside, reader.named("c:v") {
          if let index, let value = text.flatMap({ Double($0) }) {
            series[series.count - 1].append((index, value))
          }
          text = nil
        }
      }
    }
  }

  private func checkImages() throws(ReadingError) {
    let expected = Set(book.sheets.flatMap(\.images).map(\.png))
    var found: Set<[UInt8]> = []
    for part in package.parts where part.name.hasPrefix("xl/media/") {
      found.insert(try package.content(of: part, limit: WorkbookPackage.sizeLimit))
    }
    guard found == expected else { throw .damaged("its images are not those of the book") }
  }
}

/// Numbers as a workbook stores them.
package enum StoredNumber {
  /// Whether a number that was read is the one that was written.
  ///
  /// libxlsxwriter prints 16 significant digits; the last digit of the largest numbers may round to
  /// infinity.
  ///
  /// - Parameters:
  ///   - found: What was read.
  ///   - written: The book's number.
  /// - Returns: Whether they are the same to 16 digits.
  package static func equal(_ found: Double, _ written: Double) -> Bool {
    if found == written { return true }
    if found.isInfinite { return abs(written) > 1.79769e308 && (found < 0) == (written < 0) }
    return abs(found - written) <= 1e-15 * abs(written)
      || abs(found - written) <= .leastNonzeroMagnitude
  }
}
