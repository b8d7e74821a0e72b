/// A format that figures are written in.
package enum FigureFormat: String, Sendable, Hashable, CaseIterable {
  /// Pixels, in two sizes: `name.png` and, of twice the width and height, `name@2x.png`.
  case png
  /// Lines and letters as text.
  case svg
  /// A page, for papers.
  case pdf
  /// Lines and letters as text in the dark theme, `name-dark.svg`, for pages with both; nothing for
  /// a figure without a twin.
  case darkSVG

  /// What the reports hold.
  package static let standard: Set<FigureFormat> = [.png, .svg, .darkSVG]
}
