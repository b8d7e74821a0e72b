import Charts
import Glibc
import LearningRateAnalysis
import WorkedExample

/// The kinds of points that a map tells apart: how fast the training converged, or what became of it
/// elsewhere.
struct PointKinds {
  /// The kinds with their colors, the fastest first.
  let categories: [HeatMap.Category]
  /// The last epoch of each stretch of epochs.
  private let ends: [Int]
  private let others: [TrainingOutcome]

  /// How many stretches the epochs are divided into, each several times as long as the one before.
  private static let stretchCount = 5

  /// From fast to slow, light to dark.
  private static let speeds = [
    Color(0xE5F5A9), Color(0xADDD8E), Color(0x5DB668), Color(0x238B4B), Color(0x00502B),
  ]

  /// The kinds of trainings of a number of epochs.
  init(epochs: Int) {
    var ends: [Int] = []
    for place in 1...Self.stretchCount {
      let share = Double(place) / Double(Self.stretchCount)
      let end = place == Self.stretchCount ? epochs : Int(pow(Double(epochs), share))
      if end > (ends.last ?? 1) { ends.append(end) }
    }
    self.ends = ends
    var categories: [HeatMap.Category] = []
    var start = 2
    for (place, end) in ends.enumerated() {
      let words = start >= end ? "epoch \(end)" : "epochs \(start)–\(end)"
      categories.append(
        HeatMap.Category("1 % in \(words)", Self.speeds[min(place, Self.speeds.count - 1)]))
      start = end + 1
    }
    categories.append(HeatMap.Category("10 %, not 1 %", Color(0xBFD3E6)))
    others = TrainingOutcome.allCases.filter { !$0.converges }
    categories += others.map { HeatMap.Category($0.shortName, $0.color) }
    self.categories = categories
  }

  /// The kind of a point, as its place in ``categories``.
  func kind(of point: FieldPoint) -> Int {
    guard point.outcome.converges else {
      return ends.count + 1 + (others.firstIndex(of: point.outcome) ?? 0)
    }
    guard let epoch = point.epochTo1Percent else { return ends.count }
    return ends.firstIndex { epoch <= $0 } ?? ends.count
  }

}
