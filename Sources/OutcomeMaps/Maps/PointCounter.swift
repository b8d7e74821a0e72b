import Publishing
import Synchronization

/// Counts points that are done, on any thread, and tells how far the work has come.
final class PointCounter: Sendable {
  private let total: Int
  private let progress: ProgressHandler
  private let done = Mutex(0)

  /// Counts to a number of points.
  init(total: Int, progress: @escaping ProgressHandler) {
    self.total = total
    self.progress = progress
  }

  /// Adds points that are done.
  func add(_ count: Int) {
    done.withLock { done in
      done += count
      progress(.advanced("Map", done: done, total: total, detail: "points"))
    }
  }
}
