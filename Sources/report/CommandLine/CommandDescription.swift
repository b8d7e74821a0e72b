import TextFormats

/// The options of one command, read from the description that the parser gives of itself.
struct CommandDescription {
  /// An option or a flag.
  struct Option {
    /// Its names, such as `-o` and `--output`.
    let names: [String]
    /// Whether a value follows it.
    let takesValue: Bool
    /// Whether it may be given more than once.
    let repeats: Bool

    /// The name that messages use: the longest.
    var name: String { names.max { $0.count < $1.count } ?? "" }
  }

  /// The command's words, such as `data fetch`; empty for the root.
  let path: [String]
  /// Every option and flag that it takes.
  let options: [Option]

  /// Finds the command that a command line addresses.
  ///
  /// - Parameters:
  ///   - root: The parser's description of all commands, as `--experimental-dump-help` prints it.
  ///   - arguments: The command line after the program's name.
  init(of root: JSON, for arguments: [String]) {
    var command = root
    var path: [String] = []
    for word in arguments {
      guard let next = Self.subcommand(word, of: command) else { break }
      command = next
      path.append(word)
    }
    if path.isEmpty {
      let name = root["defaultSubcommand"]?.string ?? ""
      command = Self.subcommand(name, of: root) ?? root
    }
    self.path = path
    options = (command["arguments"]?.array ?? []).compactMap(Self.option)
  }

  /// The option of a name; nil where the command has none.
  func option(named name: String) -> Option? { options.first { $0.names.contains(name) } }

  private static func subcommand(_ name: String, of command: JSON) -> JSON? {
    command["subcommands"]?.array?.first { $0["commandName"]?.string == name }
  }

  private static func option(_ argument: JSON) -> Option? {
    guard let kind = argument["kind"]?.string, kind != "positional" else { return nil }
    let names = (argument["names"]?.array ?? []).map { name in
      (name["kind"]?.string == "long" ? "--" : "-") + (name["name"]?.string ?? "")
    }
    return Option(
      names: names, takesValue: kind == "option",
      repeats: argument["isRepeating"]?.bool ?? false)
  }
}
