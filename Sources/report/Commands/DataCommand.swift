import ArgumentParser
import DatasetSources
import Publishing
import TextFormats

/// `report data`: the images that the network learns from.
struct DataCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "Fetches, describes or draws the images that the network learns from.",
    discussion: examples([
      ("report data fetch", "downloads MNIST into the cache"),
      ("report data info", "what would be used, with checksums"),
      ("report data digits --output my-digits", "the drawn digits as IDX files"),
    ]),
    subcommands: [Fetch.self, Info.self, Digits.self])

  /// `report data fetch`.
  struct Fetch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Downloads MNIST: the only command that uses the network.",
      usage: "report data fetch <options>",
      discussion: examples([
        ("report data fetch", "into the cache, where every command finds it"),
        ("report data fetch --data-dir data", "into ./data"),
      ]))

    @Option(
      help: ArgumentHelp(
        "The folder that the files are put into. (default: GRADBOOK_DATA_DIR, or the cache)",
        valueName: "dir"),
      completion: .directory)
    var dataDir: String?

    @Option(
      help: ArgumentHelp(
        "The address of a folder that has the files, instead of the known mirrors; repeatable.",
        valueName: "url"))
    var baseURL: [String] = []

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("Seconds that a server may take for a file.", valueName: "seconds"))
    var timeout = 60.0

    @OptionGroup var verbosity: VerbosityOptions

    func validate() throws {
      guard timeout > 0, timeout <= 86_400 else {
        throw ValidationError("--timeout is \(timeout). Give seconds, above 0 and up to 86400.")
      }
    }

    func run() async throws {
      let environment = ProcessEnvironment.variables
      guard let folder = dataDir ?? DataPlaces.download(environment: environment) else {
        throw ReportError(
          .usage, "Neither XDG_CACHE_HOME nor HOME is set. Name a folder with --data-dir.")
      }
      let console = verbosity.console
      let fetch = try DataFetch(folder: folder, mirrors: baseURL, timeout: timeout)
      let paths = try await fetch.run(progress: console.progress)
      if !verbosity.quiet { for path in paths { console.result(path) } }
    }
  }

  /// `report data info`.
  struct Info: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Says which data set would be used, what it holds, and its checksums.",
      usage: "report data info <options>",
      discussion: examples([
        ("report data info", "the data set that `report train` would use"),
        ("report data info --dataset digits --format json", "the drawn digits, for a program"),
      ]))

    @OptionGroup var choice: DatasetOptions

    @Option(help: "The form of the description.")
    var format = InfoFormat.text

    @OptionGroup var verbosity: VerbosityOptions

    func run() throws {
      let console = verbosity.console
      let info = DataInfo(try choice.load(progress: console.progress))
      switch format {
      case .text: console.result(info.text)
      case .json: console.write(info.json.text)
      }
    }
  }

  /// `report data digits`.
  struct Digits: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Draws digits and writes them as IDX files.",
      usage: "report data digits --output <dir> <options>",
      discussion: examples([
        ("report data digits --output my-digits", "12,000 and 2,000 images"),
        ("report data digits --output d --training 500 --test 100 --seed 7", "fewer, and others"),
      ]))

    @Option(
      name: [.short, .long], help: ArgumentHelp("The folder to write to.", valueName: "dir"),
      completion: .directory)
    var output: String

    @OptionGroup var drawing: DrawingOptions
    @OptionGroup var verbosity: VerbosityOptions

    func run() throws {
      verbosity.console.list(try DigitFiles.write(drawing.plan, to: output))
    }
  }

  /// The forms of `report data info`.
  enum InfoFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }
}
