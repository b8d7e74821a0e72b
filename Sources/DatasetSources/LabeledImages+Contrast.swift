import Datasets

extension LabeledImages {
  /// Whether the digits are lighter than what is behind them.
  ///
  /// A digit covers the smaller part of an image, so the mean is near the color of the background.
  package var isLightOnDark: Bool {
    pixels.reduce(0) { $0 + Int($1) } < 128 * pixels.count
  }
}
