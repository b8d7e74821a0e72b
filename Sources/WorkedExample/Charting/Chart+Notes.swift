package import Charts

extension Chart {
  /// What the marks at the foot of a logarithmic axis mean.
  package static let zeroNote = "Hollow triangles at the foot: a loss of exactly zero."

  /// Says of the curves that end early that their numbers do; nil where none does.
  ///
  /// Of many curves the first three are named.
  package var notFiniteNote: String? {
    let ends = series.compactMap { series -> String? in
      guard let end = series.y.firstIndex(where: { !$0.isFinite }) else { return nil }
      return "\(series.name) from epoch \(end + 1) on"
    }
    guard !ends.isEmpty else { return nil }
    let more = ends.count > 3 ? " and \(ends.count - 3) more" : ""
    return "Not finite: \(ends.prefix(3).joined(separator: ", "))\(more)."
  }
}
