import Charts
import Figures
import RunRecords

extension StudySummary {
  /// The most values of a setting whose cells have room for their numbers.
  private static let mostCells = 12

  /// The mean error over two settings: cells with numbers where there are few values, else a field over
  /// two scales.
  ///
  /// Of more settings those that are numbers come first; the others are taken together.
  ///
  /// - Parameter theme: The look.
  /// - Returns: The figure with the name of its files; nil where fewer than two settings differ, or
  ///   where very many values are words.
  func heatMap(theme: Theme) -> NamedFigure? {
    let differing = groups.keys.enumerated().filter { place, _ in
      Set(groups.groups.map { $0.values[place] }).count > 1
    }.map(\.element)
    let keys = numericKeys + differing.filter { !numericKeys.contains($0) }
    guard keys.count > 1, let x = groups.keys.firstIndex(of: keys[0]),
      let y = groups.keys.firstIndex(of: keys[1])
    else { return nil }
    let (columns, rows) = (values(at: x), values(at: y))
    let field = rows.map { row in
      columns.map { column in
        groups.groups.filter { $0.values[x] == column && $0.values[y] == row }
          .flatMap(\.accuracies).map { 100 - $0 }
      }
    }
    guard field.joined().contains(where: { !$0.isEmpty }) else { return nil }
    let name = results.images.rawValue
    let title = "Mean \(name) error by \(keys[0]) and \(keys[1])"
    let means = field.map { $0.map { Summary($0).mean } }
    let valueAxis = Axis(title: "\(name) error", unit: "%")
    let others = groups.keys.filter { $0 != keys[0] && $0 != keys[1] }
    let note = [
      counts(field.joined().map(\.count)),
      others.isEmpty ? "" : "Taken together: \(others.joined(separator: ", ")).",
    ].filter { !$0.isEmpty }.joined(separator: " ")
    if max(columns.count, rows.count) <= Self.mostCells {
      return NamedFigure(
        "heat-map",
        ValueGrid(
          title: title, xTitle: keys[0], yTitle: keys[1], columns: columns, rows: rows,
          values: means, valueAxis: valueAxis, format: .fixed(2), note: note, theme: theme))
    }
    let (xs, ys) = (columns.compactMap(Double.init), rows.compactMap(Double.init))
    guard xs.count == columns.count, ys.count == rows.count else { return nil }
    return NamedFigure(
      "heat-map",
      HeatMap(
        title: title, x: axis(keys[0], xs), y: axis(keys[1], ys), xValues: xs, yValues: ys,
        values: Array(means.joined()), valueAxis: valueAxis,
        note: note + " Gray: no trial was trained to its end.",
        size: Chart.Size(width: 860, height: 460), theme: theme))
  }

  /// The values of a setting: numbers in ascending order, words in that of the trials.
  private func values(at place: Int) -> [String] {
    var values: [String] = []
    for group in groups.groups where !values.contains(group.values[place]) {
      values.append(group.values[place])
    }
    let numbers = values.compactMap { value in Double(value).map { (value, $0) } }
    return numbers.count == values.count ? numbers.sorted { $0.1 < $1.1 }.map(\.0) : values
  }

  /// How many trials the cells are means of.
  private func counts(_ counts: [Int]) -> String {
    let found = Set(counts.filter { $0 > 0 }).sorted()
    guard let least = found.first, let most = found.last else { return "" }
    return "Means of N = \(least == most ? "\(least)" : "\(least) to \(most)")."
  }

  private func axis(_ key: String, _ values: [Double]) -> Axis {
    let isWide = values[0] > 0 && values[values.count - 1] / values[0] >= 8
    return Axis(title: key, kind: isWide ? .logarithmic : .linear)
  }
}
