import Datasets
import Testing

@Suite("Drawings made into images as MNIST's are")
struct CenteredImageTests {
  /// Dark ink on light paper: a rectangle.
  private func drawing(
    _ width: Int, _ height: Int, ink: (x: Range<Int>, y: Range<Int>), paper: UInt8 = 250,
    color: UInt8 = 10
  ) -> [UInt8] {
    (0..<width * height).map { place in
      ink.x.contains(place % width) && ink.y.contains(place / width) ? color : paper
    }
  }

  /// The box of what is not black, and the center of mass.
  private func extent(_ image: [UInt8]) -> (rows: Int, columns: Int, x: Double, y: Double) {
    let places = image.indices.filter { image[$0] > 64 }
    let (rows, columns) = (Set(places.map { $0 / 28 }), Set(places.map { $0 % 28 }))
    let mass = image.reduce(0.0) { $0 + Double($1) }
    let x = image.indices.reduce(0.0) { $0 + Double(image[$1]) * (Double($1 % 28) + 0.5) } / mass
    let y = image.indices.reduce(0.0) { $0 + Double(image[$1]) * (Double($1 / 28) + 0.5) } / mass
    return (rows.count, columns.count, x, y)
  }

  @Test(
    "The longer side becomes 20 pixels, and the center of mass the middle",
    arguments: [
      (200, 300, 20..<60, 100..<260, 20, 5), (120, 100, 5..<85, 10..<50, 10, 20),
      (28, 28, 3..<13, 1..<11, 20, 20), (1000, 1000, 0..<1000, 400..<600, 4, 20),
    ])
  func scale(
    width: Int, height: Int, x: Range<Int>, y: Range<Int>, rows: Int, columns: Int
  ) throws {
    let image = try #require(
      CenteredImage.image(
        drawing(width, height, ink: (x, y)), width: width, height: height))
    let found = extent(image)
    #expect(abs(found.rows - rows) <= 1 && abs(found.columns - columns) <= 1, "\(found)")
    #expect(abs(found.x - 14) < 0.1 && abs(found.y - 14) < 0.1, "\(found)")
    #expect(image.max() == 255)
  }

  @Test("Light on dark is the same drawing, and nothing is none")
  func paper() {
    let dark = drawing(50, 40, ink: (10..<20, 5..<30))
    let light = dark.map { 255 - $0 }
    #expect(
      CenteredImage.image(dark, width: 50, height: 40)
        == CenteredImage.image(light, width: 50, height: 40))
    #expect(
      CenteredImage.image([UInt8](repeating: 255, count: 100), width: 10, height: 10) == nil)
    #expect(CenteredImage.image([UInt8](repeating: 0, count: 100), width: 10, height: 10) == nil)
    #expect(CenteredImage.image([1, 2], width: 10, height: 10) == nil)
  }

  @Test("An image that is as MNIST's are stays nearly as it is")
  func fixedPoint() throws {
    let image = try #require(
      CenteredImage.image(
        drawing(28, 28, ink: (9..<19, 4..<24), paper: 0, color: 255), width: 28, height: 28))
    let expected = drawing(28, 28, ink: (9..<19, 4..<24), paper: 0, color: 255)
    #expect(zip(image, expected).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
  }
}
