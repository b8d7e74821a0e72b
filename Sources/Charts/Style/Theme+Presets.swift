extension Theme {
  /// The look of the article's loss plots: white on blue.
  public static let article = Theme(
    background: Color(0x4472C4), plotBackground: Color(0x4472C4),
    frame: .baseline, axisColor: .white, axisWidth: 2, tickLength: 0, gridColor: nil,
    title: TextStyle(size: 24.7, isBold: true, letterSpacing: 2, stretch: 0.9, color: .white),
    axisTitle: TextStyle(size: 14, color: .white), showsAxisTitles: false,
    xLabel: TextStyle(size: 12, letterSpacing: 1.5, color: .white),
    yLabel: TextStyle(size: 16.4, stretch: 0.9, color: .white),
    text: TextStyle(size: 13, color: .white),
    palette: articlePalette, ramp: nil, diagram: .article)

  /// Dark on white, for papers and documentation: axes named, colors that are told apart without
  /// color vision, dashes and markers besides color.
  public static let plain = Theme(
    background: .white, plotBackground: .white, frame: .corner,
    axisColor: Color(0x333333), axisWidth: 1, tickLength: 5, gridColor: Color(0xE4E4E4),
    title: TextStyle(size: 17, isBold: true, color: Color(0x1A1A1A)),
    axisTitle: TextStyle(size: 14, color: Color(0x1A1A1A)), showsAxisTitles: true,
    xLabel: TextStyle(size: 12.5, color: Color(0x333333)),
    yLabel: TextStyle(size: 12.5, color: Color(0x333333)),
    text: TextStyle(size: 12.5, color: Color(0x1A1A1A)), palette: plainPalette,
    ramp: ColorMap.viridis.part(from: 0, to: 0.58), diagram: .plain)

  /// The look of the notebook's plots: thin blue lines in a box.
  public static let notebook = Theme(
    background: .white, plotBackground: .white, frame: .box, axisColor: .black,
    axisWidth: 1.1, tickLength: 5, gridColor: nil, title: TextStyle(size: 16.7),
    axisTitle: TextStyle(size: 14), showsAxisTitles: false, xLabel: TextStyle(size: 13.9),
    yLabel: TextStyle(size: 13.9), text: TextStyle(size: 13), palette: notebookPalette, ramp: nil,
    diagram: .article)

  /// Light on a dark background, the plain theme's twin.
  public static let dark = Theme(
    background: Color(0x14191F), plotBackground: Color(0x14191F), frame: .corner,
    axisColor: Color(0xB8C4D0), axisWidth: 1, tickLength: 5, gridColor: Color(0x2A333D),
    title: TextStyle(size: 17, isBold: true, color: Color(0xF2F5F8)),
    axisTitle: TextStyle(size: 14, color: Color(0xE6EBF0)), showsAxisTitles: true,
    xLabel: TextStyle(size: 12.5, color: Color(0xC9D3DE)),
    yLabel: TextStyle(size: 12.5, color: Color(0xC9D3DE)),
    text: TextStyle(size: 12.5, color: Color(0xE6EBF0)), palette: darkPalette,
    ramp: ColorMap.viridis.part(from: 0.38, to: 1), diagram: .dark)

  /// White, light tints and black, each at least 3 : 1 against the article's blue.
  private static let articlePalette: [SeriesStyle] = [
    SeriesStyle(color: .white, lineWidth: 3),
    SeriesStyle(color: Color(0xFFDE40), lineWidth: 3, dash: .dashed, marker: .circle),
    SeriesStyle(color: Color(0xC4FF8C), lineWidth: 3, dash: .dashDotted, marker: .square),
    SeriesStyle(color: Color(0xFFC2B8), lineWidth: 3, dash: .longDashed, marker: .triangle),
    SeriesStyle(color: Color(0x8FE3FF), lineWidth: 3, dash: .dotted, marker: .diamond),
    SeriesStyle(color: .black, lineWidth: 3, dash: .dashed, marker: .cross),
  ]

  /// Three colors after Okabe and Ito and four darker ones, each at least 3 : 1 against white.
  private static let plainPalette: [SeriesStyle] = [
    SeriesStyle(color: Color(0x0072B2), lineWidth: 2, dash: .solid, marker: .circle),
    SeriesStyle(color: Color(0xD55E00), lineWidth: 2, dash: .dashed, marker: .square),
    SeriesStyle(color: Color(0x009E73), lineWidth: 2, dash: .dashDotted, marker: .triangle),
    SeriesStyle(color: Color(0xC0408F), lineWidth: 2, dash: .longDashed, marker: .diamond),
    SeriesStyle(color: Color(0x5F3B00), lineWidth: 2, dash: .dotted, marker: .cross),
    SeriesStyle(color: Color(0x3A2A8C), lineWidth: 2, dash: .dashed, marker: .plus),
    SeriesStyle(color: Color(0x000000), lineWidth: 2, dash: .solid, marker: .square),
  ]

  /// Colors like those of the plain theme, each at least 3 : 1 against the dark background.
  private static let darkPalette: [SeriesStyle] = zip(
    plainPalette,
    [0x56B4E9, 0xE69F00, 0x3CC99A, 0xC85FA8, 0xF5EC7A, 0x7668F0, 0xFFFFFF] as [UInt32]
  ).map { style, color in
    var style = style
    style.color = Color(color)
    return style
  }

  private static let notebookPalette: [SeriesStyle] = [
    SeriesStyle(color: Color(0x1F77B4), lineWidth: 2.1, dash: .solid),
    SeriesStyle(color: Color(0xD55E00), lineWidth: 2.1, dash: .dashed),
    SeriesStyle(color: Color(0x2CA02C), lineWidth: 2.1, dash: .dashDotted),
    SeriesStyle(color: Color(0x9467BD), lineWidth: 2.1, dash: .dotted),
  ]
}
