import Charts
import FoundationEssentials

/// The text of an SVG file as it grows.
struct SVGText {
  var bytes: [UInt8] = []

  static func += (text: inout SVGText, part: String) { text.bytes.append(contentsOf: part.utf8) }

  /// Appends words so that none of them is taken for markup; characters that XML forbids are left
  /// out.
  mutating func escape(_ words: String) {
    for scalar in words.unicodeScalars {
      switch scalar {
      case "&": self += "&amp;"
      case "<": self += "&lt;"
      case ">": self += "&gt;"
      case "\"": self += "&quot;"
      case "\t", "\n", "\r": bytes.append(32)
      case _ where scalar.value < 32 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: break
      default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }

  /// Appends words like ``escape(_:)``, but raised digits that few fonts have as small ordinary
  /// ones.
  mutating func escapeRaising(_ words: String) {
    var rest = words[...]
    while let start = rest.firstIndex(where: { Self.raised[$0] != nil }) {
      escape(String(rest[..<start]))
      let end = rest[start...].firstIndex { Self.raised[$0] == nil } ?? rest.endIndex
      let run = rest[start..<end]
      if run.allSatisfy({ "¹²³".contains($0) }) {
        escape(String(run))
      } else {
        self += "<tspan dy=\"-0.38em\" font-size=\"66%\">"
        escape(String(run.compactMap { Self.raised[$0] }))
        self += "</tspan>"
        // What follows stands on the line again.
        if end < rest.endIndex {
          self += "<tspan dy=\"0.25em\">"
          escapeRaising(String(rest[end...]))
          self += "</tspan>"
          return
        }
      }
      rest = rest[end...]
    }
    escape(String(rest))
  }

  private static let raised: [Character: Character] = [
    "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8",
    "⁹": "9", "⁻": "−",
  ]

  /// Appends a number with at most two decimals.
  mutating func number(_ value: Double) {
    guard value.isFinite, value.magnitude < 1e12 else {
      bytes.append(48)
      return
    }
    var hundredths = Int((value * 100).rounded())
    if hundredths < 0 {
      bytes.append(UInt8(ascii: "-"))
      hundredths = -hundredths
    }
    self += String(hundredths / 100)
    let rest = hundredths % 100
    guard rest > 0 else { return }
    bytes.append(UInt8(ascii: "."))
    bytes.append(48 + UInt8(rest / 10))
    if rest % 10 > 0 { bytes.append(48 + UInt8(rest % 10)) }
  }

  mutating func attribute(_ name: String, _ value: Double) {
    self += " "
    self += name
    self += "=\""
    number(value)
    self += "\""
  }

  mutating func attribute(_ name: String, _ color: Color) {
    self += " \(name)=\"\(color.hex)\""
    if color.alpha < 255 { attribute("\(name)-opacity", color.opacity) }
  }

  mutating func rectangle(_ rect: Rect) {
    attribute("x", rect.x)
    attribute("y", rect.y)
    attribute("width", rect.width)
    attribute("height", rect.height)
  }

  /// Begins the element of a shape, without its end.
  mutating func open(_ shape: Shape) {
    switch shape {
    case .rectangle(let rect, let radius):
      self += "<rect"
      rectangle(rect)
      if radius > 0 { attribute("rx", radius) }
    case .ellipse(let rect):
      self += "<ellipse"
      attribute("cx", rect.midX)
      attribute("cy", rect.midY)
      attribute("rx", rect.width / 2)
      attribute("ry", rect.height / 2)
    case .polyline(let points, let closed):
      self += closed ? "<polygon points=\"" : "<polyline points=\""
      for (index, point) in points.enumerated() {
        if index > 0 { bytes.append(32) }
        place(point)
      }
      self += "\""
    case .segments(let points):
      self += "<path d=\""
      for (index, point) in points.enumerated() {
        self += index % 2 == 0 ? "M" : "L"
        place(point)
      }
      self += "\""
    case .curve(let from, let first, let second, let to):
      self += "<path d=\"M"
      place(from)
      self += "C"
      place(first)
      bytes.append(32)
      place(second)
      bytes.append(32)
      place(to)
      self += "\""
    }
  }

  private mutating func place(_ point: Point) {
    number(point.x)
    bytes.append(UInt8(ascii: ","))
    number(point.y)
  }

  /// Appends bytes in base 64 (RFC 4648).
  mutating func base64(_ data: [UInt8]) {
    bytes.append(contentsOf: Data(data).base64EncodedData())
  }
}
