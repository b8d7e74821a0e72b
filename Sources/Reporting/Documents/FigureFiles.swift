import DocumentRendering
import FoundationEssentials
import Publishing
import TextFormats

/// The figures that stand in an output folder, as documents refer to them.
///
/// A figure's description is read from its SVG file, where the drawing put it: there is one source
/// of it, and a document cannot say anything else than the drawing. Only plain files inside the folder
/// are read: the name of a figure may come from a record that somebody else has made.
struct FigureFiles {
  /// The output folder.
  let folder: String
  /// The largest figure that is read, in bytes.
  private static let limit = 64 << 20

  /// A figure for a template: its path and description, or false when it does not exist.
  ///
  /// - Parameters:
  ///   - name: Its place in the output folder without ending, such as `sweep/figures/overlay`.
  ///   - form: The ending of the file that is shown.
  /// - Returns: A group with `path` and `alt`, the description escaped for Markdown, or a flag that is
  ///   false.
  func value(_ name: String, form: String = "svg") -> DocumentValue {
    let shown = "\(name).\(form)"
    guard let svg = try? ContainedFile.read("\(name).svg", in: folder, limit: Self.limit),
      (try? ContainedFile.read(shown, in: folder, limit: Self.limit)) != nil
    else { return false }
    let description = Self.description(ofSVG: String(decoding: svg, as: UTF8.self))
    return ["path": .text(shown), "alt": .text(description.escapedForMarkdown)]
  }

  /// What a drawing says of itself: its description, else its title.
  static func description(ofSVG svg: String) -> String {
    for element in ["desc", "title"] {
      guard let open = svg.firstRange(of: "<\(element)"),
        let start = svg[open.upperBound...].firstIndex(of: ">"),
        let end = svg[start...].firstRange(of: "</\(element)>")
      else { continue }
      let text = String(svg[svg.index(after: start)..<end.lowerBound])
      return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
        .replacing("&quot;", with: "\"").replacing("&apos;", with: "'")
        .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }
    return ""
  }

  /// The address under which a page embeds an image of the output folder.
  ///
  /// - Parameter source: The image's path in the output folder.
  /// - Returns: A `data:` address with the whole file.
  /// - Throws: `ReportError` when the image is missing, of an unknown kind, a link, or outside the
  ///   output folder.
  func embedded(_ source: String) throws(ReportError) -> String {
    let kinds = [
      "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
      "gif": "image/gif", "webp": "image/webp",
    ]
    if source.hasPrefix("data:") { return source }
    let ending = source.split(separator: ".").last.map { $0.lowercased() } ?? ""
    guard let kind = kinds[ending] else {
      throw ReportError(
        .badData, "The image \(source) cannot be embedded: its ending names no known kind.")
    }
    let bytes = try ContainedFile.read(source, in: folder, limit: Self.limit)
    return "data:\(kind);base64," + Data(bytes).base64EncodedString()
  }
}
