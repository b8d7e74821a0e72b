import LearningRateAnalysis
import Numerals
package import TextFormats
import WorkedExample

extension Sweep {
  /// The wide table as CSV after RFC 4180: a row an epoch, a column a rate.
  ///
  /// Numbers are written as by `CSV.number`.
  package var lossesCSV: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(20 * losses.values.count + 20 * losses.learningRates.count)
    bytes += "epoch".utf8
    for rate in losses.learningRates {
      bytes.append(UInt8(ascii: ","))
      bytes += NumberText.shortest(rate).utf8
    }
    for epoch in 0..<losses.epochs {
      bytes += "\r\n".utf8
      bytes += String(epoch + 1).utf8
      for rate in losses.learningRates.indices {
        bytes.append(UInt8(ascii: ","))
        bytes += CSV.number(losses[epoch, rate]).utf8
      }
    }
    bytes += "\r\n".utf8
    return bytes
  }

  /// The sharpness as CSV after RFC 4180: a row an epoch, a column a rate; nil where it was not
  /// computed.
  var sharpnessCSV: String? {
    let known = diagnoses.compactMap { diagnosis in
      diagnosis.summary.sharpness.map { (diagnosis.summary.learningRate, $0.values) }
    }
    guard known.count == diagnoses.count else { return nil }
    var text = CSV.row(["epoch"] + known.map { NumberText.shortest($0.0) })
    for epoch in 0..<losses.epochs {
      text += CSV.row(["\(epoch + 1)"] + known.map { CSV.number($0.1[epoch]) })
    }
    return text
  }

  /// The points of the landscape's paths as CSV after RFC 4180: where each lies on the plane, and its
  /// distance from the plane; nil without a landscape.
  package var landscapeCSV: String? {
    guard let landscape else { return nil }
    var text = CSV.row(["learning_rate", "epoch", "first", "second", "distance_from_plane"])
    for path in landscape.paths {
      for (epoch, place) in path.places.enumerated() {
        text += CSV.row(
          [NumberText.shortest(path.learningRate), "\(epoch + 1)"]
            + [place.x, place.y, path.residuals[epoch]].map { CSV.number($0) })
      }
    }
    return text
  }

  /// One row a rate as CSV after RFC 4180: losses, epochs, verdict and its evidence.
  package var summaryCSV: String {
    var text = CSV.row(
      ["learning_rate"] + metrics.map(\.csvName) + ["verdict", "evidence"])
    for diagnosis in diagnoses {
      text += CSV.row(
        [CSV.number(diagnosis.summary.learningRate)]
          + metrics.map { $0.csv(diagnosis.summary) }
          + [diagnosis.outcome.rawValue, diagnosis.reason])
    }
    return text
  }

  /// The sweep as JSON: settings, recommendation, and for each rate its metrics and verdict.
  package var json: JSON {
    .object(
      [.init("schemaVersion", 1), .init("settings", settings.json)]
        + [.init("stability", stability)] + Recommendation.members(recommendation)
        + [.init("rates", .array(diagnoses.map(json)))])
  }

  /// What each rate is measured by.
  var metrics: [SweepMetric] { SweepMetric.all(for: settings.network) }

  /// How large a step may be at a sharpness λ, or why that is not known.
  private var stability: JSON {
    [
      "formula": rule.formula.map { .string($0) } ?? .null,
      "largestEtaTimesLambda": rule.factor.map { .number($0) } ?? .null,
      "note": .string(curvatureNote),
    ]
  }

  private func json(_ diagnosis: LearningRateDiagnosis) -> JSON {
    .object(
      [.init("learningRate", .number(diagnosis.summary.learningRate))]
        + SweepMetric.members(metrics, of: diagnosis.summary)
        + [
          .init("verdict", .string(diagnosis.outcome.rawValue)),
          .init("evidence", .string(diagnosis.reason)),
        ])
  }
}
