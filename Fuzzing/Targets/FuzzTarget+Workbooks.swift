import Publishing
import Reporting
import TextFormats
import Workbook
import WorkbookVerification

extension FuzzTarget {
  /// Readers of workbooks, and of what a manifest says of them.
  static let workbooks = [
    FuzzTarget(name: "xml") { bytes in
      var rest = bytes[...]
      guard
        var reader = try? XMLReader({ (buffer: inout [UInt8]) throws(ReadingError) in
          let piece = rest.prefix(buffer.count)
          buffer.replaceSubrange(0..<piece.count, with: piece)
          rest = rest.dropFirst(piece.count)
          return piece.count
        })
      else { return }
      var depth = 0
      while let token = try? reader.next(), token != .end {
        switch token {
        case .open: depth += 1
        case .close: depth -= 1
        case .text: _ = reader.content
        case .end: break
        }
        _ = reader.attribute("r")
        try require(depth >= 0, "No more tags are closed than were opened.")
      }
    },
    FuzzTarget(name: "workbook") { bytes in
      bytes.withUnsafeBytes { bytes in
        guard let package = try? WorkbookPackage(bytes), let texts = try? package.sharedTexts(),
          let names = try? package.sheetNames()
        else { return }
        for (index, name) in names.prefix(8).enumerated() {
          guard
            var cells = try? package.cells(ofSheet: index, named: name, sharedTexts: texts)
          else { continue }
          while (try? cells.next()) != nil {}
        }
      }
    },
    FuzzTarget(name: "recipe") { bytes in
      guard let json = try? JSON.parse(bytes) else { return }
      try withScratchFolder(file: Manifest.name, Array(json.text.utf8)) { folder in
        guard let manifest = try? Manifest.read(in: folder) else { return }
        for section in manifest.sections {
          let recipe = WorkbookRecipes.all.first { $0.covers(section) }
          _ = try? recipe?.workbooks(of: section, in: folder)
        }
      }
    },
  ]
}
