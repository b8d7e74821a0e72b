/// What may lie between a number of the core and the same number of a spreadsheet program.
package struct CellTolerance: Sendable, Equatable {
  /// The part of the expected value.
  package var relative: Double
  /// The difference that is always allowed.
  package var absolute: Double

  /// A tolerance; a difference within either bound passes.
  package init(relative: Double, absolute: Double) {
    self.relative = relative
    self.absolute = absolute
  }

  /// For computed cells: 1e-12 of the value.
  ///
  /// Spreadsheet programs round numbers of the size of 1e-307 to 0, hence the absolute part.
  package static let standard = CellTolerance(relative: 1e-12, absolute: 1e-300)

  /// For columns that check gradients by differences, which cancel most of their digits.
  ///
  /// - Parameter size: The largest number on the way to the losses that are subtracted there; its
  ///   rounding is what is left.
  /// - Returns: 1e-11, of that number where it is above 1.
  package static func differences(size: Double = 1) -> CellTolerance {
    CellTolerance(relative: 1e-12, absolute: 1e-11 * max(1, size))
  }

  /// Whether a value passes for an expected one.
  package func accepts(_ value: Double, for expected: Double) -> Bool {
    let difference = abs(value - expected)
    return difference <= absolute || difference <= relative * abs(expected)
  }
}
