extension Book {
  /// The book as text that a comparison of versions can show: a line a cell.
  ///
  /// Columns, separated by tabs: sheet, address, formula (with `=`, empty for none), value. Numbers
  /// are the shortest that bring the same bits back; tabs, line ends and backslashes inside texts
  /// are written `\t`, `\n`, `\r` and `\\`. Sheets stand in the order of the book, cells row by row.
  ///
  /// - Returns: UTF-8, with a header line.
  public func textTwin() -> [UInt8] {
    var text = Array("sheet\taddress\tformula\tvalue\n".utf8)
    text.reserveCapacity(cellCount * 48)
    var sheetName = ""
    var escapedName: [UInt8] = []
    forEachCell { record in
      if record.sheet != sheetName {
        sheetName = record.sheet
        escapedName.removeAll()
        Self.append(sheetName, to: &escapedName)
      }
      text += escapedName
      text.append(UInt8(ascii: "\t"))
      text += record.address.a1.utf8
      text.append(UInt8(ascii: "\t"))
      if let formula = record.formula {
        if !formula.hasPrefix("{=") { text.append(UInt8(ascii: "=")) }
        Self.append(formula, to: &text)
      }
      text.append(UInt8(ascii: "\t"))
      switch record.value {
      case .blank: break
      case .number(let number): text += Self.shortest(number).utf8
      case .text(let value): Self.append(value, to: &text)
      case .boolean(let flag): text += (flag ? "TRUE" : "FALSE").utf8
      }
      text.append(UInt8(ascii: "\n"))
    }
    return text
  }

  /// A whole number without `.0`, every other one as Swift writes it.
  private static func shortest(_ number: Double) -> String {
    let text = number.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\t"): bytes += "\\t".utf8
      case UInt8(ascii: "\n"): bytes += "\\n".utf8
      case UInt8(ascii: "\r"): bytes += "\\r".utf8
      case UInt8(ascii: "\\"): bytes += "\\\\".utf8
      default: bytes.append(byte)
      }
    }
  }
}
