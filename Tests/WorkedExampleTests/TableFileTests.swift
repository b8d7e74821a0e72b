import Backprop
import Charts
import Foundation
import LearningRateAnalysis
import Publishing
import Testing
import TextFormats
import WorkedExample
import WorkedExampleWorkbook

@Suite("The tables of the worked example")
struct TableFileTests {
  private func example(_ rates: [Double], epochs: Int = 3) throws -> WorkedExample {
    try WorkedExample(WorkedExampleSettings(learningRates: rates, epochs: epochs))
  }

  @Test("CSV has the article's column names, an epoch column and the core's numbers to the bit")
  func csv() throws {
    let example = try example([1])
    let lines = example.csv(example.tables[0]).components(separatedBy: "\r\n")
    #expect(lines.count == 5 && lines[4].isEmpty)
    #expect(
      lines[0]
        == "epoch,t1,t2,i1,i2,w1,w2,w3,w4,h1,a_h1,h2,a_h2,w5,w6,w7,w8,o1,a_o1,o2,a_o2,E1,E2,E_tot,"
        + "∂E/∂w1,∂E/∂w2,∂E/∂w3,∂E/∂w4,∂E/∂w5,∂E/∂w6,∂E/∂w7,∂E/∂w8")
    for row in 0..<3 {
      let fields = lines[row + 1].split(separator: ",").map(String.init)
      #expect(fields.count == 32)
      #expect(fields[0] == "\(row + 1)")
      for column in 0..<31 {
        #expect(Double(fields[column + 1]) == example.tables[0][row, column])
      }
    }
  }

  @Test("The sweep has a row an epoch and a column a rate, with the tables' own losses")
  func sweep() throws {
    let example = try example([0.1, 1000])
    let lines = example.sweepCSV.components(separatedBy: "\r\n")
    #expect(lines[0] == "epoch,η=0.1,η=1000")
    for row in 0..<3 {
      let fields = lines[row + 1].split(separator: ",").map { Double($0) }
      #expect(fields[0] == Double(row + 1))
      for (index, table) in example.tables.enumerated() {
        #expect(fields[index + 1] == table.losses[table.losses.startIndex + row])
      }
    }
  }

  @Test("JSON has every number, and null for one that is not finite")
  func json() throws {
    let json = try JSON.parse(Array(try example([1]).json.text.utf8))
    #expect(json["columns"]?.array?.count == 31)
    let rows = json["runs"]?.array?.first?["rows"]?.array
    #expect(rows?.count == 3)
    #expect(rows?[0].array?[22].number == 0.014181377937891659)
    let network = try Network(
      inputs: [3], targets: [1], layers: [.init(weights: [[2]], activation: .linear)])
    let wild = try WorkedExample(
      WorkedExampleSettings(learningRates: [1e200], epochs: 6, network: network))
    #expect(wild.tables[0].values.contains { !$0.isFinite })
    #expect(wild.json.text.contains("null"))
    #expect(wild.csv(wild.tables[0]).contains("Inf"))
    #expect(wild.diagnoses[0].outcome == .overflowed)
  }

  @Test("Settings survive the manifest")
  func settings() throws {
    let network = try Network(
      inputs: [0.1, 1e-25], targets: [0.3],
      layers: [
        .init(
          weights: [[1, 2], [3, 4]], biases: .init([0.1, 0.2], trained: false), activation: .relu),
        .init(weights: [[5, 6]], biases: .init([7], trained: true), activation: .tanh),
      ])
    let settings = WorkedExampleSettings(
      learningRates: [0.1, 3], epochs: 9, network: network, gradients: .derived, theme: .plain)
    let json = try JSON.parse(Array(settings.json.text.utf8))
    #expect(try WorkedExampleSettings(json: json) == settings)
    #expect(throws: ReportError.self) { try WorkedExampleSettings(json: ["epochs": 3]) }
  }

  @Test(
    "Refuses settings that make no usable workbook, naming the option",
    arguments: [
      (WorkedExampleSettings(learningRates: []), "--learning-rates"),
      (WorkedExampleSettings(learningRates: [1, 1]), "--learning-rates"),
      (WorkedExampleSettings(learningRates: (1...65).map(Double.init)), "report sweep"),
      (WorkedExampleSettings(epochs: 0), "--epochs"),
      (WorkedExampleSettings(epochs: 100_001), "--epochs"),
      (WorkedExampleSettings(epochs: 100_000), "cells"),
    ])
  func refusals(settings: WorkedExampleSettings, word: String) throws {
    let error = try #require(throws: ReportError.self) { try WorkedExample(settings) }
    #expect(error.category == .usage)
    #expect(error.message.contains(word))
  }

  @Test("The errata carry the article's numbers beside the right ones")
  func errata() throws {
    let errata = try Erratum.article()
    #expect(errata.map(\.number) == Array(1...11))
    #expect(errata.allSatisfy { !"\($0.title)\($0.claim)\($0.finding)".contains("`") })
    let first = errata[0].evidence
    #expect(first.map(\.quantity) == ["∂E/∂w3", "∂E/∂w4"])
    for evidence in first {
      let printed = try #require(evidence.printed)
      let asStated = try #require(evidence.asStated)
      let correct = try #require(evidence.correct)
      let numeric = try #require(evidence.numeric)
      #expect((printed - asStated).magnitude < 5e-10)
      #expect((printed - correct).magnitude > 9e-8)
      #expect((numeric - correct).magnitude < 1e-10)
    }
    let values = errata.flatMap(\.evidence)
    let sum = try #require(values.first { $0.quantity == "h1" }?.asStated)
    #expect((sum - 0.085).magnitude < 1e-12)
    #expect(values.first { $0.quantity == "convolutions" }?.correct == 10)
    let shares = try #require(values.first { $0.quantity.hasPrefix("sum of one image") }?.asStated)
    #expect((shares - 1.5).magnitude < 1e-12)
  }
}
