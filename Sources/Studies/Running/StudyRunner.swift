import ConvNet
import DatasetSources
import Glibc
import Numerals
package import Publishing
import RunRecords
import TrainingRuns

/// Runs trials of a study, one after the other; what is finished is never run again.
package struct StudyRunner: Sendable {
  /// What a command has done.
  package struct Outcome: Sendable {
    /// Trials that this process finished.
    package var finished = 0
    /// Of those, the ones that failed or diverged.
    package var failed = 0
    /// Why the command ends with an error; nil if it does not.
    package var failure: ReportError?
  }

  private let store: TrialStore
  private let data: LoadedDataset
  private let threads: Int
  private let provenance: Provenance
  private let progress: ProgressHandler
  private let events: @Sendable (StudyEvent) -> Void

  /// The bytes that are free where a folder is; nil where that is not known.
  var freeSpace: @Sendable (_ folder: String) -> Int? = DiskSpace.free(at:)

  private var plan: StudyPlan { store.plan }

  /// Prepares the work.
  ///
  /// - Parameters:
  ///   - folder: The study's folder.
  ///   - dataFolder: The folder with the study's images, where it is not the one of the plan.
  ///   - threads: How many threads work; one a processor if absent.
  ///   - environment: The environment's variables.
  ///   - provenance: The program and its libraries.
  ///   - progress: Receives the progress of each training.
  ///   - events: Receives what happens to trials.
  /// - Throws: `ReportError`: there is no plan, it is one of another version, or its images changed.
  package init(
    folder: String, dataFolder: String? = nil, threads: Int? = nil,
    environment: [String: String], provenance: Provenance, progress: @escaping ProgressHandler,
    events: @escaping @Sendable (StudyEvent) -> Void
  ) throws {
    let plan = try StudyPlan(in: folder)
    store = TrialStore(folder: folder, plan: plan)
    // The same files may lie in a folder of another name on another machine.
    data = try plan.dataset.load(folder: dataFolder, environment: environment)
      .named(plan.images.name)
    guard DatasetRecord(data) == plan.images else {
      throw ReportError(
        .badData,
        "The images of \(data.origin) are not those that the study was planned with. Name their"
          + " folder with --data-dir, or plan the study again.")
    }
    self.threads = try Threads.count(threads)
    self.provenance = provenance
    self.progress = progress
    self.events = events
  }

  /// Runs trials.
  ///
  /// - Parameters:
  ///   - selection: Which.
  ///   - failsFast: Whether the first trial that fails or diverges ends the work.
  /// - Returns: What was done, also if the person stopped it.
  /// - Throws: `ReportError` of category `usage` or `cannotWrite`, or what a damaged result throws.
  package func run(_ selection: TrialSelection, failsFast: Bool = false) throws -> Outcome {
    let chosen = try selection.trials(of: plan.trials)
    var open: [Trial] = []
    for trial in chosen where try store.result(of: trial) == nil { open.append(trial) }
    if !open.isEmpty {
      let size = StudySize(open)
      try DiskSpace.check(
        size.results + size.checkpoint, of: FixedText.counted(open.count, "trial"),
        in: store.folder, free: freeSpace(store.folder))
    }
    let estimate = PlanEstimate(in: store.folder, trials: plan.trials.count)
    var clock = StudyClock(estimate: estimate?.seconds)
    var outcome = Outcome()
    var done = chosen.count - open.count
    var postponed: [Trial] = []
    // Trials that another process has come last, when it has perhaps finished them.
    for (isLast, trials) in [(false, open), (true, [])] {
      for trial in isLast ? postponed : trials {
        guard let lock = try acquire(trial, waits: isLast) else {
          if Interruption.isRequested { return interrupted(outcome) }
          postponed.append(trial)
          continue
        }
        defer { withExtendedLifetime(lock) {} }
        if try store.result(of: trial) == nil {
          guard let result = try finish(trial, clock: &clock) else { return interrupted(outcome) }
          outcome.finished += 1
          if result.status != "complete" {
            outcome.failed += 1
            if failsFast {
              outcome.failure = ReportError(
                .failed,
                "Trial \(trial.number) (\(trial.words(plan.keys))) "
                  + (result.problem.map { "failed: \($0)" } ?? "diverged.")
                  + " --fail-fast ends the study here.")
              return outcome
            }
          }
        }
        done += 1
        let left = open.filter { $0.number > trial.number } + (isLast ? [] : postponed)
        events(.advanced(done: done, of: chosen.count, left: clock.left(left)))
      }
    }
    return outcome
  }

  private func interrupted(_ outcome: Outcome) -> Outcome {
    if Interruption.isRequested { Interruption.acknowledge() }
    var outcome = outcome
    outcome.failure = ReportError(
      .interrupted, "Interrupted. The same command goes on with the trials that are left.")
    return outcome
  }

  /// Locks a trial; nil if another process has it, or if the person does not want to wait.
  private func acquire(_ trial: Trial, waits: Bool) throws -> TrialLock? {
    let folder = store.path(of: trial)
    if let lock = try TrialLock(folder) { return lock }
    guard waits else { return nil }
    events(.waits(trial: trial.number))
    while !Interruption.isRequested {
      usleep(200_000)
      if let lock = try TrialLock(folder) { return lock }
    }
    return nil
  }

  /// Trains a trial to its end and keeps its result; nil if the person stopped it.
  private func finish(_ trial: Trial, clock: inout StudyClock) throws -> TrialResult? {
    let folder = store.path(of: trial)
    let checkpoint = checkpoint(of: trial, in: folder)
    events(
      .began(
        trial: trial.number, of: plan.trials.count, words: trial.words(plan.keys),
        epochs: checkpoint?.record.history.count ?? 0))
    let begin = ContinuousClock.now
    var record: RunRecord?
    var problem: String?
    do {
      try trial.settings.training.validate()
      let job = TrainingJob(
        settings: trial.settings, dataset: data, folder: folder, initial: nil, threads: threads,
        provenance: provenance, progress: quiet)
      record = try Interruption.deferring { try job.run(from: checkpoint) }.record
    } catch let error as ConvNetError {
      // What cannot be trained is a result like the others; a full disk is none.
      problem = ReportError(error).message
    }
    if record?.status == .interrupted { return nil }
    let result = TrialResult(
      number: trial.number, fingerprint: trial.fingerprint, record: record, problem: problem)
    try result.write(in: folder)
    Checkpoint.remove(in: folder)
    let seconds = (ContinuousClock.now - begin).seconds
    clock.took(seconds, trial)
    if let problem {
      events(.failed(trial: trial.number, reason: problem))
    } else {
      events(
        .finished(
          trial: trial.number, status: result.status,
          accuracy: record?.history.last?.heldOut.accuracy,
          images: trial.settings.heldOut, seconds: seconds))
    }
    return result
  }

  /// Where a trial that was interrupted goes on; nil for the beginning.
  private func checkpoint(of trial: Trial, in folder: String) -> Checkpoint? {
    do {
      guard let checkpoint = try Checkpoint(in: folder) else { return nil }
      guard checkpoint.record.settings == trial.settings,
        checkpoint.record.dataset == plan.images
      else { return nil }
      return checkpoint
    } catch {
      progress(
        .warned("\(ReportError(error).message) Trial \(trial.number) begins anew."))
      return nil
    }
  }

  /// The lines of single epochs are left out: a study has thousands.
  private var quiet: ProgressHandler {
    { [progress] event in
      if case .noted = event { return }
      progress(event)
    }
  }
}

/// How long the trials that are left will take, from those that were run.
struct StudyClock: Sendable {
  private let estimate: [Double]?
  private var spent = 0.0
  private var expected = 0.0

  init(estimate: [Double]?) {
    self.estimate = estimate
  }

  /// A trial took so many seconds.
  mutating func took(_ seconds: Double, _ trial: Trial) {
    spent += seconds
    expected += weight(trial)
  }

  /// Seconds for trials, at the pace so far.
  func left(_ trials: [Trial]) -> Double {
    let weights = trials.reduce(0) { $0 + weight($1) }
    return expected > 0 ? spent / expected * weights : estimate == nil ? 0 : weights
  }

  private func weight(_ trial: Trial) -> Double { estimate?[trial.number - 1] ?? 1 }
}
