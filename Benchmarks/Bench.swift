import Foundation

/// `bench [--list] [--rounds N] [NAME …]`: measures what the names begin with, or everything.
@main
enum Bench {
  static func main() {
    var names: [String] = []
    var rounds: Int?
    var arguments = CommandLine.arguments.dropFirst()
    while let argument = arguments.popFirst() {
      switch argument {
      case "--list":
        for benchmark in registry { print("\(benchmark.name)  \(benchmark.about)") }
        return
      case "--rounds":
        rounds = arguments.popFirst().flatMap { Int($0) }
        guard let rounds, rounds > 0 else { fail("--rounds needs a number above zero.") }
      case _ where argument.hasPrefix("-"):
        fail("\(argument) is unknown; there are --list, --rounds N and names.")
      default: names.append(argument)
      }
    }
    let selection = registry.filter { benchmark in
      names.isEmpty || names.contains { benchmark.name.hasPrefix($0) }
    }
    guard !selection.isEmpty else { fail("No benchmark has such a name; try --list.") }
    exit(run(selection, rounds: rounds) ? 0 : 1)
  }

  private static func run(_ selection: [Benchmark], rounds: Int?) -> Bool {
    print(Machine.description)
    var succeeded = true
    for benchmark in selection {
      print("\n\(benchmark.name): \(benchmark.about)")
      do {
        let session = Session(wantedRounds: rounds)
        try benchmark.run(session)
        if session.missesGoal { succeeded = false }
      } catch {
        succeeded = false
        print("  FAILED  \(error)")
      }
    }
    return succeeded
  }

  private static func fail(_ message: String) -> Never {
    FileHandle.standardError.write(Data("error: \(message)\n".utf8))
    exit(64)
  }
}
