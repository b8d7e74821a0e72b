import Backprop
import Charts
import Figures
import Foundation
import NetworkFiles
import Predictions
import TestSupport
import Testing

@testable import WorkedExample

@Suite("Decision regions as a figure")
struct RegionMapTests {
  private func example(_ name: String, rate: Double, epochs: Int) throws -> WorkedExample {
    let path = BuiltProgram.packageRoot + "/templates/networks/\(name).yaml"
    return try WorkedExample(
      WorkedExampleSettings(
        learningRates: [rate], epochs: epochs, network: NetworkFile.read(path).0))
  }

  @Test("A neuron divides the plane by the line where its sum is zero")
  func line() throws {
    let example = try example("and", rate: 1, epochs: 200)
    let map = try #require(example.regionMap).figure(theme: .plain)
    let table = example.tables[0]
    func last(_ name: String) throws -> Double { try #require(table.column(Symbol(name))?.last) }
    let (w1, w2, b) = (try last("w1"), try last("w2"), try last("b1"))
    var counts = [0, 0]
    for (row, y) in map.yValues.enumerated() {
      for (column, x) in map.xValues.enumerated() {
        let sum = w1 * x + w2 * y + b
        guard sum.magnitude > 1e-9 else { continue }
        let kind = map.values[row * map.xValues.count + column]
        #expect(kind == (sum > 0 ? 1 : 0))
        counts[Int(kind)] += 1
      }
    }
    #expect(counts.allSatisfy { $0 > 1_000 })
    #expect(map.categories.map(\.name) == ["a_o1 ≤ 0.5", "a_o1 > 0.5"])
    // The samples stand where they are, those of a class together.
    #expect(map.paths.map(\.x) == [[0, 0, 1], [1]] && map.paths.map(\.y) == [[0, 1, 0], [1]])
    #expect(map.paths.map(\.name) == ["samples with t1 = 0", "samples with t1 = 1"])
    #expect(map.altText.contains("Points: samples with t1 = 0; samples with t1 = 1."))
  }

  @Test("Of three classes each point has that of the largest output, and each region its key")
  func classes() throws {
    let example = try example("classes", rate: 2, epochs: 50)
    let map = try #require(example.regionMap).figure(theme: .dark)
    let table = example.tables[0]
    // The samples lie on the map: their own outputs say which region they are in.
    let names = example.description.names
    for (index, sample) in example.settings.network.samples.enumerated() {
      let outputs = names.samples[index].activations[1].compactMap { table.column($0)?.last }
      let own = try #require(outputs.max().flatMap(outputs.firstIndex(of:)))
      func nearest(_ values: [Double], _ value: Double) throws -> Int {
        try #require(
          values.indices.min { (values[$0] - value).magnitude < (values[$1] - value).magnitude })
      }
      let column = try nearest(map.xValues, sample.inputs[0])
      let row = try nearest(map.yValues, sample.inputs[1])
      // Close to a border the nearest point may lie beyond it.
      let around = [-1, 0, 1].flatMap { dy in
        [-1, 0, 1].map { dx in map.values[(row + dy) * map.xValues.count + column + dx] }
      }
      #expect(around.contains(Double(own)))
    }
    #expect(map.categories.count == 3 && Set(map.categories.map(\.color)).count == 3)
    #expect(Set(map.paths.compactMap(\.style.marker)).count == 3)
  }

  @Test("Figures have it for two inputs and classes only")
  func published() throws {
    #expect(try example("xor", rate: 1, epochs: 3).figures.map(\.name).contains("regions"))
    #expect(try !example("sine", rate: 0.1, epochs: 3).figures.map(\.name).contains("regions"))
    let article = try WorkedExample(WorkedExampleSettings(learningRates: [1], epochs: 3))
    #expect(!article.figures.map(\.name).contains("regions"))
  }
}
