import DocumentRendering
import TextFormats

extension FuzzTarget {
  /// What puts text from outside into a format, compared with what the format's reader gives back.
  static let escapers = [
    FuzzTarget(name: "markdown") { bytes in
      guard let text = bytes.text else { return }
      var renderer = HTMLRenderer { _ in EmbeddedImage("data:,") }
      guard let page = try? renderer.render(MarkdownParser.parse(text)) else { return }
      for forbidden in ["<script", "<iframe", "<style", "href=\"javascript", "href=\"data"] {
        try require(!page.holds(forbidden), "A page holds no \(forbidden): \(page)")
      }
    },
    FuzzTarget(name: "escape") { bytes in
      guard let text = bytes.text else { return }
      try requireEscaped(text)
    },
    FuzzTarget(name: "csv") { bytes in
      guard let text = bytes.text else { return }
      let fields = text.utf8.split(separator: 1, omittingEmptySubsequences: false)
        .map { String($0) ?? "" }
      let found = rows(ofCSV: CSV.row(fields))
      try require(
        found.count == 1 && found[0].elementsEqual(fields) { $0.utf8.elementsEqual($1.utf8) },
        "\(fields) come back from one row, not \(found).")
    },
  ]

  /// Requires that escaped text stays words wherever documents put text from outside.
  private static func requireEscaped(_ text: String) throws {
    let escaped = text.escapedForMarkdown
    let blocks = MarkdownParser.parse(
      """
      # Title \(escaped)

      | h | i |
      | --- | --- |
      | \(escaped) | end |

      Words \(escaped) end.

      ![Chart \(escaped)](f.svg)

      """)
    try require(blocks.count == 4, "Four blocks stay four: \(blocks)")
    guard case .heading(1, let heading) = blocks[0], heading.isWords,
      case .table(_, _, let rows) = blocks[1], rows.count == 1, rows[0].count == 2,
      rows[0][0].isWords, rows[0][1] == [.text("end")],
      case .paragraph(let words) = blocks[2], words.isWords,
      case .figure("f.svg", _, []) = blocks[3]
    else { throw BrokenProperty("Escaped text is nothing but words: \(blocks)") }
  }
}

extension [MarkdownInline] {
  /// Whether there is one run of text at most.
  fileprivate var isWords: Bool {
    switch first {
    case nil: true
    case .text: count == 1
    default: false
    }
  }
}

extension String {
  /// Whether the bytes of a text stand in this one, ASCII letters of either case.
  fileprivate func holds(_ text: String) -> Bool {
    let bytes = utf8.map { (65...90).contains($0) ? $0 | 32 : $0 }
    return bytes.contains(Array(text.utf8))
  }
}

/// The rows of comma-separated values, read byte by byte after RFC 4180.
private func rows(ofCSV text: String) -> [[String]] {
  let quote = UInt8(ascii: "\"")
  var rows: [[String]] = []
  var row: [String] = []
  var field: [UInt8] = []
  var isQuoted = false
  var rest = Array(text.utf8)[...]
  while let byte = rest.popFirst() {
    if isQuoted {
      if byte != quote {
        field.append(byte)
      } else if rest.first == quote {
        field.append(rest.removeFirst())
      } else {
        isQuoted = false
      }
    } else if byte == quote {
      isQuoted = true
    } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") {
      row.append(String(decoding: field, as: UTF8.self))
      field = []
      if byte == UInt8(ascii: "\n") {
        rows.append(row)
        row = []
      }
    } else if byte != UInt8(ascii: "\r") {
      field.append(byte)
    }
  }
  return rows
}
