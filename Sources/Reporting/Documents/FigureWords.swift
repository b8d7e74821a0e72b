/// What a drawing says of itself.
struct FigureWords {
  /// The description in full, from the `desc` element of an SVG file, else its title.
  let long: String

  /// The words of an SVG file.
  init(svg: String) {
    long = Self.text(of: "desc", in: svg) ?? Self.text(of: "title", in: svg) ?? ""
  }

  /// The longest that a short description is, in characters.
  static let shortLimit = 200

  /// The first sentences of the description that fit in ``shortLimit`` characters; where the first
  /// one is longer, its beginning.
  var short: String {
    guard long.count > Self.shortLimit else { return long }
    let beginning = long.prefix(Self.shortLimit)
    if let end = beginning.ranges(of: ". ").last {
      return String(beginning[..<end.lowerBound]) + "."
    }
    for mark in ["; ", ", ", " "] {
      if let end = beginning.ranges(of: mark).last {
        return String(beginning[..<end.lowerBound]) + " …"
      }
    }
    return beginning + "…"
  }

  private static func text(of element: String, in svg: String) -> String? {
    guard let open = svg.firstRange(of: "<\(element)"),
      let start = svg[open.upperBound...].firstIndex(of: ">"),
      let end = svg[start...].firstRange(of: "</\(element)>")
    else { return nil }
    let text = String(svg[svg.index(after: start)..<end.lowerBound])
    return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&quot;", with: "\"").replacing("&apos;", with: "'")
      .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  }
}
