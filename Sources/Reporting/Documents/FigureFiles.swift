import DocumentRendering
import FoundationEssentials
import Publishing
import TextFormats

/// The figures that stand in an output folder, as documents refer to them.
///
/// A figure's description is read from its SVG file, where the drawing put it: there is one source
/// of it, and a document cannot say anything else than the figure.
struct FigureFiles {
  /// The output folder.
  let folder: String

  /// No figure has a file larger than this.
  private static let limit = 64 << 20

  /// A figure for a template: its path and a short description, or false when it does not exist.
  ///
  /// - Parameters:
  ///   - name: Its place in the output folder without ending, such as `sweep/figures/overlay`.
  ///   - form: The ending of the file that is shown.
  /// - Returns: A group with `path` and `alt`, the description escaped for Markdown, or a flag that is
  ///   false.
  func value(_ name: String, form: String = "svg") -> DocumentValue {
    let shown = "\(name).\(form)"
    guard FileSystem.exists(FileSystem.join(folder, shown)), let svg = drawing(name) else {
      return false
    }
    let words = FigureWords(svg: svg)
    return ["path": .text(shown), "alt": .text(words.short.escapedForMarkdown)]
  }

  /// An image of the output folder as a page embeds it: with its size, its dark twin and its long
  /// description where the folder has them.
  ///
  /// - Parameter source: The image's path in the output folder, or a `data:` address.
  /// - Returns: The image.
  /// - Throws: `ReportError` when the image is missing, of an unknown kind, or no regular file inside
  ///   the output folder.
  func embedded(_ source: String) throws(ReportError) -> EmbeddedImage {
    if source.hasPrefix("data:") { return EmbeddedImage(source) }
    let ending = source.split(separator: ".").last.map { $0.lowercased() } ?? ""
    let bytes = try image(source, ending)
    var image = EmbeddedImage(Self.address(bytes, Self.kinds[ending] ?? ""))
    image.size = ImageFileSize.read(bytes)
    let name = String(source.dropLast(ending.count + 1))
    if let dark = try? self.image(name + "-dark.svg", "svg") {
      image.darkAddress = Self.address(dark, "image/svg+xml")
    }
    if let svg = drawing(name) { image.description = FigureWords(svg: svg).long }
    return image
  }

  private static let kinds = [
    "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
    "gif": "image/gif", "webp": "image/webp",
  ]

  private static func address(_ bytes: [UInt8], _ kind: String) -> String {
    "data:\(kind);base64," + Data(bytes).base64EncodedString()
  }

  private func image(_ source: String, _ ending: String) throws(ReportError) -> [UInt8] {
    guard Self.kinds[ending] != nil else {
      throw ReportError(
        .badData, "The image \(source) cannot be embedded: its ending names no known kind.")
    }
    return try ContainedFile.read(source, in: folder, limit: Self.limit)
  }

  private func drawing(_ name: String) -> String? {
    (try? ContainedFile.read(name + ".svg", in: folder, limit: Self.limit)).map {
      String(decoding: $0, as: UTF8.self)
    }
  }
}
