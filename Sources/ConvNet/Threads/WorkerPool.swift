import Glibc
import Synchronization

/// A fixed number of threads that run the same function together, again and again.
///
/// Every thread limits the OpenMP library to one thread, so that oneDNN works
/// inside the thread that calls it.
final class WorkerPool: @unchecked Sendable {
  // Sendable because `job` is written only while all workers sleep, under the gate's lock.
  let count: Int
  let barrier: PhaseBarrier
  private let gate = Gate()
  private let finished = Gate()
  private let round = Atomic<Int>(0)
  private let running = Atomic<Int>(0)
  private var job: (@Sendable (Int) -> Void)?
  private var isStopping = false
  private var threads: [pthread_t] = []

  /// Starts the threads.
  ///
  /// - Parameter count: How many; at least 1.
  /// - Throws: `ConvNetError.threadNotStarted`.
  init(threads count: Int) throws(ConvNetError) {
    self.count = count
    barrier = PhaseBarrier(parties: count)
    for index in 0..<count {
      var thread = pthread_t()
      let start = Unmanaged.passRetained(WorkerStart(pool: self, index: index))
      let code = pthread_create(
        &thread, nil,
        { argument in
          guard let argument else { return nil }
          let start = Unmanaged<WorkerStart>.fromOpaque(argument).takeRetainedValue()
          limitOpenMP()
          start.loop()
          return nil
        }, start.toOpaque())
      guard code == 0 else {
        start.release()
        stop()
        throw .threadNotStarted(code: code)
      }
      threads.append(thread)
    }
  }

  deinit { stop() }

  /// Runs a function once in every thread, and returns when all are done.
  ///
  /// - Parameter body: Gets the thread's number, 0..<count; may meet the others at `barrier`.
  func run(_ body: (Int) -> Void) {
    withoutActuallyEscaping(body) { escaping in
      // The threads are done with the function before this one returns.
      let job = unsafeBitCast(escaping, to: (@Sendable (Int) -> Void).self)
      running.store(count, ordering: .releasing)
      gate.open {
        self.job = job
        round.add(1, ordering: .acquiringAndReleasing)
      }
      finished.sleep { running.load(ordering: .acquiring) > 0 }
      self.job = nil
    }
  }

  private func stop() {
    gate.open {
      isStopping = true
      round.add(1, ordering: .acquiringAndReleasing)
    }
    for thread in threads { pthread_join(thread, nil) }
    threads = []
  }

  /// What a thread needs to know to work, without keeping the pool alive.
  private final class WorkerStart {
    unowned(unsafe) let pool: WorkerPool
    let index: Int

    init(pool: WorkerPool, index: Int) {
      self.pool = pool
      self.index = index
    }

    func loop() {
      var seen = 0
      while true {
        pool.gate.sleep { pool.round.load(ordering: .acquiring) == seen }
        seen = pool.round.load(ordering: .acquiring)
        guard !pool.isStopping else { return }
        pool.job?(index)
        if pool.running.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 {
          pool.finished.open {}
        }
      }
    }
  }
}

/// Tells the OpenMP library, if oneDNN was built with one, to use one thread for this one.
private func limitOpenMP() {
  // Looked up by name, because oneDNN can be built with other libraries for threads.
  guard let symbol = dlsym(nil, "omp_set_num_threads") else { return }
  typealias SetThreads = @convention(c) (Int32) -> Void
  unsafeBitCast(symbol, to: SetThreads.self)(1)
}
