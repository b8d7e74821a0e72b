import ArgumentParser

/// The root command.
@main
struct Report: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "report")
}
