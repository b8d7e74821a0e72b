import Charts
private import Dispatch
import LearningRateAnalysis
import Numerals
package import TextFormats

extension OutcomeMap {
  /// The shares of the kinds of points, for a terminal.
  package var text: String {
    let size = "\(FixedText.grouped(settings.x.count)) × \(FixedText.grouped(settings.y.count))"
    let head =
      "\(settings.x.name) × \(settings.y.name): \(size) points, "
      + "\(FixedText.counted(settings.epochs, "epoch")) each."
    let rows = shares.map { [share($0.count), FixedText.grouped($0.count), $0.name] }
    let table = TextTable.lines(
      [["share", "points", "kind"]] + rows, sides: [.right, .right, .left])
    return ([head, ""] + table).joined(separator: "\n") + "\n"
  }

  /// The settings and shares of the map, for a program.
  package var json: JSON {
    .object([
      .init("schemaVersion", 1), .init("settings", settings.json),
      .init("points", .integer(points.count)),
      .init(
        "kinds",
        .array(
          shares.map { ["name": .string($0.name), "points": .integer($0.count)] })),
    ])
  }

  /// One row a point as CSV after RFC 4180.
  package var csv: [UInt8] {
    let head = CSV.row([
      settings.x.name, settings.y.name, "epoch_to_1_percent", "last_loss", "verdict",
    ])
    let columns = xValues.map { NumberText.shortest($0) }
    let lines = [[UInt8]](unsafeUninitializedCapacity: yValues.count) { buffer, count in
      nonisolated(unsafe) let lines = buffer
      DispatchQueue.concurrentPerform(iterations: yValues.count) { row in
        lines.initializeElement(at: row, to: csvLine(row, columns))
      }
      count = yValues.count
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(head.utf8.count + lines.reduce(0) { $0 + $1.count })
    bytes += head.utf8
    for line in lines { bytes += line }
    return bytes
  }

  /// The rows of one line of points.
  private func csvLine(_ row: Int, _ columns: [String]) -> [UInt8] {
    let y = NumberText.shortest(yValues[row])
    var text = ""
    text.reserveCapacity(80 * columns.count)
    for (column, x) in columns.enumerated() {
      let point = points[row * columns.count + column]
      CSV.append(
        [
          x, y, point.epochTo1Percent.map(String.init) ?? "", CSV.number(point.last),
          point.outcome.rawValue,
        ], to: &text)
    }
    return Array(text.utf8)
  }

  /// How many points each kind has, those that have none left out, the most frequent first.
  private var shares: [(name: String, count: Int)] {
    let kinds = kinds
    var counts = [Int](repeating: 0, count: kinds.categories.count)
    for point in points { counts[kinds.kind(of: point)] += 1 }
    return counts.indices.filter { counts[$0] > 0 }.sorted {
      (counts[$1], $0) < (counts[$0], $1)
    }.map { (kinds.categories[$0].name, counts[$0]) }
  }

  private func share(_ count: Int) -> String {
    FixedText.percent(100 * Double(count) / Double(points.count), decimals: 1)
  }
}
