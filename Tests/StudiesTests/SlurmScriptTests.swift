import Publishing
import Testing

@testable import Studies

@Suite("The scripts for Slurm")
struct SlurmScriptTests {
  private func scripts(
    _ work: SlurmScripts.Work, folder: String = "/data/a b's", maxArraySize: Int = 1001,
    throttle: Int? = nil
  ) throws -> SlurmScripts {
    SlurmScripts(
      folder: folder, program: "/opt/report", name: "gradbook", work: work,
      options: try SlurmOptions(throttle: throttle, time: "02:00:00", cpus: 2),
      maxArraySize: maxArraySize)
  }

  @Test("An array of shards: its number stands in the script, never the array's own")
  func shards() throws {
    let scripts = try scripts(.shards(8), throttle: 3)
    #expect(scripts.arrays.count == 1 && scripts.taskCount == 8)
    #expect(
      scripts.arrays[0].text == """
        #!/bin/sh
        #SBATCH --job-name=gradbook
        #SBATCH --output='/data/a b'\\''s/slurm/array-1-%a.log'
        #SBATCH --open-mode=append
        #SBATCH --time=02:00:00
        #SBATCH --array=1-8%3
        #SBATCH --cpus-per-task=2
        #SBATCH --requeue
        # A task that is run again goes on from its last finished epoch.
        task=$((SLURM_ARRAY_TASK_ID + 0))
        exec /opt/report study run '/data/a b'\\''s' --threads 2 --quiet --shard "$task/8"

        """)
    #expect(scripts.merge.text.contains("study merge '/data/a b'\\''s' --partial"))
  }

  @Test("No number of an array reaches MaxArraySize, and every task is there once")
  func split() throws {
    for work in [SlurmScripts.Work.shards(25), .trials([1, 2, 3, 17, 18, 40, 95])] {
      let scripts = try scripts(work, maxArraySize: 11)
      var tasks: [Int] = []
      for script in scripts.arrays {
        let lines = script.text.split(separator: "\n")
        let list = lines.first { $0.contains("--array=") }?.split(separator: "=").last ?? ""
        let offset = lines.first { $0.hasPrefix("task=") }?.split(separator: " ")[2].dropLast(2)
        for part in list.split(separator: ",") {
          let ends = part.split(separator: "-").compactMap { Int($0) }
          #expect(ends[0] >= 0 && ends[ends.count - 1] <= 10)
          tasks += (ends[0]...ends[ends.count - 1]).map { $0 + (Int(offset ?? "") ?? 0) }
        }
      }
      #expect(tasks == (work == .shards(25) ? Array(1...25) : [1, 2, 3, 17, 18, 40, 95]))
    }
  }

  @Test("Nothing from outside becomes a line of a script")
  func injection() {
    #expect(throws: ReportError.self) { try SlurmOptions(time: "1; rm -rf /") }
    #expect(throws: ReportError.self) { try SlurmOptions(partition: "a\n#SBATCH --uid=0") }
    #expect(throws: ReportError.self) { try SlurmOptions(throttle: 0) }
    #expect(throws: ReportError.self) { try SlurmOptions(cpus: 0) }
    #expect(throws: ReportError.self) { try SlurmOptions(minutes: 0) }
  }
}
