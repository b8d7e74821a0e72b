import Publishing
import ArgumentParser
import Glibc
import Reporting
import TextFormats

/// The root command: configuration, and the one place where a failure becomes an exit code.
@main
struct Report: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Turns backpropagation into workbooks, figures and documents.",
    discussion: examples([
      ("report", "everything, into reports/"),
      ("report backprop --learning-rates 0.5,1,2", "the worked example alone"),
      ("report train --epochs 5", "the convolutional network"),
      ("report explain dE/dw1 --epoch 3 --learning-rate 1", "one number, explained"),
      ("report verify", "recalculates the workbooks"),
    ]),
    version: Provenance.current.text,
    subcommands: commands + [ManualCommand.self],
    defaultSubcommand: AllCommand.self)

  /// Parses the command line, runs the command and ends the program with its exit code.
  static func main() async {
    StandardStreams.prepare()
    Interruption.install()
    var code: Int32 = 0
    do {
      let arguments = try ArgumentCheck.arguments()
      if ArgumentCheck.isNeeded(arguments) {
        try ArgumentCheck.check(arguments, for: description(for: arguments))
      }
      var command = try parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      code = Failure.report(error)
    }
    do throws(ReportError) {
      try StandardStreams.finish()
    } catch {
      let failure = Failure.report(error)
      if code == 0 { code = failure }
    }
    Glibc.exit(code)
  }

  /// The options of the command that a command line addresses.
  static func description(for arguments: [String]) throws -> CommandDescription {
    let root = try JSON.parse(_dumpHelp())["command"] ?? .object([])
    return CommandDescription(of: root, for: arguments)
  }
}
