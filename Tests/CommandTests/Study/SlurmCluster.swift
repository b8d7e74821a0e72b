import Foundation
import Glibc
import TestSupport

/// A Slurm cluster of two nodes with one processor each, on this machine and for one test.
///
/// Its daemons run below the test and end with it; nothing of the system's own Slurm is touched.
final class SlurmCluster {
  private let folder: TemporaryFolder
  private var daemons: [String: pid_t] = [:]

  /// Why there can be no cluster here; nil if there can.
  static let obstacle: String? = {
    let names = ["slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "munged"]
    let missing = names.filter { path($0) == nil }
    guard missing.isEmpty else { return "Slurm is not installed (no \(missing[0]))" }
    guard geteuid() == 0 else { return "Slurm's daemons need root" }
    if case .failure(let error) = started { return "Slurm does not start here: \(error)" }
    return nil
  }()

  /// The cluster of the one test, or why it does not start on this machine.
  nonisolated(unsafe) static let started = Result { try SlurmCluster() }

  /// The variables with which its programs find the cluster.
  var environment: [String: String] { ["SLURM_CONF": folder.file("slurm.conf")] }

  private static func path(_ name: String) -> String? {
    ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"].map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Starts the cluster and waits until both nodes are idle.
  init() throws {
    folder = try TemporaryFolder()
    for name in ["state", "log", "spool-n1", "spool-n2", "munge"] {
      try FileManager.default.createDirectory(
        atPath: folder.file(name), withIntermediateDirectories: true)
    }
    let ports = try (0..<3).map { _ in try Self.freePort() }
    let host = try Self.output("hostname", ["-s"]).trimmingCharacters(in: .whitespacesAndNewlines)
    try folder.write(
      "slurm.conf", Self.configuration(folder: folder.path, host: host, ports: ports))
    try folder.write("munge.key", (0..<1024).map { _ in UInt8.random(in: 0...255) })
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o400], ofItemAtPath: folder.file("munge.key"))
    try start(
      "munged", "munged",
      [
        "--foreground", "--force", "--key-file=\(folder.file("munge.key"))",
        "--socket=\(folder.file("munge/socket"))", "--pid-file=\(folder.file("munge/pid"))",
        "--log-file=\(folder.file("log/munged.log"))", "--seed-file=\(folder.file("munge/seed"))",
      ])
    try wait("the socket of munged", seconds: 60) {
      FileManager.default.fileExists(atPath: folder.file("munge/socket"))
    }
    try start("slurmctld", "slurmctld", ["-c", "-D"])
    for node in ["n1", "n2"] { try startNode(node) }
    try wait("two idle nodes", seconds: 60) {
      (try? run("sinfo", ["-h", "-o", "%D %t"]).contains("2 idle")) == true
    }
  }

  deinit { stop() }

  /// Ends every daemon.
  func stop() {
    for daemon in daemons.values { end(daemon) }
    daemons = [:]
  }

  private static func configuration(folder: String, host: String, ports: [Int]) -> String {
    """
    ClusterName=test
    SlurmctldHost=\(host)(127.0.0.1)
    SlurmUser=root
    SlurmdUser=root
    AuthType=auth/munge
    AuthInfo=socket=\(folder)/munge/socket
    CryptoType=crypto/munge
    ProctrackType=proctrack/pgid
    TaskPlugin=task/none
    SelectType=select/cons_tres
    SelectTypeParameters=CR_Core
    SlurmctldPort=\(ports[0])
    SlurmdPort=\(ports[1])
    StateSaveLocation=\(folder)/state
    SlurmdSpoolDir=\(folder)/spool-%n
    SlurmctldPidFile=\(folder)/slurmctld.pid
    SlurmdPidFile=\(folder)/slurmd-%n.pid
    SlurmctldLogFile=\(folder)/log/slurmctld.log
    SlurmdLogFile=\(folder)/log/slurmd-%n.log
    AccountingStorageType=accounting_storage/none
    JobAcctGatherType=jobacct_gather/none
    ReturnToService=2
    MpiDefault=none
    SchedulerParameters=sched_interval=5,batch_sched_delay=0
    SlurmdTimeout=10
    InactiveLimit=0
    KillWait=2
    NodeName=n1 NodeHostname=\(host) NodeAddr=127.0.0.1 Port=\(ports[1]) CPUs=1 RealMemory=1000 State=UNKNOWN
    NodeName=n2 NodeHostname=\(host) NodeAddr=127.0.0.1 Port=\(ports[2]) CPUs=1 RealMemory=1000 State=UNKNOWN
    PartitionName=all Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP

    """
  }

  /// A port of this machine that nobody listens on.
  private static func freePort() throws -> Int {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(socket, address, length) == 0 ? getsockname(socket, address, &length) : -1
      }
    }
    guard code == 0 else { throw SlurmError(words: "no free port") }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  // MARK: - Daemons

  /// Starts a daemon that has nothing open but the three standard descriptors.
  ///
  /// Foundation's `Process` notices the end of a program by a socket that all its children inherit: a
  /// daemon would keep open those of other tests' programs, which then would never be seen to end.
  private func start(_ key: String, _ name: String, _ arguments: [String]) throws {
    let path = Self.path(name) ?? name
    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(
        &actions, descriptor, folder.file("log/\(key).out"), O_WRONLY | O_CREAT | O_APPEND, 0o600)
    }
    // Closing what is not open is no error, unless the number is out of range.
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    for descriptor in STDERR_FILENO + 1..<CInt(min(limit.rlim_cur, 4096)) {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }
    var process: pid_t = 0
    let words = Self.cStrings([path] + arguments)
    let values = Self.cStrings(variables.map { "\($0)=\($1)" })
    defer { for text in words + values { free(text) } }
    let code = posix_spawn(&process, path, &actions, nil, words, values)
    guard code == 0 else {
      throw SlurmError(words: "\(name) does not start: \(String(cString: strerror(code)))")
    }
    daemons[key] = process
  }

  private static func cStrings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }

  /// Ends a daemon and waits until it is gone.
  private func end(_ daemon: pid_t) {
    kill(daemon, SIGKILL)
    var status: CInt = 0
    while waitpid(daemon, &status, 0) < 0, errno == EINTR {}
  }

  /// Starts a node's daemon.
  func startNode(_ node: String) throws { try start(node, "slurmd", ["-N", node, "-D"]) }

  /// Kills a node's daemon, as a crash of the machine would.
  func killNode(_ node: String) {
    guard let daemon = daemons.removeValue(forKey: node) else { return }
    end(daemon)
  }

  // MARK: - Commands

  /// Runs one of Slurm's programs.
  ///
  /// - Parameters:
  ///   - name: The program.
  ///   - arguments: Its arguments.
  /// - Returns: What it says.
  /// - Throws: What Foundation throws if it cannot be started.
  @discardableResult
  func run(_ name: String, _ arguments: [String]) throws -> String {
    try Self.output(name, arguments, environment: environment)
  }

  private static func output(
    _ name: String, _ arguments: [String], environment: [String: String] = [:]
  ) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [name] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  /// The jobs in the queue, a line each: number, state and reason.
  var queue: [String] {
    get throws {
      try run("squeue", ["-h", "-r", "-o", "%i %T %r"]).split(separator: "\n").map(String.init)
    }
  }

  /// Waits for something, for minutes if need be.
  ///
  /// - Parameters:
  ///   - what: What is waited for, for the message.
  ///   - seconds: For how long.
  ///   - condition: Whether it is there.
  /// - Throws: What the condition throws, or that it did not come.
  func wait(_ what: String, seconds: Int = 300, until condition: () throws -> Bool) throws {
    for _ in 0..<10 * seconds {
      if try condition() { return }
      usleep(100_000)
    }
    throw SlurmError(words: "\(what) did not come; the queue is \((try? queue) ?? [])")
  }
}

/// What went wrong with a cluster.
struct SlurmError: Error, CustomStringConvertible {
  let words: String
  var description: String { words }
}
