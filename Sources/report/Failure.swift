import ArgumentParser
import Publishing
import TextFormats

/// Turns what a command throws into words on standard error and an exit code.
enum Failure {
  /// Tells the person of an error.
  ///
  /// - Parameter error: What the parser or a command has thrown.
  /// - Returns: The exit code.
  static func report(_ error: any Error) -> Int32 {
    if let code = error as? ExitCode { return code.rawValue }
    guard isOfTheParser(error) else {
      let failure = ReportError(error)
      ProgressPrinter.clearBar()
      let sentence = Terminal.harmless(failure.message, keepsLines: false)
      StandardStreams.writeError("error: \(sentence)\n")
      return failure.category.rawValue
    }
    let text = Report.fullMessage(for: error)
    if Report.exitCode(for: error).isSuccess {
      StandardStreams.write(text + "\n")
      return 0
    }
    StandardStreams.writeError((unknownCommand ?? rewritten(text)) + "\n")
    return ReportError.Category.usage.rawValue
  }

  /// Whether an error is the parser's own way to say something: a mistake on the command line, a
  /// request for help.
  private static func isOfTheParser(_ error: any Error) -> Bool {
    if error is ReportError || error is any CategorizedError { return false }
    if error is ValidationError || error is CleanExit { return true }
    return Report.exitCode(for: error) != .failure
  }

  /// What to say where the first word looks like a command and is none; nil elsewhere.
  ///
  /// The parser itself takes it for an argument of the default command.
  private static var unknownCommand: String? {
    let names = commands.compactMap { $0.configuration.commandName }
    guard CommandLine.arguments.count > 1, case let word = CommandLine.arguments[1],
      !word.hasPrefix("-"), !names.contains(word), word != "help",
      word != ManualCommand.configuration.commandName
    else { return nil }
    let guess = Suggestion.nearest(to: word, among: names).map { " Did you mean '\($0)'?" } ?? ""
    return "error: There is no command '\(Terminal.harmless(word))'.\(guess) "
      + "'report --help' lists them."
  }

  /// The parser's message in a sentence of the program's own.
  private static func rewritten(_ text: String) -> String {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let options = (try? Report.description(for: arguments))?.options.flatMap(\.names) ?? []
    return ParserMessage.rewritten(text, options: options)
  }
}
