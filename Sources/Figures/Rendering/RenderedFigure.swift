/// The files of one figure, in memory.
package struct RenderedFigure: Sendable {
  /// The name of the files without their ending.
  package let name: String
  /// A short name for readers.
  package let title: String
  /// The figure in words, for readers who cannot see it.
  package let altText: String
  /// The width in pixels (1/96 inch).
  package let width: Int
  /// The height in pixels (1/96 inch).
  package let height: Int
  /// The bytes of each file, by the ending that follows the name, such as `@2x.png`.
  package let files: [(ending: String, bytes: [UInt8])]

  /// The PNG file in single size; empty if it was not asked for.
  package var png: [UInt8] { bytes(".png") }
  /// The PNG file of twice the width and height; empty if it was not asked for.
  package var png2x: [UInt8] { bytes("@2x.png") }
  /// The SVG file; empty if it was not asked for.
  package var svg: [UInt8] { bytes(".svg") }

  private func bytes(_ ending: String) -> [UInt8] {
    files.first { $0.ending == ending }?.bytes ?? []
  }
}
