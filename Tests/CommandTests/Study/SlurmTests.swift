import Foundation
import TestSupport
import Testing

@Suite("A study on a Slurm cluster")
struct SlurmTests {
  private static let study = """
    dataset: {kind: digits, drawn: [96, 32]}
    epochs: 6
    batch size: 16
    softmax: class
    grid:
      learning rate: [0.003, 0.01, 0.03, 0.1]
      seed: [1, 2]
    """

  /// Every merged file but the times.
  private func merged(_ folder: TemporaryFolder, _ name: String) throws -> [String: [UInt8]] {
    let prefix = "\(name)/"
    let names = folder.allFiles.filter { file in
      file.hasPrefix(prefix) && !["trials/", "slurm/"].contains { file.hasPrefix(prefix + $0) }
        && !["timing.csv", "estimate.json"].contains { file == prefix + $0 }
    }
    return Dictionary(
      uniqueKeysWithValues: try names.map { ($0.dropFirst(prefix.count), try folder.bytes($0)) }
        .map { (String($0), $1) })
  }

  @Test(
    "Killed, requeued and on a node that dies, the shards come to the bytes of one process",
    // The condition starts the cluster, so it must not be asked before this test is to run.
    .disabled("Slurm (slurmctld, slurmd, munge) is not installed or does not start here") {
      SlurmCluster.obstacle != nil
    })
  func cluster() throws {
    let folder = try TemporaryFolder()
    try folder.write("study.yaml", Self.study)
    let (alone, shared) = (folder.file("alone"), folder.file("shared"))
    let cluster = try SlurmCluster.started.get()
    defer { cluster.stop() }
    func report(_ arguments: String...) throws -> BuiltProgram.Outcome {
      let run = try BuiltProgram.run(arguments, environment: cluster.environment)
      #expect(run.code == 0, "\(arguments): \(run.error)")
      return run
    }
    for place in [alone, shared] {
      _ = try report("study", "plan", folder.file("study.yaml"), "--output", place)
    }
    let submitted = try report("study", "submit", shared, "--shards", "8", "--time", "00:20:00")
    let jobs = try #require(submitted.output.firstMatch(of: #/as job (\d+), and the merge as job/#))
    let job = String(jobs.1)

    // A task is killed while it runs, another one is put back into the queue, and a node dies with
    // whatever runs on it. What that hits differs from time to time; what comes of it may not.
    try cluster.wait("a task that runs") {
      try cluster.queue.contains { $0.hasPrefix("\(job)_") && $0.contains("RUNNING") }
    }
    try cluster.run("scancel", ["--signal=KILL", "--full", "\(job)_1"])
    try cluster.run("scontrol", ["requeue", "\(job)_2"])
    cluster.killNode("n2")
    try cluster.wait("a trial that is finished") {
      folder.allFiles.contains { $0.hasPrefix("shared/trials/") && $0.hasSuffix("/trial.json") }
    }
    // The rest of the array is called off.
    try cluster.run("scancel", [job])
    try cluster.startNode("n2")
    try cluster.wait("an empty queue") { try cluster.queue.isEmpty }

    // Exactly what is missing is submitted, and nothing once it is there.
    let missing = try report("study", "status", shared, "--format", "json").output
    if !(missing.contains("\"begun\": []") && missing.contains("\"open\": []")) {
      _ = try report("study", "resume", shared)
      try cluster.wait("an empty queue") { try cluster.queue.isEmpty }
    }
    let nothing = try BuiltProgram.run(
      ["study", "resume", shared], environment: cluster.environment)
    #expect(nothing.code == 64 && nothing.error.contains("there is nothing to submit"))
    // The merge job has merged already; once more changes nothing.
    let files = try merged(folder, "shared")
    #expect(files.keys.contains("study.csv"))
    _ = try report("study", "merge", shared)
    #expect(try merged(folder, "shared") == files)

    _ = try report("study", "run", alone)
    _ = try report("study", "merge", alone)
    let expected = try merged(folder, "alone")
    #expect(Set(files.keys) == Set(expected.keys))
    for (name, bytes) in expected { #expect(files[name] == bytes, "\(name)") }
  }
}
