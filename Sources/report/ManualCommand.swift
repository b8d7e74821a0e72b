import ArgumentParser

/// `report manual`, which the installation runs: the manual page without its end.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "Prints the commands' part of the manual page.",
    discussion: examples([
      ("report manual > report.1", "for `make install`, which adds docs/manual-end.mdoc")
    ]),
    shouldDisplay: false)

  func run() throws {
    StandardStreams.write(try ManualPage(description: Report._dumpHelp()).text)
  }
}
