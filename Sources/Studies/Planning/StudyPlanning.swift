import Numerals
import Publishing
import RunRecords
import TextFormats
import TrainingRuns

/// `report study plan`: numbers trials and says how long and how large the study is.
package struct StudyPlanning: Sendable {
  private let file: String
  private let dataFolder: String?
  private let threads: Int?
  private let isConfirmed: Bool
  private let environment: [String: String]
  /// The bytes that are free where a folder is or will be made; nil where that is not known.
  var freeSpace: @Sendable (_ folder: String) -> Int? = DiskSpace.free(at:)

  /// Prepares a plan.
  ///
  /// - Parameters:
  ///   - file: The study's file; `-` for standard input.
  ///   - dataFolder: The folder with its images, where the file does not name it.
  ///   - threads: How many threads a trial has; one a processor if absent.
  ///   - isConfirmed: Whether the person has agreed to very many trials.
  ///   - environment: The environment's variables.
  package init(
    file: String, dataFolder: String? = nil, threads: Int? = nil, isConfirmed: Bool = false,
    environment: [String: String]
  ) {
    self.file = file
    self.dataFolder = dataFolder
    self.threads = threads
    self.isConfirmed = isConfirmed
    self.environment = environment
  }

  /// A plan, and its extent.
  package struct Planned: Sendable {
    /// The study.
    package let plan: StudyPlan
    /// Its time and size.
    package let estimate: PlanEstimate
    let folder: String

    /// For a terminal.
    package var text: String {
      let grid = plan.keys.enumerated().map { index, key in
        "\(key) (\(Set(plan.trials.map { $0.values[index] }).count))"
      }
      return """
        \(FixedText.counted(plan.trials.count, "trial")) on \(plan.images.title) in \(folder): \
        \(grid.joined(separator: " × ")).
        About \(TimeText.words(estimate.total)) with \
        \(FixedText.counted(estimate.threads, "thread")) on this machine, and \
        \(FixedText.grouped(estimate.bytes)) bytes.
        Fingerprint \(plan.fingerprint.prefix(16)).
        `report study run \(ShellWord.quoted(folder))` runs them.

        """
    }
  }

  /// Plans the study into a folder.
  ///
  /// The same study may be planned again; another one is refused where trials are finished already.
  ///
  /// - Parameter folder: The study's folder.
  /// - Returns: The plan.
  /// - Throws: `ReportError`, or what the images throw.
  package func plan(into folder: String) throws -> Planned {
    let study = try StudyFile(file)
    let threads = try Threads.count(threads)
    _ = try study.count(isConfirmed: isConfirmed)
    let data = try study.dataset.load(folder: dataFolder, environment: environment)
    let plan = try StudyPlan(
      study, data: data, dataFolder: dataFolder, isConfirmed: isConfirmed)
    if FileSystem.exists(FileSystem.join(folder, StudyPlan.fileName)),
      FileSystem.isFolder(FileSystem.join(folder, Trial.folderName))
    {
      guard (try? StudyPlan(in: folder))?.fingerprint == plan.fingerprint else {
        throw ReportError(
          .usage,
          "\(folder) holds another study with trials. Choose another folder, or delete this one.")
      }
    }
    // Before anything is made: a folder that is refused is not left behind.
    try DiskSpace.check(
      StudySize(plan.trials).total, of: "the study", in: folder, free: freeSpace(folder))
    let estimate = try PlanEstimate(plan, data: data, threads: threads)
    try FileSystem.makeFolder(folder)
    try plan.write(in: folder)
    try estimate.write(in: folder)
    return Planned(plan: plan, estimate: estimate, folder: folder)
  }
}
