import ArgumentParser
import TestSupport
import Testing

@testable import report

@Suite("The root command, run as a person runs it")
struct RootCommandTests {
  @Test("Every command's help opens with its abstract and examples, and no example is wrapped")
  func help() throws {
    let paths = [[]] + commands.flatMap { Self.paths(of: $0, under: []) }
    for path in paths {
      let run = try BuiltProgram.run(path + ["--help"])
      let name = (["report"] + path).joined(separator: " ")
      #expect(run.code == 0, "\(name)")
      #expect(run.error.isEmpty, "\(name)")
      let lines = run.output.split(separator: "\n").map(String.init)
      #expect(lines.first?.hasPrefix("OVERVIEW: ") == true, "\(name)")
      let start = try #require(lines.firstIndex(of: "EXAMPLES:"), "\(name)")
      let end = try #require(lines.firstIndex { $0.hasPrefix("USAGE: ") }, "\(name)")
      #expect(start < end, "\(name)")
      for line in lines[(start + 1)..<end] { #expect(line.hasPrefix("  "), "\(name): \(line)") }
      for line in lines { #expect(line.count <= 80, "\(name): \(line)") }
    }
  }

  private static func paths(of command: any ParsableCommand.Type, under path: [String])
    -> [[String]]
  {
    let path = path + [command._commandName]
    return [path] + command.configuration.subcommands.flatMap { paths(of: $0, under: path) }
  }

  @Test("An unknown option is a usage error with one sentence and a hint")
  func unknownOption() throws {
    let run = try BuiltProgram.run(["--nonsense"])
    #expect(run.code == 64)
    #expect(run.output.isEmpty)
    #expect(run.error.hasPrefix("error: Unknown option '--nonsense'.\nUsage: report"))
    #expect(run.error.hasSuffix("See 'report all --help' for more information.\n"))
  }

  @Test("A misspelled command is named, with the one that was meant")
  func unknownCommand() throws {
    let run = try BuiltProgram.run(["explian", "w1"])
    #expect(run.code == 64)
    #expect(run.output.isEmpty)
    #expect(
      run.error
        == "error: There is no command 'explian'. Did you mean 'explain'? "
        + "'report --help' lists them.\n")
  }

  @Test("A number with decimals where a whole one is needed is refused for that")
  func decimals() throws {
    for arguments in [["train", "--epochs", "1.5"], ["backprop", "--epochs=1e3"]] {
      let run = try BuiltProgram.run(arguments)
      #expect(run.code == 64)
      let number = arguments.last?.split(separator: "=").last ?? ""
      #expect(
        run.error == "error: --epochs is \(number); a whole number is needed.\n", "\(run.error)")
    }
  }

  @Test(
    "A value that cannot be read is refused in one sentence that names option, value, expectation",
    arguments: [
      ("backprop --epochs abc", "--epochs is 'abc'; a number was expected."),
      ("backprop --format x", "--format is 'x'; files, table, csv or json was expected."),
      ("data info --format x", "--format is 'x'; text or json was expected."),
      ("backprop --theme x", "--theme is 'x'; article, plain or dark was expected."),
      ("train --momentum x", "--momentum is 'x'; a number was expected."),
      ("train --softmax x", "--softmax is 'x'; batch or class was expected."),
      ("train --seed -1", "--seed is -1; a number that is not negative is needed."),
      (
        "train --epochs 99999999999999999999",
        "--epochs is 99999999999999999999; a smaller number is needed."
      ),
      (
        "train --learning-rate 0.01,0.010", "--learning-rate has 0.01 twice; name each rate once."
      ),
      (
        "train --learning-rates 0.01,0.010", "--learning-rates has 0.01 twice; name each rate once."
      ),
      ("sweep --epochs 0", "--epochs is 0; a number from 1 to 1000000 is expected."),
      ("data fetch --timeout 0", "--timeout is 0.0. Give seconds, above 0 and up to 86400."),
    ])
  func badValue(line: String, sentence: String) throws {
    let run = try BuiltProgram.run(line.split(separator: " ").map(String.init))
    #expect(run.code == 64)
    #expect(run.output.isEmpty)
    #expect(run.error == "error: \(sentence)\n")
  }

  @Test("A negative number is refused for what it is, not as a missing value")
  func negative() throws {
    let run = try BuiltProgram.run(["train", "--epochs", "-1"])
    #expect(run.code == 64)
    #expect(run.error.hasPrefix("error: --epochs is -1;"), "\(run.error)")
  }

  @Test("The version names the program and its libraries")
  func version() throws {
    let run = try BuiltProgram.run(["--version"])
    #expect(run.code == 0)
    #expect(
      run.output.wholeMatch(of: #/Gradbook [0-9]+\.[0-9]+\.[0-9]+\n(  [A-Za-z]+ [0-9.]+\n){5}/#)
        != nil)
    // The libraries' own configuration says the same versions.
    for (name, module) in [
      ("Cairo", "cairo"), ("libpng", "libpng"), ("zlib", "zlib"),
    ] {
      let asked = try OutsideProgram.run("/usr/bin/env", ["pkg-config", "--modversion", module])
      try #require(asked.code == 0)
      let version = String(decoding: asked.output, as: UTF8.self).filter { !$0.isNewline }
      #expect(run.output.contains("  \(name) \(version)\n"), "\(run.output)")
    }
    // Debian's file says 4 for libxlsxwriter, and oneDNN has none.
    #expect(run.output.contains(#/libxlsxwriter [0-9]+\.[0-9]+/#), "\(run.output)")
    #expect(run.output.contains(#/oneDNN [0-9]+\.[0-9]+/#), "\(run.output)")
  }

  @Test("A reader that leaves early and a closed output are no failure; a full one is")
  func outputs() throws {
    func code(_ redirection: String) throws -> (code: Int32, error: String) {
      let run = try BuiltProgram.start(["--help"], shell: redirection).wait()
      return (run.code, run.error)
    }
    #expect(try code("\"$@\" >&-") == (0, ""))
    #expect(try code("{ \"$@\"; echo $? >&2; } | true") == (0, "0\n"))
    #expect(
      try code("\"$@\" > /dev/full")
        == (73, "error: Standard output cannot be written: the disk is full.\n"))
  }

  @Test(
    "The bar fits its terminal",
    arguments: [
      (80, 5, "Epoch 1  50% [###############...............] 5/10 loss 0.1"),
      (38, 5, "Epoch 1  50% [####....] 5/10 loss 0.1"),
      (30, 5, "Epoch 1  50%  5/10 loss 0.1"),
      (20, 5, "Epoch 1  50%  5/10 "),
      (80, 99, "Epoch 1 100% [##############################] 99/10 loss 0.1"),
    ])
  func bar(columns: Int, done: Int, expected: String) {
    let bar = ProgressPrinter.bar(
      label: "Epoch 1", done: done, total: 10, detail: "loss 0.1", columns: columns)
    #expect(bar == expected)
    #expect(bar.count < columns)
  }
}
