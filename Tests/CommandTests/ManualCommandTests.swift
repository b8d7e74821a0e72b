import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import report

@Suite("The manual page")
struct ManualCommandTests {
  private static let page = Result { try BuiltProgram.run(["manual"]).output }

  @Test("Every command has a section, each example is an entry, and each option tells its default")
  func complete() throws {
    let page = try Self.page.get()
    for command in commands {
      let name = command.configuration.commandName ?? ""
      #expect(page.contains("\n.Ss report \(name)\n"), "\(name)")
      for example in readExamples(command.configuration.discussion) {
        let entry = ".It Ic \(MdocText.quoted(example.command))\n\(MdocText.line(example.effect))\n"
        #expect(page.contains(entry), "\(entry)")
      }
    }
    #expect(page.contains("\n.Ss report data digits\n"))
    #expect(page.contains(".It Fl -epochs Ar n\nThe number of epochs, one a row. (default: 68)\n"))
    #expect(page.contains("(values: files, table, csv, json; default: files)\n"))
    #expect(page.contains(".It Fl o , Fl -output Ar dir\n"))
    #expect(!page.contains("report manual"))
  }

  @Test("Examples are read back as they were written, on one line each or on two")
  func examplesReadBack() {
    let short = [("report a", "one"), ("report a --b", "two words")]
    let long = short + [("report " + String(repeating: "x", count: 70), "three")]
    for entries in [short, long] {
      let read = readExamples(examples(entries.map { (command: $0.0, effect: $0.1) }))
      #expect(read.map(\.command) == entries.map(\.0) && read.map(\.effect) == entries.map(\.1))
    }
  }

  @Test("Dots, quotes, backslashes and hyphens are words and no markup")
  func markup() {
    #expect(MdocText.line(".Sh a --b c-d") == "\\&.Sh a \\-\\-b c-d")
    #expect(MdocText.line("'x") == "\\&'x" && MdocText.escaped("a\\b") == "a\\eb")
    #expect(MdocText.quoted("say \"x\" -o") == "\"say \"\"x\"\" \\-o\"")
  }

  @Test(
    "mandoc finds no mistake and breaks no example within 80 columns",
    .enabled(if: OutsideProgram.isExpected(["/usr/bin/mandoc"]), "needs mandoc"))
  func mandoc() throws {
    let folder = try TemporaryFolder()
    let end = try String(
      contentsOfFile: BuiltProgram.packageRoot + "/docs/manual-end.mdoc", encoding: .utf8)
    let path = try folder.write("report.1", try Self.page.get() + end)
    let lint = try OutsideProgram.run("/usr/bin/mandoc", ["-Tlint", "-Wwarning", path])
    #expect(lint.code == 0, "\(String(decoding: lint.output, as: UTF8.self))")
    let shown = try OutsideProgram.run("/usr/bin/mandoc", ["-Tascii", "-Owidth=80", path])
    let text = String(decoding: shown.output, as: UTF8.self).replacing(#/.\u{8}/#, with: "")
    let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }
    for command in commands {
      for example in readExamples(command.configuration.discussion)
      where example.command.allSatisfy(\.isASCII) {
        #expect(lines.contains { $0 == example.command }, "\(example.command)")
      }
    }
    #expect(lines.allSatisfy { $0.count <= 80 })
  }
}
