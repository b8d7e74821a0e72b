import Publishing
import Synchronization

/// Tells threads to give up once the person has waited for half a second.
///
/// Until then a batch or an evaluation is finished, which takes less on most machines and keeps the
/// epoch. Where convolutions are slow, nobody waits for minutes.
final class StopDeadline: Sendable {
  private static let patience = Duration.milliseconds(500)
  private let begin = Mutex<ContinuousClock.Instant?>(nil)

  /// Whether the program was asked to end, more than half a second before.
  var isOverdue: Bool {
    guard Interruption.isRequested else { return false }
    let now = ContinuousClock.now
    return begin.withLock { begin in
      let first = begin ?? now
      begin = first
      return now - first >= Self.patience
    }
  }
}
