import ArgumentParser
import Publishing

/// The options of every command that writes files.
struct OutputOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The folder that everything is written to.", valueName: "dir"),
    completion: .directory)
  var output = Program.outputFolder

  @OptionGroup var verbosity: VerbosityOptions

  /// Where results, progress and warnings go.
  var console: Console { verbosity.console }

  /// Refuses an output folder whose manifest is damaged, before work is done that could not be
  /// published.
  ///
  /// - Throws: `ReportError` of category `badData`.
  func checkManifest() throws { _ = try Manifest.read(in: output) }
}

/// The options of every command.
struct VerbosityOptions: ParsableArguments {
  @Flag(name: [.short, .long], help: "Say nothing but results and errors.")
  var quiet = false

  /// Where results, progress and warnings go.
  var console: Console { Console(quiet: quiet, terminal: .current) }
}
