/// An image as a page embeds it.
package struct EmbeddedImage: Sendable, Equatable {
  /// The address of the image.
  package var address: String
  /// The address of its twin on a dark background; `nil` where there is none.
  package var darkAddress: String?
  /// The width and the height in pixels; `nil` where they are unknown.
  package var size: (width: Int, height: Int)?
  /// The image in words at length, for readers who cannot see it; empty for none.
  package var description: String

  /// An image.
  package init(
    _ address: String, darkAddress: String? = nil, size: (width: Int, height: Int)? = nil,
    description: String = ""
  ) {
    self.address = address
    self.darkAddress = darkAddress
    self.size = size
    self.description = description
  }

  /// Compares all parts.
  package static func == (a: EmbeddedImage, b: EmbeddedImage) -> Bool {
    a.address == b.address && a.darkAddress == b.darkAddress && a.description == b.description
      && a.size?.width == b.size?.width && a.size?.height == b.size?.height
  }

  /// The image as HTML: its twin for a dark page, its size, and its description in few words.
  ///
  /// - Parameter words: The description in few words.
  /// - Returns: An `img` element, inside a `picture` element where there is a twin.
  func html(_ words: String) -> String {
    let place = size.map { " width=\"\($0.width)\" height=\"\($0.height)\"" } ?? ""
    let image = "<img src=\"\(address.escapedForHTML)\" alt=\"\(words.escapedForHTML)\"\(place)>"
    guard let darkAddress else { return image }
    return "<picture><source media=\"(prefers-color-scheme: dark)\" "
      + "srcset=\"\(darkAddress.escapedForHTML)\"\(place)>\(image)</picture>"
  }
}
