import Foundation
import FuzzTargets
import TestSupport
import Testing
import Workbook

@Suite("Inputs for the fuzzer")
struct FoundInputTests {
  /// An input that failed once.
  struct Found: CustomTestStringConvertible {
    let target: String
    let path: String
    var testDescription: String { "\(target)/\(URL(filePath: path).lastPathComponent)" }
  }

  /// The inputs below `Fuzzing/Found`, in a folder for each target.
  static let found: [Found] = {
    let root = URL(filePath: BuiltProgram.packageRoot).appending(path: "Fuzzing/Found").path
    let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return names.sorted().compactMap { name in
      let parts = name.split(separator: "/")
      return parts.count == 2 ? Found(target: String(parts[0]), path: "\(root)/\(name)") : nil
    }
  }()

  @Test("Every input that ever failed is answered", arguments: found)
  func foundInputs(_ input: Found) throws {
    let target = try #require(FuzzTarget.named(input.target))
    try target.run([UInt8](Data(contentsOf: URL(filePath: input.path))))
  }

  @Test("Nothing is lost on the way to the inputs")
  func inputsAreThere() { #expect(Self.found.count >= 6) }

  /// Sound inputs, of which damaged copies are made.
  private static func seed(_ target: String) throws -> [UInt8] {
    let root = URL(filePath: BuiltProgram.packageRoot)
    func file(_ path: String) throws -> [UInt8] {
      [UInt8](try Data(contentsOf: root.appending(path: path)))
    }
    return switch target {
    case "idx": try Fixture.bytes("labels.idx")
    case "gzip": try gzipped(Array("some text, some text".utf8))
    case "safetensors": try Array(Fixture.bytes("transforms.safetensors").prefix(4096))
    case "json", "manifest", "recipe": try file("reports/manifest.json")
    case "workbook": try smallBook.encoded()
    case "xml": Array("<a r=\"1\"><b>t &amp; \u{2202}</b><!-- c --><c/><![CDATA[<]]></a>".utf8)
    case "run": try file("reports/convnet-mnist/run.json")
    case "network": try file("templates/network.yaml")
    case "rates": Array("log:0.01:1000:60".utf8)
    case "template": Array("{{#list}}{{x}}{{/list}}{{^f}}{{g.h}}{{/f}} {{a}}".utf8)
    default: Array("a|b `c` [d](e) <f> $g$ \"h\", *i* ![j](k)\n\n1. l\u{301}|\u{301}".utf8)
    }
  }

  private static var smallBook: Book {
    var sheet = Sheet("A")
    sheet.set("A1", .number(1))
    sheet.set("A2", .formula(Formula("A1*2", number: 2)))
    sheet.set("B1", .text("a & b"))
    return Book(sheets: [sheet])
  }

  @Test("Damaged copies of sound inputs are answered", arguments: FuzzTarget.all.map(\.name))
  func damagedInputs(_ name: String) throws {
    let target = try #require(FuzzTarget.named(name))
    let sound = try Self.seed(name)
    try target.run(sound)
    var generator = SeededNumbers(seed: 1)
    for _ in 0..<200 {
      let input = mutated(sound, using: &generator)
      do { try target.run(input) } catch { Issue.record("\(error) for \(input)") }
    }
  }
}
