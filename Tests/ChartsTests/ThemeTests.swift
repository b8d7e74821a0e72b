import Testing

@testable import Charts

/// Contrast after WCAG 2.2, success criteria 1.4.3 (text, 4.5 : 1) and 1.4.11 (graphics, 3 : 1);
/// color vision after Machado, Oliveira and Fernandes, "A Physiologically-based Model for
/// Simulation of Color Vision Deficiency" (2009), severity 1.
@Suite("Colors of the themes can be seen and told apart")
struct ThemeTests {
  static let themes: [Theme] = FigureTheme.allCases.map(\.theme) + [.notebook]

  @Test("Every curve has 3 : 1 against the background, however many there are", arguments: themes)
  func curves(theme: Theme) throws {
    for count in [1, 7, 8, 12, 40, 128] {
      for index in 0..<count {
        let color = try #require(theme.style(at: index, of: count).color)
        #expect(color.contrast(to: theme.background) >= 3, "\(color.hex), \(index) of \(count)")
      }
    }
  }

  @Test("Marks and axes have 3 : 1, words 4.5 : 1", arguments: themes)
  func words(theme: Theme) {
    #expect(theme.axisColor.contrast(to: theme.background) >= 3)
    for style in [theme.title, theme.axisTitle, theme.xLabel, theme.yLabel, theme.text] {
      #expect(style.color.contrast(to: theme.background) >= 4.5)
    }
  }

  @Test("The network diagram can be read in every theme", arguments: themes)
  func diagram(theme: Theme) {
    let colors = theme.diagram
    for text in [colors.text, colors.errorText, colors.targetText] {
      #expect(text.contrast(to: colors.background) >= 4.5, "\(text.hex)")
    }
    for line in [colors.connection, colors.outline] {
      #expect(line.contrast(to: colors.background) >= 3, "\(line.hex)")
    }
    let disks = [
      colors.input, colors.hiddenSum, colors.hiddenActivation, colors.outputSum,
      colors.outputActivation, colors.error,
    ]
    for disk in disks { #expect(disk.readableText.contrast(to: disk) >= 4.5, "\(disk.hex)") }
  }

  @Test(
    "Two colors of a palette differ, for every kind of color vision",
    arguments: [FigureTheme.article.theme, FigureTheme.plain.theme, FigureTheme.dark.theme])
  func distances(theme: Theme) throws {
    let colors = try theme.palette.map { try #require($0.color) }
    for (index, color) in colors.enumerated() {
      for other in colors.dropFirst(index + 1) {
        for vision in Vision.allCases {
          let distance = vision.distance(color, other)
          #expect(distance >= 12, "\(color.hex) and \(other.hex), \(vision): \(distance)")
        }
      }
    }
  }

  @Test("The weak pair of before is found: gold beside vermillion, for deuteranopes")
  func weakPair() {
    #expect(Vision.deuteranopia.distance(Color(0xB8860B), Color(0xD55E00)) < 12)
  }

  @Test("No two of 128 curves have the same color, dash and marker", arguments: themes.prefix(3))
  func repetition(theme: Theme) {
    for count in [8, 20, 128] {
      let styles = (0..<count).map { index in
        let style = theme.style(at: index, of: count)
        return
          "\(style.color?.hex ?? "") \(style.dash?.rawValue ?? "") \(style.marker?.rawValue ?? "")"
      }
      #expect(Set(styles).count == count)
    }
  }

  @Test("The theme for readers with any color vision has no red beside green in its diagram")
  func safeDiagram() {
    let colors = DiagramColors.plain
    for (color, other) in [
      (colors.error, colors.hiddenActivation), (colors.error, colors.outputActivation),
      (colors.errorText, colors.targetText), (colors.hiddenActivation, colors.outputActivation),
    ] {
      for vision in Vision.allCases { #expect(vision.distance(color, other) >= 20) }
    }
  }
}

/// A kind of color vision.
private enum Vision: CaseIterable {
  case normal, deuteranopia, protanopia

  /// What linear red, green and blue become.
  private var matrix: [[Double]] {
    switch self {
    case .normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .deuteranopia:
      [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]
    case .protanopia:
      [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]
    }
  }

  /// The distance of two colors in CIELAB (CIE 1976), white D65.
  func distance(_ a: Color, _ b: Color) -> Double {
    let (a, b) = (lab(a), lab(b))
    return zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }

  private func lab(_ color: Color) -> [Double] {
    func product(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
      matrix.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
    }
    let linear = [color.red, color.green, color.blue].map { component -> Double in
      let part = Double(component) / 255
      return part <= 0.04045 ? part / 12.92 : power((part + 0.055) / 1.055, 2.4)
    }
    let seen = product(matrix, linear).map { min(max($0, 0), 1) }
    let xyz = product(
      [
        [0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
      ], seen)
    let f = zip(xyz, [0.95047, 1, 1.08883]).map { value, white -> Double in
      let part = value / white
      return part > 216.0 / 24389 ? power(part, 1.0 / 3) : (24389.0 / 27 * part + 16) / 116
    }
    return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
  }
}
