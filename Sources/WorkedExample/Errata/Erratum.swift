package import Backprop

/// One place where the article contradicts itself, with what was computed about it.
package struct Erratum: Sendable, Hashable {
  /// Its number in the list, from 1.
  package let number: Int
  /// What it is about, in a few words, as Markdown: names and code between back quotes.
  package let titleMarkdown: String
  /// What the article says, as Markdown.
  package let claimMarkdown: String
  /// What holds, and why, as Markdown.
  package let findingMarkdown: String
  /// Numbers side by side; empty where nothing can be computed.
  package let evidence: [Evidence]

  /// What it is about, in plain words.
  package var title: String { titleMarkdown.replacing("`", with: "") }
  /// What the article says, in plain words.
  package var claim: String { claimMarkdown.replacing("`", with: "") }
  /// What holds, and why, in plain words.
  package var finding: String { findingMarkdown.replacing("`", with: "") }

  init(number: Int, title: String, claim: String, finding: String, evidence: [Evidence]) {
    self.number = number
    titleMarkdown = title
    claimMarkdown = claim
    findingMarkdown = finding
    self.evidence = evidence
  }

  /// A number with the expression that it is computed by: text and formula come from there, too.
  package struct Computed: Sendable, Hashable {
    /// How it is computed from the quantities of the first epoch.
    package let expression: ScalarExpression
    /// The number.
    package let value: Double

    /// The expression in the article's notation; nil for a plain number.
    package var text: String? {
      if case .constant = expression { nil } else { expression.text(ArticleNotation()) }
    }
  }

  /// One quantity, as printed and as computed.
  package struct Evidence: Sendable, Hashable {
    /// The quantity.
    package let quantity: String
    /// The number that the article prints, if it prints one.
    package var printed: Double?
    /// What follows from what the article says.
    package var statement: Computed?
    /// What is right.
    package var derivation: Computed?
    /// What is right by numeric differentiation, where it is a derivative.
    package var difference: Computed?
    /// The table's column, where the quantity is one.
    package var symbol: Symbol?

    /// The number that follows from what the article says.
    package var asStated: Double? { statement?.value }
    /// The right number.
    package var correct: Double? { derivation?.value }
    /// The right number by numeric differentiation, where it is a derivative.
    package var numeric: Double? { difference?.value }
  }
}
