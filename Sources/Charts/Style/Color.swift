/// A color in sRGB with straight alpha.
public struct Color: Sendable, Hashable {
  /// Red, 0 … 255.
  public let red: UInt8
  /// Green, 0 … 255.
  public let green: UInt8
  /// Blue, 0 … 255.
  public let blue: UInt8
  /// Opacity, 0 (clear) … 255 (opaque).
  public let alpha: UInt8

  /// A color from its components, each 0 … 255.
  public init(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8 = 255) {
    self.red = red
    self.green = green
    self.blue = blue
    self.alpha = alpha
  }

  /// An opaque color from 24 bits, for example `Color(0x4472C4)`.
  public init(_ rgb: UInt32) {
    self.init(
      red: UInt8(truncatingIfNeeded: rgb >> 16), green: UInt8(truncatingIfNeeded: rgb >> 8),
      blue: UInt8(truncatingIfNeeded: rgb))
  }

  /// An opaque gray.
  public init(gray: UInt8) {
    self.init(red: gray, green: gray, blue: gray)
  }

  /// The 24 bits `0xRRGGBB`, without alpha.
  public var rgb: UInt32 { UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) }

  /// The opacity, 0 … 1.
  public var opacity: Double { Double(alpha) / 255 }

  /// The form `#RRGGBB`.
  public var hex: String {
    let digits = String(rgb, radix: 16, uppercase: true)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// The same color at another opacity, 0 … 1.
  public func withOpacity(_ opacity: Double) -> Color {
    Color(
      red: red, green: green, blue: blue,
      alpha: UInt8((min(max(opacity, 0), 1) * 255).rounded()))
  }

  /// The color that part of the way from this color to another one is.
  ///
  /// - Parameters:
  ///   - other: The color at `fraction` 1.
  ///   - fraction: 0 … 1; values outside are clamped.
  /// - Returns: The linear mixture of the sRGB components.
  public func mixed(with other: Color, _ fraction: Double) -> Color {
    let part = min(max(fraction, 0), 1)
    func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
      UInt8((Double(a) + (Double(b) - Double(a)) * part).rounded())
    }
    return Color(
      red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue),
      alpha: mix(alpha, other.alpha))
  }

  /// The relative luminance of WCAG 2, 0 (black) … 1 (white).
  public var luminance: Double {
    func linear(_ component: UInt8) -> Double {
      let part = Double(component) / 255
      return part <= 0.04045 ? part / 12.92 : power((part + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// The contrast ratio of WCAG 2 between two colors, 1 … 21.
  public func contrast(to other: Color) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// White or black, whichever is easy to read on this color; white where both are.
  public var readableText: Color {
    contrast(to: .white) >= min(4.5, contrast(to: .black)) ? .white : .black
  }

  /// Opaque white.
  public static let white = Color(0xFFFFFF)
  /// Opaque black.
  public static let black = Color(0x000000)
}
