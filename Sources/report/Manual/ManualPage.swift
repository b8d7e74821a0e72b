import Publishing
import TextFormats

/// The manual page in mdoc, made from what the parser knows of the commands.
///
/// Each example is an entry of its own with what it does below, and each option says its values and
/// its default, as in `--help`. What is no command (variables, files, exit codes) stands in
/// `docs/manual-end.mdoc`, which the installation appends.
struct ManualPage {
  /// The root command, as the parser describes it.
  private let root: JSON

  /// Reads the parser's description.
  ///
  /// - Parameter description: What `--experimental-dump-help` prints.
  /// - Throws: `ReportError` when it is none.
  init(description: String) throws {
    guard let command = try JSON.parse(description)["command"] else {
      throw ReportError(.failed, "The parser describes no command.")
    }
    root = command
  }

  /// The page, up to the end that is no command's.
  var text: String {
    var lines = [
      // The date is fixed, so that the page is the same wherever it is built.
      ".Dd January 1, 2024", ".Dt REPORT 1", ".Os \(Program.signature)",
      ".Sh NAME", ".Nm report", ".Nd \(Self.plain(Self.clause(root["abstract"]?.string ?? "")))",
      ".Sh SYNOPSIS", ".Nm", ".Op Ar command", ".Op Ar options",
      ".Sh DESCRIPTION",
      "Without a command everything is made.",
      "Results go to standard output, progress and warnings to standard error.", ".Pp",
      "Examples:",
    ]
    lines += Self.examples(of: root)
    lines += [".Pp", "Every command takes these options:", ".Bl -tag -width 4n"]
    lines += Self.arguments(of: root).filter(Self.isCommon).flatMap(Self.entry)
    lines += [".El", ".Sh COMMANDS"]
    lines += Self.subcommands(of: root).flatMap { Self.section($0, under: "report") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// One command and those below it.
  private static func section(_ command: JSON, under path: String) -> [String] {
    let name = "\(path) \(command["commandName"]?.string ?? "")"
    var lines = [".Ss \(MdocText.escaped(name))", plain(command["abstract"]?.string ?? ""), ".Pp"]
    lines += ["Examples:"] + examples(of: command)
    let entries = arguments(of: command).filter { !isCommon($0) }
    if !entries.isEmpty {
      lines += [".Pp", "Options:", ".Bl -tag -width 4n"] + entries.flatMap(entry) + [".El"]
    }
    return lines + subcommands(of: command).flatMap { section($0, under: name) }
  }

  /// The examples of a command, each with what it does on the next line.
  private static func examples(of command: JSON) -> [String] {
    let entries = readExamples(command["discussion"]?.string ?? "")
    guard !entries.isEmpty else { return [] }
    return [".Bl -tag -width 4n -compact"]
      + entries.flatMap { [".It Ic \(MdocText.quoted($0.command))", plain($0.effect)] } + [".El"]
  }

  /// An argument or option: its names, what it is, its values and its default.
  private static func entry(_ argument: JSON) -> [String] {
    let value = argument["valueName"]?.string ?? ""
    let names = (argument["names"]?.array ?? []).map { name in
      "Fl " + (name["kind"]?.string == "short" ? "" : "-")
        + MdocText.escaped(name["name"]?.string ?? "")
    }
    let kind = argument["kind"]?.string ?? ""
    let repeats = argument["isRepeating"]?.bool == true ? " ..." : ""
    let label =
      kind == "positional"
      ? "Ar \(MdocText.escaped(value))\(repeats)"
      : names.joined(separator: " , ")
        + (kind == "option" ? " Ar \(MdocText.escaped(value))\(repeats)" : "")
    let values = (argument["allValues"]?.array ?? []).compactMap(\.string)
    let parts = [
      values.isEmpty ? nil : "values: \(values.joined(separator: ", "))",
      argument["defaultValue"]?.string.map { "default: \($0)" },
    ].compactMap { $0 }
    let facts = parts.isEmpty ? "" : " (\(parts.joined(separator: "; ")))"
    return [".It \(label)", plain((argument["abstract"]?.string ?? "") + facts)]
  }

  private static func arguments(of command: JSON) -> [JSON] {
    (command["arguments"]?.array ?? []).filter { $0["shouldDisplay"]?.bool == true }
  }

  private static func subcommands(of command: JSON) -> [JSON] {
    (command["subcommands"]?.array ?? []).filter {
      $0["shouldDisplay"]?.bool == true && $0["commandName"]?.string != "help"
    }
  }

  /// Whether every command has an option, so that it is listed once.
  private static func isCommon(_ argument: JSON) -> Bool {
    ["help", "version"].contains(argument["preferredName"]?["name"]?.string)
  }

  /// A sentence as a clause: without its full stop and its capital.
  private static func clause(_ sentence: String) -> String {
    sentence.prefix(1).lowercased()
      + (sentence.hasSuffix(".") ? sentence.dropFirst().dropLast() : sentence.dropFirst())
  }

  private static func plain(_ text: String) -> String { MdocText.line(text) }
}
