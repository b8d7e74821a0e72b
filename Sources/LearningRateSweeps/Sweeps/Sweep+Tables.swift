import WorkedExample
import Numerals
package import TextFormats
import Backprop

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

  /// One row a rate as CSV after RFC 4180: losses, epochs, verdict and its evidence.
  package var summaryCSV: String {
    var text = CSV.row(
      ["learning_rate"] + SweepMetric.all.map(\.csvName) + ["verdict", "evidence"])
    for diagnosis in diagnoses {
      text += CSV.row(
        [CSV.number(diagnosis.summary.learningRate)]
          + SweepMetric.all.map { $0.csv(diagnosis.summary) }
          + [diagnosis.outcome.rawValue, diagnosis.reason])
    }
    return text
  }

  /// The sweep as JSON: settings, recommendation, and for each rate its metrics and verdict.
  package var json: JSON {
    .object(
      [.init("schemaVersion", 1), .init("settings", settings.json())]
        + Recommendation.members(recommendation)
        + [.init("rates", .array(diagnoses.map(Self.json)))])
  }

  private static func json(_ diagnosis: LearningRateDiagnosis) -> JSON {
    .object(
      [.init("learningRate", .number(diagnosis.summary.learningRate))]
        + SweepMetric.members(SweepMetric.all, of: diagnosis.summary)
        + [
          .init("verdict", .string(diagnosis.outcome.rawValue)),
          .init("evidence", .string(diagnosis.reason)),
        ])
  }
}
