import Numerals
package import TextFormats
import Backprop

extension Sweep {
  /// The wide table as CSV after RFC 4180: a row an epoch, a column a rate.
  ///
  /// Numbers are the shortest that read back to the same bits; one that is not finite is written
  /// `NaN`, `Inf` or `-Inf`.
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
    var text =
      "learning_rate,first_loss,last_loss,smallest_loss,smallest_epoch,epoch_to_10_percent,"
      + "epoch_to_1_percent,rises,verdict,evidence\r\n"
    for diagnosis in diagnoses {
      let summary = diagnosis.summary
      let cells = [
        CSV.number(summary.learningRate), CSV.number(summary.first),
        CSV.number(summary.last), CSV.number(summary.smallest), String(summary.smallestEpoch),
        summary.epochTo10Percent.map(String.init) ?? "",
        summary.epochTo1Percent.map(String.init) ?? "", String(summary.rises),
        diagnosis.outcome.rawValue,
        diagnosis.reason,
      ]
      text += CSV.row(cells)
    }
    return text
  }

  /// The sweep as JSON: settings, recommendation, and for each rate its numbers and verdict.
  package var json: JSON {
    [
      "schemaVersion": 1,
      "settings": settings.json(),
      "recommendation": Self.json(recommendation, converges: true),
      "cameFurthest": Self.json(recommendation, converges: false),
      "rates": .array(diagnoses.map(Self.json)),
    ]
  }

  /// The recommended rate and its reason, or the one that came furthest; null where it is not that.
  static func json(_ recommendation: Recommendation?, converges: Bool) -> JSON {
    guard let recommendation, recommendation.converges == converges else { return .null }
    return [
      "learningRate": .number(recommendation.learningRate),
      "reason": .string(recommendation.reason),
    ]
  }

  private static func json(_ diagnosis: LearningRateDiagnosis) -> JSON {
    let summary = diagnosis.summary
    return [
      "learningRate": .number(summary.learningRate), "first": .number(summary.first),
      "last": .number(summary.last), "smallest": .number(summary.smallest),
      "smallestEpoch": .integer(summary.smallestEpoch),
      "epochTo10Percent": summary.epochTo10Percent.map { .integer($0) } ?? .null,
      "epochTo1Percent": summary.epochTo1Percent.map { .integer($0) } ?? .null,
      "rises": .integer(summary.rises), "verdict": .string(diagnosis.outcome.rawValue),
      "evidence": .string(diagnosis.reason),
    ]
  }
}
