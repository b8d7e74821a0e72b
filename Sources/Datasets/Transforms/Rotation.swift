import SeededRandom

/// An image turned about its middle, each pixel taken from the nearest one, black outside.
///
/// *Math*: target pixel (x, y) comes from R·(x + ½ − w/2, y + ½ − h/2) + (w/2, h/2), with
/// R = [[cos φ, sin φ], [−sin φ, cos φ]], φ = −angle. As in Pillow, the entries are rounded to 15
/// decimals and the positions are computed in fixed point with 16 bits after the point.
enum Rotation {
  /// Fills an image with another, turned.
  ///
  /// - Parameters:
  ///   - source: [height, width].
  ///   - target: [height, width], elsewhere in memory.
  ///   - size: Rows and columns.
  ///   - degrees: The angle, counter-clockwise.
  static func apply(
    from source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>, size: ImageSize,
    degrees: Double
  ) {
    let (height, width) = (size.height, size.width)
    var turn = degrees.truncatingRemainder(dividingBy: 360)
    if turn < 0 { turn += 360 }
    guard turn != 0 else {
      target.update(from: source, count: size.pixelCount)
      return
    }
    let (cosine, sine) = portableCosineAndSine(-(turn * (Double.pi / 180)))
    let a = rounded(cosine)
    let b = rounded(sine)
    let (middleX, middleY) = (Double(width) / 2, Double(height) / 2)
    let offsetX = a * -middleX + b * -middleY + middleX
    let offsetY = -b * -middleX + a * -middleY + middleY

    let stepX = fixed(a)
    let stepY = fixed(-b)
    let rowX = fixed(b)
    let rowY = stepX
    var startX = fixed(offsetX + a * 0.5 + b * 0.5)
    var startY = fixed(offsetY + -b * 0.5 + a * 0.5)
    for y in 0..<height {
      var x = startX
      var sourceY = startY
      let row = target + y * width
      for column in 0..<width {
        let (inX, inY) = (Int(x >> 16), Int(sourceY >> 16))
        let isInside = UInt(bitPattern: inX) < UInt(width) && UInt(bitPattern: inY) < UInt(height)
        row[column] = isInside ? source[inY &* width &+ inX] : 0
        x &+= stepX
        sourceY &+= stepY
      }
      startX &+= rowX
      startY &+= rowY
    }
  }

  private static func rounded(_ value: Double) -> Double {
    (value * 1e15).rounded(.toNearestOrEven) / 1e15
  }

  private static func fixed(_ value: Double) -> Int32 {
    Int32((value * 65536 + 0.5).rounded(.down))
  }
}
