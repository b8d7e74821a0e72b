import Backprop
import WorkedExample

/// What rounding can become in a table: how far the numbers of perturbed runs are from its own.
///
/// A stable training forgets rounding, an unstable one amplifies it from epoch to epoch. Nothing but
/// such a run shows by how much.
struct RoundingBounds {
  /// The columns of the table, each with neighboring rows that share a bound.
  ///
  /// Where there is none, the standard tolerance holds.
  private(set) var stretches: [[(rows: Range<Int>, bound: Double)]] = []
  /// The losses of the perturbed runs.
  private let losses: [[Double]]

  /// The number of perturbed runs.
  private static let runCount = 3
  /// How far beyond the perturbed runs another program may come out.
  static let safety = 16.0
  /// The part of a bound down to which a smaller one of the next rows is not distinguished.
  private static let span = 1e-3

  /// Computes the perturbed runs of a table.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - columns: Its columns' expressions.
  ///   - settings: The numbers of the settings.
  ///   - relative: The part of a column's largest number by which each may always differ.
  init(_ table: Table, columns: [Column], settings: [Symbol: Double], relative: Double) {
    let runs = (0..<Self.runCount).map {
      table.perturbed(columns, settings: settings, seed: UInt64($0))
    }
    losses = runs.map(\.epochLosses)
    stretches = columns.indices.map { column in
      // Verification lets numbers pass that agree to that part of the largest in their column.
      let scale = table.column(at: column).lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
      return Self.stretches(
        (0..<table.rows).map { row in
          let value = table[row, column]
          guard value.isFinite else { return 0 }
          let apart = runs.map { abs($0[row, column] - value) }.filter(\.isFinite).max() ?? 0
          let bound = Self.safety * apart
          return bound <= relative * scale ? 0 : bound
        })
    }
  }

  /// Neighboring rows whose bounds are of a size, with the largest of them.
  private static func stretches(_ bounds: [Double]) -> [(rows: Range<Int>, bound: Double)] {
    var found: [(rows: Range<Int>, bound: Double)] = []
    for (row, bound) in bounds.enumerated() where bound > 0 {
      if let last = found.last, last.rows.upperBound == row, bound <= last.bound,
        bound >= last.bound * span
      {
        found[found.count - 1].rows = last.rows.lowerBound..<row + 1
      } else if let last = found.last, last.rows.upperBound == row, bound > last.bound,
        bound * span <= last.bound, last.rows.count < 8
      {
        found[found.count - 1] = (last.rows.lowerBound..<row + 1, bound)
      } else {
        found.append((row..<row + 1, bound))
      }
    }
    return found
  }

  /// The bound of a cell; 0 where the standard tolerance holds.
  func bound(row: Int, column: Int) -> Double {
    stretches[column].first { $0.rows.contains(row) }?.bound ?? 0
  }

  /// The largest bound of a column.
  func largest(column: Int) -> Double { stretches[column].map(\.bound).max() ?? 0 }

  /// How far an epoch that is read off the losses may be from the table's own.
  ///
  /// - Parameters:
  ///   - own: The table's losses.
  ///   - epoch: Reads an epoch off losses; nil where there is none.
  /// - Returns: A number of epochs.
  func spread(_ own: [Double], _ epoch: ([Double]) -> Int?) -> Double {
    guard let mine = epoch(own) else { return 0 }
    return losses.compactMap(epoch).map { Double(abs($0 - mine)) }.max() ?? 0
  }
}
