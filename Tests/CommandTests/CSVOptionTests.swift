import Foundation
import TestSupport
import Testing

@Suite("CSV for the program that opens it")
struct CSVOptionTests {
  @Test("Every command that writes CSV knows the options")
  func commands() throws {
    for command in [
      "all", "backprop", "sweep", "train", "compare", "evaluate", "summary", "optimizers",
    ] {
      let help = try BuiltProgram.run([command, "--help"]).output
      for option in ["--delimiter", "--decimal-comma", "--byte-order-mark"] {
        #expect(help.contains(option), "\(command)")
      }
    }
  }

  @Test("A spreadsheet with a decimal comma gets 0,5, semicolons and a byte order mark")
  func decimalComma() throws {
    let folder = try TemporaryFolder()
    let run = try BuiltProgram.run(
      ["sweep", "--decimal-comma", "--epochs", "2", "-q", "-o", folder.path])
    #expect(run.code == 0, "\(run.error)")
    let bytes = try folder.bytes("sweep/sweep.csv")
    #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    let rows = String(decoding: bytes.dropFirst(3), as: UTF8.self).split(separator: "\r\n").map {
      $0.split(separator: ";", omittingEmptySubsequences: false)
    }
    #expect(rows.map(\.count) == [8, 8, 8])
    #expect(rows[0][1] == "0,1")
    // The article's loss before the first update.
    let loss = rows[1][1].replacing(",", with: ".")
    #expect(rows[1][1].hasPrefix("0,0141813") && Double(loss) == 0.014181377937891659)
    let verify = try BuiltProgram.run(["verify", "--no-recalculate", "-o", folder.path])
    #expect(verify.code == 0, "\(verify.output)")
  }

  @Test("The sign between fields by its name or itself; two commas are refused")
  func delimiters() throws {
    for (delimiter, sign) in [("tab", "\t"), (";", ";"), ("comma", ",")] {
      let run = try BuiltProgram.run(["summary", "--format", "csv", "--delimiter", delimiter])
      #expect(run.output.hasPrefix("layer\(sign)type\(sign)name"), "\(run.error)")
    }
    let both = try BuiltProgram.run(
      ["summary", "--format", "csv", "--decimal-comma", "--delimiter", "comma"])
    #expect(both.code == 64 && both.error.contains("exclude each other"), "\(both.error)")
    let unknown = try BuiltProgram.run(["summary", "--delimiter", "|"])
    #expect(
      unknown.code == 64 && unknown.error.contains("comma, semicolon or tab was expected"),
      "\(unknown.error)")
  }
}
