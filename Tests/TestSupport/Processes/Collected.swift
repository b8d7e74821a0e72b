import Synchronization

/// Lines that come from any thread, in the order of their arrival.
public final class Collected: Sendable {
  private let lines = Mutex<[String]>([])

  /// Starts empty.
  public init() {}

  /// Keeps a line.
  public func add(_ line: String) { lines.withLock { $0.append(line) } }

  /// All lines so far.
  public var all: [String] { lines.withLock { $0 } }
}
