import Charts
import Testing

@Suite("Colors and themes")
struct ColorTests {
  @Test("A color is written as six digits")
  func hex() {
    #expect(Color(0x4472C4).hex == "#4472C4")
    #expect(Color(0x00000A).hex == "#00000A")
    #expect(Color(0x4472C4).rgb == 0x4472C4)
  }

  @Test("A mixture lies between its colors")
  func mixture() {
    #expect(Color.black.mixed(with: .white, 0.5) == Color(gray: 128))
    #expect(Color.black.mixed(with: .white, -1) == .black)
    #expect(Color.black.mixed(with: .white, 7) == .white)
  }

  @Test("Black on white has the contrast 21")
  func contrast() {
    #expect(abs(Color.black.contrast(to: .white) - 21) < 1e-9)
    #expect(Color(0x440154).readableText == .white)
    #expect(Color(0xFDE725).readableText == .black)
  }

  @Test("A color map runs from its first to its last color and marks what is missing")
  func colorMap() {
    let map = ColorMap(stops: [.black, .white])
    #expect(map.color(at: 0) == .black)
    #expect(map.color(at: 1) == .white)
    #expect(map.color(at: -5) == .black)
    #expect(map.color(at: .infinity) == .white)
    #expect(map.color(at: .nan) == map.missing)
    #expect(ColorMap(stops: [.white]).color(at: 0.3) == .white)
  }

  @Test("Viridis grows lighter from step to step")
  func viridis() {
    let lightness = (0...20).map { ColorMap.viridis.color(at: Double($0) / 20).luminance }
    #expect(zip(lightness, lightness.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test("The series of the plain theme differ in more than color")
  func redundancy() {
    let styles = Theme.plain.palette
    for (index, style) in styles.enumerated() {
      for other in styles.dropFirst(index + 1) {
        #expect(style.dash != other.dash || style.marker != other.marker)
      }
    }
  }

  @Test(
    "Every text color of a theme is readable on its background",
    arguments: FigureTheme.allCases.map(\.theme))
  func readable(theme: Theme) {
    for style in [theme.title, theme.axisTitle, theme.xLabel, theme.yLabel, theme.text] {
      #expect(style.color.contrast(to: theme.background) >= 4.5)
    }
  }

  @Test("More curves than styles take their colors from the ramp")
  func ramp() {
    let colors = Set((0..<20).map { Theme.plain.style(at: $0, of: 20).color })
    #expect(colors.count == 20)
  }
}
