import Glibc
import Synchronization

/// Where threads wait for each other between phases; the last to come does what only one may do.
///
/// A thread first looks again and again for a short while, as the others are usually a fraction of
/// a millisecond away, and then sleeps, so that a busy machine loses nothing.
final class PhaseBarrier: Sendable {
  private let parties: Int
  private let patience: Int
  private let arrived = Atomic<Int>(0)
  private let phase = Atomic<Int>(0)
  private let gate = Gate()

  init(parties: Int) {
    self.parties = parties
    // Waiting awake makes sense only if every thread can have a processor.
    patience = parties <= Processors.available ? 20_000 : 0
  }

  /// Waits until all threads have come here.
  ///
  /// - Parameter alone: Done by the last thread that comes, before any of them goes on.
  func wait(_ alone: () -> Void) {
    let current = phase.load(ordering: .acquiring)
    if arrived.add(1, ordering: .acquiringAndReleasing).newValue == parties {
      arrived.store(0, ordering: .relaxed)
      alone()
      gate.open { phase.store(current &+ 1, ordering: .releasing) }
      return
    }
    for _ in 0..<patience where phase.load(ordering: .acquiring) != current { return }
    gate.sleep { phase.load(ordering: .acquiring) == current }
  }
}
