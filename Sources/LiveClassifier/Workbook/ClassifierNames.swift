/// The defined names of the classifier's workbook.
enum ClassifierName: String {
  /// The 28×28 pixels that are read, 0 … 255.
  case image
  /// The logarithms of the classes' probabilities, one below the other.
  case logProbabilities = "log_probabilities"
  /// The class that is read.
  case prediction
  /// 1 brings a drawing to where MNIST's digits are, 0 takes it as it is.
  ///
  /// Spelled as other programs know it.
  case centerDrawing = "centre_drawing"
  /// Which sample is shown; 0 is the drawing.
  case sampleNumber = "sample_number"
  /// What is subtracted from a pixel, white being 1.
  case pixelMean = "pixel_mean"
  /// What the difference is divided by.
  case pixelDeviation = "pixel_deviation"
  /// The row of the patch that is grayed out, from 1.
  case patchRow = "patch_row"
  /// Its column, from 1.
  case patchColumn = "patch_column"
  /// The brightness of its pixels.
  case patchGray = "patch_gray"
}

/// The sheets with a fixed name.
enum ClassifierSheet {
  static let digit = "Digit"
  static let image = "Image"
  static let centering = "Centering"
  static let input = "Input"
  static let maps = "Maps"
  static let why = "Why"
  static let patch = "Patch"
  static let weights = "Weights"
  static let samples = "Samples"
}
