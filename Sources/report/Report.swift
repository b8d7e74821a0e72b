import ArgumentParser
import Publishing
import Reporting
import TextFormats

/// The root command and its configuration.
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

  /// The options of the command that a command line addresses.
  static func description(for arguments: [String]) throws -> CommandDescription {
    let root = try JSON.parse(_dumpHelp())["command"] ?? .object([])
    return CommandDescription(of: root, for: arguments)
  }
}
