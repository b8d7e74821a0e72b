import ArgumentParser
import NetworkFiles
import Reporting
import TextFormats

/// `report networks`: the networks that come with the program.
struct NetworksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "networks",
    abstract: "Lists the networks that come with the program, by name.",
    usage: "report networks [<name>] <options>",
    discussion: examples([
      ("report networks", "every name, with what it is"),
      ("report networks xor", "what to look at in it"),
      ("report networks --format json", "for a program"),
    ]))

  /// The forms of the list.
  enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

  @Argument(help: "One of the networks; all in a table when left out.")
  var name: String?

  @Option(help: "The form of the list.")
  var format = Format.table

  @OptionGroup var verbosity: VerbosityOptions

  func run() throws {
    let templates = try NetworkTemplates.standard()
    switch format {
    case .table:
      verbosity.console.write(try name.map(templates.words(on:)) ?? templates.table())
    case .json: verbosity.console.write(try templates.json().text)
    }
  }
}
