/// A drawing made into an image as MNIST's are.
///
/// MNIST's digits were scaled so that the longer side of the ink is 20 pixels, keeping the other in
/// proportion, and put into 28 × 28 pixels with the center of mass of the ink in the middle.
package enum CenteredImage {
  /// The longer side of the ink, in pixels.
  static let inkSide = 20
  /// What is darker than this share of the whitest ink is no ink.
  private static let threshold = 0.15

  /// Scales and centers a drawing.
  ///
  /// Paper is found from the mean: drawings that are light on the whole are inverted.
  ///
  /// - Parameters:
  ///   - gray: The drawing, [height, width], 0 black to 255 white.
  ///   - width: Its columns.
  ///   - height: Its rows.
  ///   - size: Rows and columns of the image; its ink is in the proportion 20 of 28.
  /// - Returns: The image, light on dark; nil where nothing is drawn.
  package static func image(
    _ gray: [UInt8], width: Int, height: Int, size: ImageSize = .usual
  ) -> [UInt8]? {
    guard width > 0, height > 0, gray.count == width * height else { return nil }
    let sum = gray.reduce(0) { $0 + Int($1) }
    let isPaper = sum >= 128 * gray.count
    var ink = gray.map { Double(isPaper ? 255 - $0 : $0) }
    guard let most = ink.max(), most > 0 else { return nil }
    ink = ink.map { $0 < threshold * most ? 0 : min(255, $0 * 255 / most) }
    let rows = (0..<height).filter { y in (0..<width).contains { ink[y * width + $0] > 0 } }
    let columns = (0..<width).filter { x in (0..<height).contains { ink[$0 * width + x] > 0 } }
    guard let top = rows.first, let bottom = rows.last, let left = columns.first,
      let right = columns.last
    else { return nil }
    let (inkHeight, inkWidth) = (bottom - top + 1, right - left + 1)
    let side = Double(min(size.height, size.width) * inkSide) / 28
    let scale = side / Double(max(inkHeight, inkWidth))
    // The center of mass of the ink, in the drawing.
    var (mass, massX, massY) = (0.0, 0.0, 0.0)
    for y in rows {
      for x in columns {
        let value = ink[y * width + x]
        mass += value
        massX += value * (Double(x) + 0.5)
        massY += value * (Double(y) + 0.5)
      }
    }
    let (centerX, centerY) = (massX / mass, massY / mass)
    var result: [UInt8] = []
    for y in 0..<size.height {
      for x in 0..<size.width {
        let startX = (Double(x) - Double(size.width) / 2) / scale + centerX
        let startY = (Double(y) - Double(size.height) / 2) / scale + centerY
        let value = mean(
          ink, width: width, height: height, x: startX..<startX + 1 / scale,
          y: startY..<startY + 1 / scale)
        result.append(UInt8(min(255, value.rounded())))
      }
    }
    return result
  }

  /// The mean over a part of a drawing whose edges may cut pixels; what lies outside is 0.
  private static func mean(
    _ ink: [Double], width: Int, height: Int, x: Range<Double>, y: Range<Double>
  ) -> Double {
    var sum = 0.0
    let firstRow = max(0, Int(y.lowerBound.rounded(.down)))
    let lastRow = min(height - 1, Int(y.upperBound.rounded(.up)) - 1)
    let firstColumn = max(0, Int(x.lowerBound.rounded(.down)))
    let lastColumn = min(width - 1, Int(x.upperBound.rounded(.up)) - 1)
    guard firstRow <= lastRow, firstColumn <= lastColumn else { return 0 }
    for row in firstRow...lastRow {
      let covered = min(y.upperBound, Double(row + 1)) - max(y.lowerBound, Double(row))
      for column in firstColumn...lastColumn {
        let part = min(x.upperBound, Double(column + 1)) - max(x.lowerBound, Double(column))
        sum += ink[row * width + column] * covered * part
      }
    }
    return sum / ((x.upperBound - x.lowerBound) * (y.upperBound - y.lowerBound))
  }
}
