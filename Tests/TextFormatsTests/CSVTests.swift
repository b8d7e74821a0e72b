import TestSupport
import Testing

@testable import TextFormats

@Suite("Comma-separated values")
struct CSVTests {
  /// Reads rows as RFC 4180 describes them, byte by byte.
  private func rows(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var bytes = Array(text.utf8)[...]
    func end() { row.append(String(decoding: field, as: UTF8.self)); field = [] }
    while let byte = bytes.popFirst() {
      switch (byte, isQuoted) {
      case (UInt8(ascii: "\""), false): isQuoted = true
      case (UInt8(ascii: "\""), true):
        if bytes.first == UInt8(ascii: "\"") {
          field.append(bytes.removeFirst())
        } else {
          isQuoted = false
        }
      case (UInt8(ascii: ","), false): end()
      case (UInt8(ascii: "\n"), false):
        end()
        rows.append(row)
        row = []
      case (UInt8(ascii: "\r"), false): break
      default: field.append(byte)
      }
    }
    return rows
  }

  @Test(
    "A reader gets back the fields that were written, however their signs combine",
    arguments: [
      ["a", "b"], ["a,b", "c"], [",\u{301}x", "y"], ["\"\u{301}", "z"], ["line\nbreak", "one"],
      ["carriage\rreturn", "two"], ["\r\n", ""], ["say \"so\"", "\"\""], ["é,\u{200D},", "∂E/∂w1"],
    ])
  func roundTrip(fields: [String]) {
    #expect(rows(CSV.row(fields)) == [fields])
  }

  @Test("Random fields of the signs that matter come back")
  func random() {
    let signs: [Unicode.Scalar] = [",", "\"", "\r", "\n", "a", "=", "\u{301}", "\u{200D}", "∂"]
    var state: UInt64 = 1
    func next() -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33)
    }
    for _ in 0..<2000 {
      let fields = (0..<3).map { _ in
        String(String.UnicodeScalarView((0..<next() % 6).map { _ in signs[next() % signs.count] }))
      }
      let found = rows(CSV.row(fields))
      #expect(found.count == 1)
      #expect(found.first.map { $0.map { Array($0.utf8) } } == fields.map { Array($0.utf8) })
    }
  }
}
