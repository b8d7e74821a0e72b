/// A continuous run of colors for values 0 … 1.
public struct ColorMap: Sendable, Equatable {
  /// The colors at equal distances, from the value 0 to the value 1.
  public let stops: [Color]
  /// What stands for a value that is not a number.
  public let missing: Color
  /// What stands for a value of exactly zero where the colors are logarithmic.
  public let zero: Color

  /// A map through the given colors.
  ///
  /// - Precondition: `stops` is not empty.
  public init(stops: [Color], missing: Color = Color(0xBFBFBF), zero: Color = .white) {
    precondition(!stops.isEmpty, "a color map needs at least one color")
    self.stops = stops
    self.missing = missing
    self.zero = zero
  }

  /// The color of a value, 0 … 1; values outside are clamped, NaN is ``missing``.
  public func color(at value: Double) -> Color {
    guard !value.isNaN else { return missing }
    let position = min(max(value, 0), 1) * Double(stops.count - 1)
    let index = min(Int(position), max(stops.count - 2, 0))
    guard index + 1 < stops.count else { return stops[index] }
    return stops[index].mixed(with: stops[index + 1], position - Double(index))
  }

  /// Dark violet to yellow, of even steps in lightness, readable without color vision.
  public static let viridis = ColorMap(stops: [
    Color(0x440154), Color(0x482475), Color(0x414487), Color(0x355F8D), Color(0x2A788E),
    Color(0x21918C), Color(0x22A884), Color(0x44BF70), Color(0x7AD151), Color(0xBDDF26),
    Color(0xFDE725),
  ])

  /// The part of the map between two values, as a map of its own.
  ///
  /// - Parameters:
  ///   - low: The value, 0 … 1, that becomes 0.
  ///   - high: The value, 0 … 1, that becomes 1.
  /// - Returns: A map of ten equal steps.
  func part(from low: Double, to high: Double) -> ColorMap {
    ColorMap(
      stops: (0...10).map { color(at: low + (high - low) * Double($0) / 10) }, missing: missing,
      zero: zero)
  }

  /// White to dark blue, for counts.
  public static let blues = ColorMap(stops: [
    Color(0xFFFFFF), Color(0xDCE9F6), Color(0xABCFE6), Color(0x63A8D3), Color(0x2A7AB9),
    Color(0x08458A), Color(0x08306B),
  ])

  /// Blue through white to red, for values on both sides of zero (zero at 0.5).
  public static let diverging = ColorMap(stops: [
    Color(0x2166AC), Color(0x67A9CF), Color(0xD1E5F0), Color(0xF7F7F7), Color(0xFDDBC7),
    Color(0xEF8A62), Color(0xB2182B),
  ])
}
