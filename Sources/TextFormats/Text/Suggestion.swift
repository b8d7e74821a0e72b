/// Finds what a person may have meant by a misspelled name.
package enum Suggestion {
  /// The known name that is nearest to a misspelled one; nil where none is near.
  ///
  /// - Parameters:
  ///   - name: What was written.
  ///   - known: The names that exist.
  /// - Returns: One of the known names, or nil.
  package static func nearest(to name: String, among known: some Collection<String>) -> String? {
    known.map { ($0.distance(to: name), $0) }.min { $0 < $1 }
      .flatMap { $0.0 < name.count && $0.0 <= min(3, max(1, name.count / 2)) ? $0.1 : nil }
  }
}

extension String {
  /// How many letters have to be changed, added or taken away to make one text of the other.
  func distance(to other: String) -> Int {
    let other = Array(other)
    var row = Array(0...other.count)
    for (index, letter) in enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in other.indices {
        let change = diagonal + (letter == other[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = Swift.min(change, row[column] + 1, row[column + 1] + 1)
      }
    }
    return row[other.count]
  }
}
