import Foundation

/// A workbook as an independent reader sees it: Python's openpyxl.
///
/// Nothing of this project's own code takes part in the reading.
public struct OutsideWorkbook: Decodable, Sendable {
  /// One cell.
  public struct Cell: Decodable, Sendable, Equatable {
    /// The formula with `=`, if there is one.
    public var formula: String?
    /// The stored value, if it is a number.
    public var number: Double?
    /// The stored value, if it is a text.
    public var text: String?
    /// The stored value, if it is a truth value.
    public var boolean: Bool?
    /// Where a link leads, if there is one.
    public var link: String?
    /// The note, if there is one.
    public var note: String?
    /// Whether the font is bold.
    public var bold: Bool
    /// The code of the number format.
    public var format: String
    /// The color behind the text, such as `FFAABBCC`; nil for none.
    public var fill: String?
    /// The color of the text.
    public var color: String?
  }

  /// One sheet.
  public struct Sheet: Decodable, Sendable {
    /// The name on its tab.
    public var name: String
    /// The cells that hold something, by their address.
    public var cells: [String: Cell]
    /// The widths of the columns that have one, by their letters.
    public var widths: [String: Double]
    /// The first cell that scrolls.
    public var frozen: String?
    /// Merged ranges, sorted.
    public var merged: [String]
    /// Columns that are hidden, by their letters.
    public var hiddenColumns: [String]
    /// The outline level of columns, by their letters.
    public var levels: [String: Int]
    /// `landscape` or `portrait`.
    public var orientation: String?
    /// The rows that each page repeats.
    public var repeatedRows: String?
    /// The number of images.
    public var images: Int
    /// The number of charts.
    public var charts: Int
    /// Ranges with a rule for what may be typed.
    public var validations: [String]
    /// Ranges with a look that depends on values.
    public var conditionals: [String]
  }

  /// The sheets from left to right.
  public var sheets: [Sheet]
  /// What each defined name means.
  public var names: [String: String]
  /// The title in the document properties.
  public var title: String?
  /// The creation date as ISO 8601.
  public var created: String

  /// The sheet of a name.
  public func sheet(_ name: String) -> Sheet? { sheets.first { $0.name == name } }

  /// Reads a workbook.
  ///
  /// - Throws: What the reader says when it cannot.
  public init(path: String) throws {
    let python = OutsideProgram.find(["/usr/bin/python3"]) ?? "/usr/bin/python3"
    let run = try OutsideProgram.run(python, ["-c", Self.script, path])
    guard run.code == 0 else {
      throw UnreadableWorkbook(reason: String(decoding: run.errors, as: UTF8.self))
    }
    self = try JSONDecoder().decode(Self.self, from: run.output)
  }

  private static let script = #"""
    import json, sys, warnings
    warnings.simplefilter("error")
    # Gnumeric names its styles otherwise; no cell depends on it.
    warnings.filterwarnings("ignore", message="Workbook contains no default style")
    import openpyxl
    formulas = openpyxl.load_workbook(sys.argv[1])
    values = openpyxl.load_workbook(sys.argv[1], data_only=True)
    def cell(f, v):
        out = {"bold": bool(f.font.b), "format": f.number_format}
        if f.data_type == "f":
            out["formula"] = f.value
        if isinstance(v.value, bool):
            out["boolean"] = v.value
        elif isinstance(v.value, (int, float)):
            out["number"] = v.value
        elif v.value is not None:
            out["text"] = str(v.value)
        if f.hyperlink is not None:
            out["link"] = f.hyperlink.target or "#" + f.hyperlink.location
        if f.comment is not None:
            out["note"] = f.comment.text
        if f.fill.patternType:
            out["fill"] = f.fill.fgColor.rgb if isinstance(f.fill.fgColor.rgb, str) else None
        if f.font.color is not None and isinstance(f.font.color.rgb, str):
            out["color"] = f.font.color.rgb
        return out
    sheets = []
    for f in formulas.worksheets:
        v = values[f.title]
        cells = {}
        for row in f.iter_rows():
            for c in row:
                w = v[c.coordinate]
                if c.value is not None or w.value is not None or c.comment is not None:
                    cells[c.coordinate] = cell(c, w)
        d = f.column_dimensions
        sheets.append({
            "name": f.title, "cells": cells,
            "widths": {k: d[k].width for k in d}, "frozen": f.freeze_panes,
            "merged": sorted(str(m) for m in f.merged_cells.ranges),
            "hiddenColumns": sorted(k for k in d if d[k].hidden),
            "levels": {k: d[k].outlineLevel for k in d if d[k].outlineLevel},
            "orientation": f.page_setup.orientation, "repeatedRows": f.print_title_rows,
            "images": len(f._images), "charts": len(f._charts),
            "validations": [str(x.sqref) for x in f.data_validations.dataValidation],
            "conditionals": [str(x.sqref) for x in f.conditional_formatting]})
    n = formulas.defined_names
    items = n.items() if hasattr(n, "items") else [(x.name, x) for x in n.definedName]
    print(json.dumps({
        "sheets": sheets, "names": {k: x.attr_text for k, x in items},
        "title": formulas.properties.title,
        "created": formulas.properties.created.isoformat()}))
    """#
}

/// An outside reader could not read a workbook.
public struct UnreadableWorkbook: Error, CustomStringConvertible {
  /// What the reader said.
  public var reason: String
  /// What the reader said.
  public var description: String { reason }
}
