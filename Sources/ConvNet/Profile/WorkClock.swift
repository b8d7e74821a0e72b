import Glibc

/// One thread's record of what its time went into; a reading costs some 30 nanoseconds.
final class WorkClock {
  let spent = AlignedBuffer<UInt64>(StepProfile.Kind.allCases.count)
  private var last: UInt64 = 0

  /// Begins a piece of work.
  @inline(__always)
  func start() { last = Self.now() }

  /// Counts the time since the last call as one kind of work.
  @inline(__always)
  func lap(_ kind: StepProfile.Kind) {
    let now = Self.now()
    spent.pointer[kind.rawValue] &+= now &- last
    last = now
  }

  private static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
  }
}
