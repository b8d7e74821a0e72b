import Publishing
import TextFormats

/// Scripts that Slurm runs: arrays of tasks, each a shard or a trial of a study, and a merge.
///
/// They stand in the study's folder, where a person can read them and run them by hand.
struct SlurmScripts: Sendable, Equatable {
  /// What the tasks of the arrays are.
  enum Work: Sendable, Equatable {
    /// So many shards of the whole study.
    case shards(Int)
    /// Single trials.
    case trials([Int])

    /// What each task runs, by its number.
    fileprivate var numbers: [Int] {
      switch self {
      case .shards(let count): Array(1...count)
      case .trials(let numbers): numbers
      }
    }

    /// The option that names a task's part, where `$task` is its number.
    fileprivate var option: String {
      switch self {
      case .shards(let count): "--shard \"$task/\(count)\""
      case .trials: "--trials \"$task\""
      }
    }
  }

  /// A script and the name of its file.
  struct Script: Sendable, Equatable {
    let name: String
    let text: String
  }

  /// The arrays, in the order in which they are submitted.
  let arrays: [Script]
  /// The script that merges the results.
  let merge: Script
  /// How many tasks the arrays have.
  let taskCount: Int

  /// The name of the folder of scripts and logs in a study's folder.
  static let folderName = "slurm"

  /// Writes scripts.
  ///
  /// An array's numbers stay below the cluster's `MaxArraySize`: there are several arrays where it is
  /// smaller than the study, and their tasks count on from the end of the one before.
  ///
  /// - Parameters:
  ///   - folder: The study's folder, as an absolute path.
  ///   - program: The path of the program.
  ///   - name: What the jobs are called.
  ///   - work: What is run.
  ///   - options: What is asked of Slurm.
  ///   - maxArraySize: The cluster's `MaxArraySize`.
  ///   - arguments: More arguments of `report study run`.
  init(
    folder: String, program: String, name: String, work: Work, options: SlurmOptions,
    maxArraySize: Int, arguments: [String] = []
  ) {
    let logs = FileSystem.join(folder, Self.folderName)
    let quoted = ShellWord.quoted
    func head(_ job: String, log: String, more: [String]) -> [String] {
      var lines = [
        "#!/bin/sh", "#SBATCH --job-name=\(job)", "#SBATCH --output=\(quoted(logs + "/" + log))",
        "#SBATCH --open-mode=append",
      ]
      if let time = options.time { lines.append("#SBATCH --time=\(time)") }
      if let partition = options.partition { lines.append("#SBATCH --partition=\(partition)") }
      return lines + more
    }
    let run =
      (["study", "run", folder, "--threads", "\(options.cpus)", "--quiet"] + arguments)
      .map(quoted).joined(separator: " ")
    let largest = max(1, maxArraySize - 1)
    var arrays: [Script] = []
    var rest = work.numbers[...]
    while let first = rest.first {
      let offset = first > largest ? first - 1 : 0
      let part = rest.prefix { $0 - offset <= largest }
      let list = TrialSelection.words(part.map { $0 - offset })
      let limit = options.throttle.map { "%\($0)" } ?? ""
      let lines =
        head(
          name, log: "array-\(arrays.count + 1)-%a.log",
          more: [
            "#SBATCH --array=\(list)\(limit)", "#SBATCH --cpus-per-task=\(options.cpus)",
            "#SBATCH --requeue",
          ]) + [
          "# A task that is run again goes on from its last finished epoch.",
          "task=$((SLURM_ARRAY_TASK_ID + \(offset)))",
          "exec \(quoted(program)) \(run) \(work.option)",
        ]
      arrays.append(
        Script(name: "array-\(arrays.count + 1).sh", text: lines.joined(separator: "\n") + "\n"))
      rest = rest.dropFirst(part.count)
    }
    self.arrays = arrays
    taskCount = work.numbers.count
    let command = ["study", "merge", folder, "--partial"].map(quoted).joined(separator: " ")
    merge = Script(
      name: "merge.sh",
      text: (head("\(name)-merge", log: "merge.log", more: ["#SBATCH --requeue"])
        + ["exec \(quoted(program)) \(command)"]).joined(separator: "\n") + "\n")
  }
}
