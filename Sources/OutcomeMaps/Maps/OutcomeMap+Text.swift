import Backprop
import Charts
import Numerals
package import TextFormats

extension OutcomeMap {
  /// The shares of the kinds of points, for a terminal.
  package var text: String {
    let size = "\(FixedText.grouped(settings.x.count)) × \(FixedText.grouped(settings.y.count))"
    let head =
      "\(settings.x.name) × \(settings.y.name): \(size) points, "
      + "\(FixedText.counted(settings.epochs, "epoch")) each."
    let rows = shares.map { ["\(percent($0.count)) %", FixedText.grouped($0.count), $0.name] }
    let table = TextTable.lines(
      [["share", "points", "kind"]] + rows, sides: [.right, .right, .left])
    return ([head, ""] + table).joined(separator: "\n") + "\n"
  }

  /// The settings and shares of the map, for a program.
  package var json: JSON {
    .object([
      .init("schemaVersion", 1), .init("settings", settings.json()),
      .init("points", .integer(points.count)),
      .init(
        "kinds",
        .array(
          shares.map { ["name": .string($0.name), "points": .integer($0.count)] })),
    ])
  }

  /// One row a point as CSV after RFC 4180.
  package var csv: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(70 * points.count)
    bytes +=
      CSV.row([settings.x.name, settings.y.name, "epoch_to_1_percent", "last_loss", "verdict"])
      .utf8
    let columns = xValues.map { NumberText.shortest($0) }
    for (row, y) in yValues.enumerated() {
      let y = NumberText.shortest(y)
      for (column, x) in columns.enumerated() {
        let point = points[row * columns.count + column]
        bytes +=
          CSV.row([
            x, y, point.epochTo1Percent.map(String.init) ?? "", CSV.number(point.last),
            point.outcome.rawValue,
          ]).utf8
      }
    }
    return bytes
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

  private func percent(_ count: Int) -> String {
    FixedText.decimals(100 * Double(count) / Double(points.count), 1)
  }
}
