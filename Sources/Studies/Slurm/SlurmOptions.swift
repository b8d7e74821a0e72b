package import Publishing

/// What a person asks of Slurm.
package struct SlurmOptions: Sendable, Equatable {
  /// The most tasks that run at the same time; nil for no limit.
  package var throttle: Int?
  /// The time limit of a task as Slurm reads it, such as `02:00:00`; nil for the partition's.
  package var time: String?
  /// Processors of a task, and the threads that train.
  package var cpus: Int
  /// The partition; nil for the usual one.
  package var partition: String?
  /// How many minutes a task is to take, by the plan's estimate.
  package var minutes: Double

  /// Checks what is asked for.
  ///
  /// - Parameters:
  ///   - throttle: The most tasks that run at the same time.
  ///   - time: The time limit of a task as Slurm reads it.
  ///   - cpus: Processors of a task.
  ///   - partition: The partition.
  ///   - minutes: How many minutes a task is to take.
  /// - Throws: `ReportError` of category `usage`.
  package init(
    throttle: Int? = nil, time: String? = nil, cpus: Int = 1, partition: String? = nil,
    minutes: Double = 15
  ) throws(ReportError) {
    if let throttle, throttle < 1 {
      throw ReportError(.usage, "--throttle is \(throttle); it must be at least 1.")
    }
    guard (1...1024).contains(cpus) else {
      throw ReportError(.usage, "--cpus is \(cpus); it must be 1 to 1024.")
    }
    guard minutes > 0, minutes <= 100_000 else {
      throw ReportError(.usage, "--minutes is \(minutes); it must be above 0 and at most 100000.")
    }
    // They stand in a script: nothing but what such a value is made of.
    if let time, time.isEmpty || !time.utf8.allSatisfy(Self.isTime) {
      throw ReportError(
        .usage, "--time is '\(time)'; a time such as 02:00:00 or 1-12:00:00 was expected.")
    }
    if let partition, partition.isEmpty || !partition.utf8.allSatisfy(Self.isName) {
      throw ReportError(
        .usage, "--partition is '\(partition)'; the name of a partition was expected.")
    }
    self.throttle = throttle
    self.time = time
    self.cpus = cpus
    self.partition = partition
    self.minutes = minutes
  }

  private static func isTime(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: ":")
      || byte == UInt8(ascii: "-")
  }

  private static func isName(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      || [UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: ","), UInt8(ascii: ".")].contains(byte)
  }
}
