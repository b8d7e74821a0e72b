import Backprop
import WorkedExample

/// What rounding can become in a table: how far the numbers of perturbed runs are from its own.
///
/// A stable training forgets rounding, an unstable one amplifies it from epoch to epoch. Nothing but
/// such a run shows by how much. Where rounding has become a visible part of the weights, it decides
/// what happens next, and another program may come out anywhere: ``horizon``.
struct RoundingBounds {
  /// The columns of the table, each with neighboring rows that share a bound.
  ///
  /// Where there is none, the standard tolerance holds.
  private(set) var stretches: [[(rows: Range<Int>, bound: Double)]] = []
  /// The first row from which on rounding decides, if there is one.
  ///
  /// The rows before hold the same formulas to their bounds.
  let horizon: Int?
  /// What rounding becomes in the loss of each row, also where it is within the standard tolerance of
  /// the largest loss: single losses are shown without the others, too.
  let lossBounds: [Double]
  /// The losses of the perturbed runs.
  private let losses: [[Double]]

  /// The number of perturbed runs.
  private static let runCount = 3
  /// How far beyond the perturbed runs another program may come out.
  static let safety = 16.0
  /// The part of a bound down to which a smaller one of the next rows is not distinguished.
  private static let span = 1e-3
  /// The part of the largest weight above which a bound says that rounding decides.
  private static let decisive = 1e-4

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
    var horizon: Int?
    var lossBounds = [Double](repeating: 0, count: table.rows)
    let found = columns.indices.map { column in
      // Verification lets numbers pass that agree to that part of the largest in their column.
      let scale = table.column(at: column).lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
      let exact = (0..<table.rows).map { row in
        let value = table[row, column]
        guard value.isFinite else { return 0.0 }
        let apart = runs.map { abs($0[row, column] - value) }.filter(\.isFinite).max() ?? 0
        return Self.safety * apart
      }
      if columns[column].role == .totalError { lossBounds = exact }
      let bounds = exact.map { $0 <= relative * scale ? 0 : $0 }
      if [.weight, .bias].contains(columns[column].role),
        let row = bounds.firstIndex(where: { $0 > Self.decisive * scale })
      {
        horizon = min(row, horizon ?? row)
      }
      return bounds
    }
    self.horizon = horizon
    self.lossBounds = lossBounds.enumerated().map { row, bound in
      row < horizon ?? .max ? bound : .greatestFiniteMagnitude
    }
    stretches = found.map { bounds in
      guard let horizon else { return Self.stretches(bounds) }
      return Self.stretches(Array(bounds[..<horizon]))
        + [(horizon..<table.rows, .greatestFiniteMagnitude)]
    }
  }

  /// Neighboring rows whose bounds are of a size, with the largest of them.
  static func stretches(_ bounds: [Double]) -> [(rows: Range<Int>, bound: Double)] {
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
    if horizon != nil { return Double(own.count) }
    return losses.compactMap(epoch).map { Double(abs($0 - mine)) }.max() ?? 0
  }
}
