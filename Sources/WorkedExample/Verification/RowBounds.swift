import WorkbookVerification
import Backprop
import Glibc

/// How exact a row of a table can be, as powers of ten.
///
/// Check columns cancel, and what is left is as large as the rounding of the loss. Where the loss
/// explodes above a flat activation, gradients cancel too: the slope of a sigmoid or hyperbolic
/// tangent is then what rounding left of 1 - a or 1 - a², times a large number. From there on the
/// weights carry it.
struct RowBounds: Equatable {
  /// For what leads from the inputs to the loss.
  var forward: Double
  /// For what leads back.
  var backward: Double
  /// For the check columns.
  var checks: Double

  /// The three bounds, in this order.
  var absolute: [Double] { [forward, backward, checks] }

  /// The slope, as a part of the activation's steepest, below which it is little but rounding.
  private static let flat = 1e-9
  /// What rounding may leave of a slope.
  private static let rounding = 1e-14

  /// Goes through a table.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - description: Its columns.
  /// - Returns: Neighbouring rows with the same bounds.
  static func stretches(
    of table: Table, in description: TableDescription
  ) -> [(bounds: RowBounds, rows: Range<Int>)] {
    let columns = description.columns
    let back = columns.indices.filter {
      [.sensitivity, .gradient].contains(columns[$0].role)
    }
    let activations = columns.indices.filter { columns[$0].role == .activation }
    let curved = description.network.layers.enumerated()
      .filter { [.sigmoid, .tanh].contains($0.1.activation) }
      .flatMap { description.names.activations(ofLayer: $0.0).compactMap(description.index(of:)) }
    func largest(_ indices: [Int], _ row: Int) -> Double {
      indices.lazy.map { table[row, $0].magnitude }.filter(\.isFinite).max() ?? 0
    }
    var carried = 0.0
    var found: [(bounds: RowBounds, rows: Range<Int>)] = []
    for (row, loss) in table.losses.enumerated() {
      var bounds = RowBounds(forward: 0, backward: 0, checks: checks(loss))
      if loss > 1 || carried > 0 {
        let isFlat = curved.contains { 1 - table[row, $0].magnitude < flat }
        let left = isFlat ? rounding * largest(back, row) : 0
        bounds.forward = decade(carried * (1 + largest(activations, row)))
        bounds.backward = decade(max(left, carried * (1 + largest(back, row))))
        carried += table.learningRate * left
      }
      if let last = found.last, last.bounds == bounds {
        found[found.count - 1].rows = last.rows.lowerBound..<row + 1
      } else {
        found.append((bounds, row..<row + 1))
      }
    }
    return found
  }

  private static func checks(_ loss: Double) -> Double {
    CellTolerance.differences(loss: loss.isFinite ? decade(max(1, loss)) : .greatestFiniteMagnitude)
      .absolute
  }

  /// The power of ten that a number does not exceed; 0 for 0.
  private static func decade(_ value: Double) -> Double {
    value > 0 ? pow(10, log10(value).rounded(.up)) : 0
  }
}
