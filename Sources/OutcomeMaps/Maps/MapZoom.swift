package import Publishing

/// A point of a map and how many times larger the part around it is shown.
package struct MapZoom: Hashable, Sendable {
  /// The value of the horizontal axis in the middle.
  package let x: Double
  /// The value of the vertical axis in the middle.
  package let y: Double
  /// How many times shorter both axes become.
  package let factor: Double

  /// Reads a zoom such as `700,1.5,20`.
  ///
  /// - Parameter text: The option's value.
  /// - Returns: The zoom.
  /// - Throws: `ReportError` of category `usage` that says what was expected.
  package static func parse(_ text: String) throws(ReportError) -> MapZoom {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map {
      MapAxis.number(String($0))
    }
    guard parts.count == 3, let x = parts[0], let y = parts[1], let factor = parts[2], factor > 0
    else {
      throw ReportError(
        .usage,
        "--zoom is '\(text)'; X,Y,FACTOR with a factor above zero is expected, such as 700,1.5,20.")
    }
    return MapZoom(x: x, y: y, factor: factor)
  }
}
