import Glibc
import Numerals
import SeededRandom

/// The values of a setting between two ends.
struct StudyRange: Sendable, Equatable {
  let from: Double
  let to: Double
  /// How many values of a grid; nil where they are drawn.
  let count: Int?
  /// Whether they lie evenly on a logarithmic scale.
  let isLogarithmic: Bool

  /// The values of a grid, the ends among them.
  ///
  /// Numbers are rounded to six digits, so that they can be read and typed again.
  var values: [String] {
    guard let count else { return [] }
    guard count > 1 else { return [text(at: 0)] }
    return (0..<count).map { text(at: Double($0) / Double(count - 1)) }
  }

  /// A value that is drawn.
  ///
  /// - Parameter generator: Draws it.
  /// - Returns: The number as text.
  func drawn(using generator: inout SeededGenerator) -> String { text(at: generator.uniform()) }

  /// The number at a share of the way; six digits are the same on every machine.
  private func text(at share: Double) -> String {
    guard share > 0 else { return NumberText.significant(from, 6) }
    guard share < 1 else { return NumberText.significant(to, 6) }
    let value =
      isLogarithmic
      ? from * pow(to / from, share) : from + (to - from) * share
    return NumberText.significant(value, 6)
  }
}
