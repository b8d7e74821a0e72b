/// The files of one figure, in memory.
public struct RenderedFigure: Sendable {
  /// The name of the files without their ending.
  public let name: String
  /// A short name for readers.
  public let title: String
  /// The figure in words, for readers who cannot see it.
  public let altText: String
  /// The width in pixels (1/96 inch).
  public let width: Int
  /// The height in pixels (1/96 inch).
  public let height: Int
  /// The bytes of each file, by the ending that follows the name, such as `@2x.png`.
  public let files: [(ending: String, bytes: [UInt8])]

  /// The PNG file in single size; empty if it was not asked for.
  public var png: [UInt8] { bytes(".png") }
  /// The PNG file of twice the width and height; empty if it was not asked for.
  public var png2x: [UInt8] { bytes("@2x.png") }
  /// The SVG file; empty if it was not asked for.
  public var svg: [UInt8] { bytes(".svg") }

  private func bytes(_ ending: String) -> [UInt8] {
    files.first { $0.ending == ending }?.bytes ?? []
  }
}
