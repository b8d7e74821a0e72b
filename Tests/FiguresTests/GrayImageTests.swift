import Testing

@testable import Figures

@Suite("PNG files as gray pixels")
struct GrayImageTests {
  @Test("What was written is read, pixel by pixel")
  func roundTrip() throws {
    let gray = (0..<12 * 7).map { UInt8(truncatingIfNeeded: $0 * 37) }
    let png = try Raster(width: 12, height: 7, gray: gray).png(description: "test")
    let image = try GrayImage(png: png)
    #expect(image.width == 12 && image.height == 7)
    #expect(image.pixels == gray)
  }

  @Test("What is no PNG, or a part of one, is refused with a reason")
  func damaged() throws {
    let png = try Raster(width: 12, height: 7, gray: [UInt8](repeating: 9, count: 84))
      .png(description: "")
    for bytes in [[], [1, 2, 3], Array(png.prefix(20)), Array(png.prefix(png.count - 20))] {
      let error = #expect(throws: GrayImage.Unreadable.self) { try GrayImage(png: bytes) }
      #expect(error?.reason.isEmpty == false)
    }
    // A header that claims a thousand million pixels costs no memory.
    var large = png
    large.replaceSubrange(16..<24, with: [0, 0, 0x7F, 0xFF, 0, 0, 0x7F, 0xFF])
    #expect(throws: GrayImage.Unreadable.self) { try GrayImage(png: large) }
  }
}
