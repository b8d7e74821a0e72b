import CMarkdown

/// A node of a document that cmark-gfm has read; it lives as long as the document does.
struct MarkdownNode {
  let pointer: OpaquePointer

  /// The nodes inside, in order.
  ///
  /// C functions: `cmark_node_first_child`, `cmark_node_next`.
  var children: [MarkdownNode] {
    var found: [MarkdownNode] = []
    var next = cmark_node_first_child(pointer)
    while let child = next {
      found.append(MarkdownNode(pointer: child))
      next = cmark_node_next(child)
    }
    return found
  }

  /// What it is, in cmark's words, such as `paragraph`.
  ///
  /// C function: `cmark_node_get_type_string`.
  var kind: String { text(cmark_node_get_type_string(pointer)) }

  /// The characters of text, code and markup.
  ///
  /// C function: `cmark_node_get_literal`.
  var literal: String { text(cmark_node_get_literal(pointer)) }

  /// Where a link or an image points to.
  ///
  /// C function: `cmark_node_get_url`.
  var target: String { text(cmark_node_get_url(pointer)) }

  /// The words behind a code fence.
  ///
  /// C function: `cmark_node_get_fence_info`.
  var language: String { text(cmark_node_get_fence_info(pointer)) }

  /// From 1 to 6.
  ///
  /// C function: `cmark_node_get_heading_level`.
  var headingLevel: Int { Int(cmark_node_get_heading_level(pointer)) }

  /// Whether a list counts.
  ///
  /// C function: `cmark_node_get_list_type`.
  var isOrderedList: Bool { cmark_node_get_list_type(pointer) == CMARK_ORDERED_LIST }

  /// Where the text of each column of a table stands.
  ///
  /// C function: `cmark_gfm_extensions_get_table_alignments`.
  var columnAlignment: [MarkdownBlock.Alignment] {
    let count = Int(cmark_gfm_extensions_get_table_columns(pointer))
    guard let sides = cmark_gfm_extensions_get_table_alignments(pointer) else { return [] }
    return (0..<count).map { column in
      switch sides[column] {
      case UInt8(ascii: "c"): .center
      case UInt8(ascii: "r"): .end
      default: .start
      }
    }
  }

  private func text(_ characters: UnsafePointer<CChar>?) -> String {
    characters.map { String(cString: $0) } ?? ""
  }
}
