import Numerals
import RunComparison
import RunRecords
import TextFormats
import TrainingRuns

extension StudyResults {
  /// A row a trial: settings and results, no times; RFC 4180.
  var csv: String {
    let head =
      ["trial", "status", "verdict"] + StudyKey.all.map(\.column)
      + [
        "dataset", "epochs_finished", "final_test_accuracy", "final_test_loss",
        "final_train_accuracy", "final_train_loss", "best_test_accuracy", "best_test_loss",
        "best_epoch", "problem",
      ]
    let architecture = plan.keys.firstIndex(of: "architecture")
    var text = CSV.head(head)
    for trial in trials {
      let settings = StudyKey.all.map { key in
        if key.name == "architecture", let architecture { return trial.trial.values[architecture] }
        return key.text(in: trial.trial.settings)
      }
      let (last, best) = (trial.last, trial.best)
      func number(_ value: Double?) -> String { value.map(CSV.number) ?? "" }
      text += CSV.row(
        ["\(trial.trial.number)", trial.result.status, trial.verdict.word.rawValue] + settings + [
          plan.images.word, "\(trial.result.record?.history.count ?? 0)",
          number(last?.testAccuracy), number(last?.testLoss), number(last?.trainAccuracy),
          number(last?.trainLoss), number(best?.testAccuracy), number(best?.testLoss),
          best.map { "\($0.epoch)" } ?? "", trial.result.problem ?? "",
        ])
    }
    return text
  }

  /// Every number of every epoch, a row each: trial, epoch, metric, value.
  var historyCSV: String {
    var text = CSV.head(["trial", "epoch", "metric", "value"])
    for trial in trials {
      for epoch in trial.result.record?.history ?? [] {
        let values: [(String, Double)] = [
          ("learning_rate", epoch.learningRate), ("train_loss", epoch.trainLoss),
          ("train_accuracy", epoch.trainAccuracy), ("test_loss", epoch.testLoss),
          ("test_accuracy", epoch.testAccuracy),
        ]
        for (name, value) in values {
          text += CSV.row([
            "\(trial.trial.number)", "\(epoch.epoch)", name, CSV.number(value),
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
