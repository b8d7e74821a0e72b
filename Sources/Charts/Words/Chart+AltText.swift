extension Chart {
  /// The chart in words, for readers who cannot see it: one sentence for each curve (up to
  /// twelve), made from the data.
  public var altText: String {
    if let words { return words }
    var sentences = [title.isEmpty ? "Line chart." : "Line chart “\(title)”."]
    // Curves without a name only accompany those that have one.
    let described = series.filter(\.isDescribed)
    let named = described.filter { !$0.name.isEmpty }
    let curves = named.isEmpty ? described : named
    for item in curves.prefix(12) {
      var sentence = AltText.sentence(item, quantity: y.title, step: x.title, unit: y.unit)
      if item.breaksOff { sentence = sentence.dropLast() + "; it breaks off there." }
      sentences.append(sentence)
    }
    if curves.isEmpty { sentences.append("It has no data.") }
    if curves.count > 12 { sentences.append("\(curves.count - 12) more curves follow.") }
    let logarithmic = [(x, "x"), (y, "y")].filter { $0.0.kind == .logarithmic }.map(\.1)
    if !logarithmic.isEmpty {
      let noun = logarithmic.count == 1 ? "axis is" : "axes are"
      sentences.append("The \(AltText.list(logarithmic)) \(noun) logarithmic.")
    }
    let marks = referenceLines.map(\.label) + annotations.map(\.text)
    let words = marks.filter { !$0.isEmpty }
    if !words.isEmpty { sentences.append("Marked: \(words.joined(separator: "; ")).") }
    let zones = bands.filter { !$0.label.isEmpty }.map(AltText.zone)
    if !zones.isEmpty { sentences.append("Zones: \(AltText.list(zones)).") }
    if !note.isEmpty { sentences.append(note) }
    return sentences.joined(separator: " ")
  }
}
