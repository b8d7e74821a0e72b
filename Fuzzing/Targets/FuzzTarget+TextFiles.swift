import DocumentRendering
import NetworkFiles
import Publishing
import WorkedExample

extension FuzzTarget {
  /// Files and words that a person writes, and the manifest.
  static let textFiles = [
    FuzzTarget(name: "network") { bytes in
      guard let text = bytes.text else { return }
      _ = try? NetworkFile.parse(text, file: "f")
    },
    FuzzTarget(name: "rates") { bytes in
      guard let text = bytes.text, let rates = try? LearningRates.parse(text) else { return }
      try require(
        (1...LearningRates.limit).contains(rates.count) && Set(rates).count == rates.count
          && rates.allSatisfy { $0.isFinite && $0 > 0 },
        "\(text) gives different finite rates above zero.")
    },
    FuzzTarget(name: "manifest") { bytes in
      try withScratchFolder(file: Manifest.name, bytes) { folder in
        guard let manifest = try? Manifest.read(in: folder) else { return }
        for file in manifest.files {
          try require(
            !file.name.utf8.starts(with: "/".utf8)
              && !file.name.utf8.split(separator: UInt8(ascii: "/")).contains {
                $0.elementsEqual("..".utf8)
              },
            "\(file.name) stands below the folder.")
        }
      }
    },
    FuzzTarget(name: "template") { bytes in
      try withScratchFolder(file: "t.md.mustache", bytes) { folder in
        guard let library = try? TemplateLibrary(folder: folder) else { return }
        _ = try? library.render(
          "t.md",
          with: [
            "a": "text <b>", "t": true, "f": false, "list": [["x": "1"], ["x": "2"]],
            "g": ["h": "deep"], "items": ["one", "two"],
          ])
      }
    },
  ]
}
