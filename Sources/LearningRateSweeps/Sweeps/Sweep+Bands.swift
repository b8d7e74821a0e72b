import Charts
import Glibc
import LearningRateAnalysis
import WorkedExample

extension Sweep {
  /// A zone from the middle between two rates to the next, so that neighbors touch.
  ///
  /// Zones too narrow to be read have a color but no name; a zone that they interrupt is named
  /// once.
  var bands: [Band] {
    let zones = zones
    guard let first = zones.first, let last = zones.last else { return [] }
    var bands = zones.indices.map { index in
      let from = index > 0 ? middle(zones[index - 1].to, zones[index].from) : first.from
      let to =
        index + 1 < zones.count
        ? middle(zones[index].to, zones[index + 1].from) : last.to
      let zone = zones[index]
      return Band(
        .x, from...max(from, to), color: zone.outcome.color.withOpacity(0.14),
        label: zone.outcome.shortName, words: Self.words(zone))
    }
    let axis = position(last.to) - position(first.from)
    let isNarrow = bands.map {
      position($0.range.upperBound) - position($0.range.lowerBound) < 0.02 * axis
    }
    guard zones.count > 6, isNarrow.contains(true) else { return bands }
    var names: [(band: Band, zone: (outcome: TrainingOutcome, from: Double, to: Double))] = []
    for (index, zone) in zones.enumerated() where !isNarrow[index] {
      if let before = names.last, before.zone.outcome == zone.outcome {
        let joined = (zone.outcome, from: before.zone.from, to: zone.to)
        names[names.count - 1].zone = joined
        names[names.count - 1].band.range =
          before.band.range.lowerBound...bands[index].range.upperBound
        names[names.count - 1].band.words = Self.words(joined)
      } else {
        names.append((bands[index], zone))
      }
    }
    for index in bands.indices { bands[index].label = "" }
    return bands
      + names.map { name in
        var band = name.band
        band.color = band.color.withOpacity(0)
        return band
      }
  }

  private static func words(_ zone: (outcome: TrainingOutcome, from: Double, to: Double)) -> String
  {
    let from = AltText.number(zone.from)
    return zone.from == zone.to
      ? "\(zone.outcome.rawValue) at \(from)"
      : "\(zone.outcome.rawValue) from \(from) to \(AltText.number(zone.to))"
  }

  /// Where a rate stands on its axis, so that distances are those that are seen.
  private func position(_ rate: Double) -> Double { isEvenlySpaced ? rate : log(rate) }

  /// The rate in the middle between two, as the axis shows it.
  private func middle(_ first: Double, _ second: Double) -> Double {
    isEvenlySpaced ? (first + second) / 2 : (first * second).squareRoot()
  }
}
