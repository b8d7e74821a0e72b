import Numerals

extension NetworkSummary {
  /// The names of the columns that the tables for programs have.
  package static let columns = [
    "layer", "type", "name", "channels", "height", "height_formula", "width", "parameters",
    "parameter_formula",
    "multiply_adds", "multiply_add_formula", "receptive_field", "receptive_field_formula", "jump",
  ]

  /// The names of the same values in JSON: `multiplyAdds` for `multiply_adds`.
  private static let members = columns.map { column in
    let words = column.split(separator: "_")
    return words[0] + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  /// The cells of a layer in the order of `columns`; numbers as they are, words in quotes.
  private func cells(_ layer: LayerSummary) -> [Cell] {
    [
      .number(layer.number), .word(layer.kind.rawValue), .word(layer.name),
      .number(layer.channels), .number(layer.height), .word(layer.heightFormula),
      .number(layer.width),
      .number(layer.parameters), .word(layer.parameterFormula), .number(layer.multiplyAdds),
      .word(layer.multiplyAddFormula), .number(layer.receptiveField),
      .word(layer.receptiveFieldFormula), .number(layer.jump),
    ]
  }

  /// The table as comma-separated values (RFC 4180), with a header.
  package var csv: String {
    let rows = layers.map { cells($0).map(\.text).joined(separator: ",") }
    return ([Self.columns.joined(separator: ",")] + rows).joined(separator: "\r\n") + "\r\n"
  }

  /// The table as a JSON document with the totals beside the layers.
  package var json: String {
    let rows = layers.map { layer in
      let members = zip(Self.members, cells(layer)).map { "\"\($0)\": \($1.json)" }
      return "    {\(members.joined(separator: ", "))}"
    }
    return """
      {
        "schemaVersion": 1,
        "parameters": \(parameters),
        "multiplyAdds": \(multiplyAdds),
        "receptiveField": \(receptiveField),
        "layers": [
      \(rows.joined(separator: ",\n"))
        ]
      }

      """
  }

  /// The table in Markdown, with the totals in its last row.
  package var markdown: String {
    var lines = [
      "| Layer | Name | Output | Parameters | Multiply-adds | Receptive field |",
      "|---|---|---|---:|---:|---:|",
    ]
    for layer in layers {
      let parameters = layer.parameters > 0 ? formula(layer.parameterFormula, layer.parameters) : ""
      let operations =
        layer.multiplyAdds > 0 ? formula(layer.multiplyAddFormula, layer.multiplyAdds) : ""
      let field =
        layer.kernel > 1
        ? formula(layer.receptiveFieldFormula, layer.receptiveField)
        : "\(layer.receptiveField)"
      lines.append(
        "| \(layer.title) | `\(layer.name)` | \(size(layer))"
          + " | \(parameters) | \(operations) | \(field) |")
    }
    lines.append(
      "| **Total** | | | **\(FixedText.grouped(parameters))** | **\(FixedText.grouped(multiplyAdds))**"
        + " | **\(receptiveField)** |")
    return lines.joined(separator: "\n") + "\n"
  }

  /// Channels, height and width; the height of a layer that changes it with its computation.
  private func size(_ layer: LayerSummary) -> String {
    let size = "\(layer.channels) × \(layer.height) × \(layer.width)"
    return layer.heightFormula == "\(layer.height)" ? size : "\(size), H = \(layer.heightFormula)"
  }

  private func formula(_ formula: String, _ value: Int) -> String {
    "\(formula) = \(FixedText.grouped(value))"
  }

  private enum Cell {
    case number(Int)
    case word(String)

    var text: String {
      switch self {
      case .number(let number): "\(number)"
      case .word(let word): word
      }
    }

    /// Names and formulas hold neither quotes nor control characters.
    var json: String {
      switch self {
      case .number(let number): "\(number)"
      case .word(let word): "\"\(word)\""
      }
    }
  }
}
