extension HeatMap {
  /// The field in words: its extent, and where the smallest and the largest value lie.
  public var altText: String {
    var text = "Heat map “\(title)”: \(valueAxis.title) over \(xValues.count) × \(yValues.count)"
    text += " combinations of \(x.title) and \(y.title)."
    if !categories.isEmpty { return text + kinds + marks + (note.isEmpty ? "" : " " + note) }
    var smallest: Int?
    var largest: Int?
    var missing = 0
    for (index, value) in values.enumerated() {
      guard value.isFinite else {
        missing += 1
        continue
      }
      if smallest.map({ value < values[$0] }) ?? true { smallest = index }
      if largest.map({ value > values[$0] }) ?? true { largest = index }
    }
    if let smallest, let largest {
      text += " Smallest \(place(smallest))\(ties(of: smallest)); largest \(place(largest))."
    } else {
      text += " It has no finite value."
    }
    if missing > 0, smallest != nil {
      text += " \(missing) \(missing == 1 ? "value is" : "values are") not finite."
    }
    text += marks
    return note.isEmpty ? text : text + " " + note
  }

  /// The share of each kind, the most frequent first.
  private var kinds: String {
    var counts = [Int](repeating: 0, count: categories.count)
    for value in values where value.isFinite {
      let kind = Int(value)
      if counts.indices.contains(kind) { counts[kind] += 1 }
    }
    let shares = categories.indices.filter { counts[$0] > 0 }.sorted {
      (counts[$1], $0) < (counts[$0], $1)
    }.map { kind in
      let share = 100 * Double(counts[kind]) / Double(max(values.count, 1))
      return "\(categories[kind].name) \(AltText.number(share)) %"
    }
    return shares.isEmpty ? "" : " Shares: \(shares.joined(separator: ", "))."
  }

  /// The words beside lines, curves and points.
  private var marks: String {
    let lines = referenceLines.map(\.label).filter { !$0.isEmpty }
    let named = paths.filter { !$0.name.isEmpty }
    let curves = named.filter { $0.style.lineWidth != 0 }.map(\.name)
    let points = named.filter { $0.style.lineWidth == 0 }.map(\.name)
    return (lines.isEmpty ? "" : " Marked: \(lines.joined(separator: "; ")).")
      + (curves.isEmpty ? "" : " Curves: \(curves.joined(separator: "; ")).")
      + (points.isEmpty ? "" : " Points: \(points.joined(separator: "; ")).")
  }

  /// At how many columns else the smallest value stands, such as " and at 8 more values of …".
  private func ties(of smallest: Int) -> String {
    let columns = Set(
      values.indices.filter { values[$0] == values[smallest] }.map { $0 % xValues.count })
    guard columns.count > 1 else { return "" }
    let value = values[smallest] == 0 ? "exactly 0" : "the same"
    return " (\(value) at \(columns.count) \(AltText.plural(x.title)))"
  }

  private func place(_ index: Int) -> String {
    let column = AltText.number(xValues[index % xValues.count])
    let row = AltText.number(yValues[index / xValues.count])
    return "\(AltText.number(values[index])) at \(x.title) \(column), \(y.title) \(row)"
  }
}
