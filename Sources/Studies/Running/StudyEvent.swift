import Numerals
package import RunRecords
package import TextFormats

/// Something that happens while a study runs.
package enum StudyEvent: Sendable, Equatable {
  /// A trial begins, or goes on after so many epochs.
  case began(trial: Int, of: Int, words: String, epochs: Int)
  /// A trial is finished.
  case finished(
    trial: Int, status: String, accuracy: Double?, images: HeldOutImages, seconds: Double)
  /// A trial could not be trained.
  case failed(trial: Int, reason: String)
  /// How far the study is: finished trials, all of them, and seconds that are left at this pace.
  case advanced(done: Int, of: Int, left: Double)
  /// Another process has a trial, which this one waits for.
  case waits(trial: Int)

  /// The event on one line, for a program.
  package var json: JSON {
    switch self {
    case .began(let trial, let count, let words, let epochs):
      .object([
        .init("event", "began"), .init("trial", .integer(trial)), .init("trials", .integer(count)),
        .init("settings", .string(words)), .init("epochs", .integer(epochs)),
      ])
    case .finished(let trial, let status, let accuracy, let images, let seconds):
      .object([
        .init("event", "finished"), .init("trial", .integer(trial)),
        .init("status", .string(status)),
        .init("\(images.rawValue)Accuracy", accuracy.map { .number($0) } ?? .null),
        .init("seconds", .number((seconds * 1000).rounded() / 1000)),
      ])
    case .failed(let trial, let reason):
      .object([
        .init("event", "failed"), .init("trial", .integer(trial)),
        .init("reason", .string(reason)),
      ])
    case .advanced(let done, let count, let left):
      .object([
        .init("event", "advanced"), .init("done", .integer(done)),
        .init("trials", .integer(count)), .init("secondsLeft", .number(left.rounded())),
      ])
    case .waits(let trial):
      .object([.init("event", "waits"), .init("trial", .integer(trial))])
    }
  }

  /// The event for a person; nil for one that says nothing new.
  package var line: String? {
    switch self {
    case .began(let trial, let count, let words, let epochs):
      let place = "Trial \(trial) of \(count): \(words)"
      return epochs > 0 ? "\(place), after \(FixedText.counted(epochs, "epoch"))" : place
    case .finished(let trial, let status, let accuracy, let images, let seconds):
      let result =
        accuracy.map { "\(FixedText.percent($0)) of the \(images.rawValue) images" }
        ?? "no epoch"
      return "Trial \(trial) is \(status): \(result) (\(FixedText.decimals(seconds, 1)) s)"
    case .failed(let trial, let reason): return "warning: Trial \(trial) failed: \(reason)"
    case .advanced(let done, let count, let left):
      return "\(done) of \(FixedText.counted(count, "trial")) finished, about"
        + " \(TimeText.words(left)) left"
    case .waits(let trial): return "Another process has trial \(trial); waiting for it."
    }
  }
}
