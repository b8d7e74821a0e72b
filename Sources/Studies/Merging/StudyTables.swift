import RunRecords
import TextFormats

extension StudyResults {
  /// A row a trial: settings and results, no times; RFC 4180.
  var csv: String {
    let name = images.rawValue
    let isTestedOnce = images == .validation
    let head =
      ["trial", "status", "verdict"] + StudyKey.all.map(\.column)
      + [
        "dataset", "epochs_finished", "final_\(name)_accuracy", "final_\(name)_loss",
        "final_train_accuracy", "final_train_loss", "best_\(name)_accuracy", "best_\(name)_loss",
        "best_epoch",
      ] + (isTestedOnce ? ["test_accuracy", "test_loss"] : []) + ["why", "problem"]
    let architecture = plan.keys.firstIndex(of: "architecture")
    var text = CSV.head(head)
    for trial in trials {
      let settings = StudyKey.all.map { key in
        if key.name == "architecture", let architecture {
          return CSV.text(trial.trial.values[architecture])
        }
        return key.text(in: trial.trial.settings)
      }
      let (last, best) = (trial.last, trial.best)
      func number(_ value: Double?) -> String { value.map(CSV.number) ?? "" }
      text += CSV.row(
        ["\(trial.trial.number)", trial.result.status, trial.verdict.word.rawValue] + settings + [
          plan.images.word, "\(trial.result.record?.history.count ?? 0)",
          number(last?.heldOut.accuracy), number(last?.heldOut.loss), number(last?.trainAccuracy),
          number(last?.trainLoss), number(best?.heldOut.accuracy), number(best?.heldOut.loss),
          best.map { "\($0.epoch)" } ?? "",
        ]
          + (isTestedOnce
            ? [
              number(trial.result.record?.finalTest?.accuracy),
              number(trial.result.record?.finalTest?.loss),
            ] : [])
          + [trial.verdict.reason, CSV.text(trial.result.problem ?? "")])
    }
    return text
  }

  /// Every number of every epoch, a row each: trial, epoch, metric, value.
  var historyCSV: String {
    var text = CSV.head(["trial", "epoch", "metric", "value"])
    let metrics = EpochMetric.learning(images) + EpochMetric.health
    for trial in trials {
      for epoch in trial.result.record?.history ?? [] {
        for metric in metrics {
          guard let value = metric.value(epoch) else { continue }
          text += CSV.row([
            "\(trial.trial.number)", "\(epoch.epoch)", metric.name, CSV.number(value),
          ])
        }
      }
    }
    return text
  }

  /// Seconds of every epoch, the only numbers that differ from one run of a study to another.
  var timingCSV: String {
    var text = CSV.head(["trial", "epoch", "seconds", "threads"])
    for trial in trials {
      for epoch in trial.result.record?.history ?? [] {
        text += CSV.row([
          "\(trial.trial.number)", "\(epoch.epoch)", CSV.number(epoch.seconds),
          "\(trial.result.record?.threads ?? 0)",
        ])
      }
    }
    return text
  }
}
