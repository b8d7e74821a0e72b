/// Rows and columns of an image.
public struct ImageSize: Sendable, Hashable, CustomStringConvertible {
  /// Rows.
  public var height: Int
  /// Columns.
  public var width: Int

  /// Names a size.
  ///
  /// - Parameters:
  ///   - height: Rows.
  ///   - width: Columns.
  public init(height: Int, width: Int) {
    self.height = height
    self.width = width
  }

  /// The size of MNIST's images.
  public static let usual = ImageSize(height: 28, width: 28)

  /// Pixels of an image.
  public var pixelCount: Int { height * width }

  /// Rows × columns.
  public var description: String { "\(height)×\(width)" }
}
