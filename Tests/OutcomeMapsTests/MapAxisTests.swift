import LearningRateAnalysis
import Publishing
import Testing

@testable import OutcomeMaps

@Suite("The axes of a map")
struct MapAxisTests {
  @Test("Name a number and its values, both ends exact")
  func parse() throws {
    let rate = try MapAxis.parse("learning-rate=log:1:1000:4", option: "--x")
    #expect(rate.quantity == .learningRate && rate.isLogarithmic)
    #expect(rate.values.first == 1 && rate.values.last == 1000)
    #expect(zip(rate.values, [1, 10, 100, 1000]).allSatisfy { abs($0 / $1 - 1) < 1e-12 })
    #expect(try MapAxis.parse("w5=-3:3:3", option: "--y").values == [-3, 0, 3])
    #expect(try MapAxis.parse("w5=lin:-3:3:3", option: "--y").values == [-3, 0, 3])
    #expect(
      try MapAxis.parse("layer-2-rate=1:2:2", option: "--x").quantity == .layerRate(1))
    #expect(try MapAxis.parse("momentum=0:0.9:2", option: "--x").quantity == .momentum)
    #expect(try MapAxis.parse("scale=-1:1:2", option: "--x").quantity == .weightScale)
  }

  @Test(
    "Refuse what makes no sense, and say what was expected",
    arguments: [
      "", "w5", "w5=", "w5=1:2", "w5=2:1:5", "w5=1:1:5", "w5=a:2:5", "w5=1:2:1", "w5=1:2:9999",
      "w5=log:-1:2:5", "w5=nan:2:5", "w5=0x1:2:5", "=1:2:5", "w5=1:2:5=3", "momentum=0:1:5",
      "momentum=-1:0.5:5", "learning-rate=0:1:5", "layer-0-rate=1:2:5", "layer-x-rate=1:2:5",
      "w5=1:1.0000000000000002:50", "w5=-inf:2:5",
    ])
  func refuses(text: String) {
    let error = #expect(throws: ReportError.self) { try MapAxis.parse(text, option: "--x") }
    #expect(error?.category == .usage)
  }

  @Test("A zoom keeps the point in the middle and makes both axes shorter")
  func zoom() throws {
    let zoom = try MapZoom.parse("100,0.5,10")
    let rate = try MapAxis.parse("learning-rate=log:1:10000:5", option: "--x")
      .zoomed(at: zoom.x, by: zoom.factor)
    #expect(abs(rate.to / rate.from - 2.5118864315095806) < 1e-12)
    #expect(abs((rate.from * rate.to).squareRoot() - 100) < 1e-10)
    let weight = try MapAxis.parse("w5=-3:3:5", option: "--y").zoomed(at: zoom.y, by: zoom.factor)
    #expect(abs(weight.from - 0.2) < 1e-12 && abs(weight.to - 0.8) < 1e-12)
    for text in ["1,2", "1,2,0", "1,2,-3", "a,2,3", "1,2,3,4", "1,2,nan"] {
      #expect(throws: ReportError.self) { try MapZoom.parse(text) }
    }
    #expect(throws: ReportError.self) {
      try MapAxis.parse("learning-rate=log:1:10:5", option: "--x").zoomed(at: -1, by: 2)
    }
  }
}
