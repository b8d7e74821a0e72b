/// A part of a document that stands by itself.
///
/// The program writes its documents in the part of GitHub's Markdown that these cases name, so that
/// the same words become `report.md` and `report.html`.
package indirect enum MarkdownBlock: Equatable {
  /// `## A heading`; the level is 1 to 6.
  case heading(level: Int, [MarkdownInline])
  /// Lines up to an empty one.
  case paragraph([MarkdownInline])
  /// `- item` or `1. item`, each with the blocks inside it.
  case list(ordered: Bool, items: [[MarkdownBlock]])
  /// `> ` before each line.
  case quote([MarkdownBlock])
  /// Three back quotes before and after.
  case code(language: String, String)
  /// `$$` before and after: a formula on lines of its own, in TeX.
  case formula(String)
  /// Rows of cells between `|`, the second line giving the alignment.
  case table(header: [[MarkdownInline]], alignment: [Alignment], rows: [[[MarkdownInline]]])
  /// An image alone in its paragraph.
  case figure(source: String, description: String, caption: [MarkdownInline])
  /// `---`.
  case rule

  /// Where the text of a column stands.
  package enum Alignment: Equatable { case start, center, end }
}

/// A run of text inside a block.
package indirect enum MarkdownInline: Equatable {
  /// Words.
  case text(String)
  /// `` `code` ``.
  case code(String)
  /// `$formula$` in TeX.
  case formula(String)
  /// `**words**`.
  case strong([MarkdownInline])
  /// `*words*`.
  case emphasis([MarkdownInline])
  /// `[words](target)`.
  case link(target: String, [MarkdownInline])
  /// `![description](source)`.
  case image(source: String, description: String)

  /// The words without their marks.
  var plainText: String {
    switch self {
    case .text(let text), .code(let text), .formula(let text): text
    case .strong(let inner), .emphasis(let inner), .link(_, let inner): inner.plainText
    case .image(_, let description): description
    }
  }
}

extension MarkdownInline {
  /// The words as they are read aloud: formulas without TeX.
  var spokenText: String {
    switch self {
    case .formula(let tex): MathML.plainText(tex)
    case .strong(let inner), .emphasis(let inner), .link(_, let inner):
      inner.map(\.spokenText).joined()
    case .text, .code, .image: plainText
    }
  }
}

extension [MarkdownInline] {
  /// The words without their marks.
  package var plainText: String { map(\.plainText).joined() }
}
