import Backprop
import Charts
import Foundation
import LearningRateAnalysis
import TestSupport
import Testing
import TextFormats

@testable import LearningRateSweeps

@Suite("The loss around the paths of a sweep")
struct LandscapeTests {
  private func sweep(_ rates: [Double], network: Network = .article) throws -> Sweep {
    try Sweep(Sweep.Settings(learningRates: rates, network: network))
  }

  @Test("The plane holds points that lie in a plane, and tells how far others are from it")
  func plane() throws {
    let flat = (0..<20).map { index -> [Double] in
      let (a, b) = (Double(index), Double(index * index % 7))
      return [a + 1, 2 * a - b, b, a + b]
    }
    let plane = try #require(PrincipalPlane(flat))
    #expect(abs(plane.explained - 1) < 1e-12)
    for point in flat {
      let place = plane.projected(point)
      #expect(place.residual < 1e-12 * 40)
      let back = plane.point(x: place.x, y: place.y)
      #expect(zip(back, point).allSatisfy { abs($0 - $1) < 1e-11 })
    }
    // A tall third direction would be in the plane; a low one is the residual.
    let lifted = flat.enumerated().map { index, point in
      index % 2 == 0 ? [point[0] + 0.1, point[1], point[2], point[3] - 0.1] : point
    }
    let other = try #require(PrincipalPlane(lifted))
    #expect(other.explained < 1 && lifted.map { other.projected($0).residual }.max()! > 0.01)
    #expect(PrincipalPlane([[1, 2], [1, 2]]) == nil)
    #expect(PrincipalPlane([[1, 2], [.nan, 2]]) == nil)
  }

  @Test("Contour lines of a paraboloid are circles")
  func contours() {
    let places = (0..<81).map { -2 + Double($0) / 20 }
    let map = HeatMap(
      title: "", x: Axis(), y: Axis(), xValues: places, yValues: places,
      values: places.flatMap { y in places.map { x in x * x + y * y } }, valueAxis: Axis())
    let lines = ContourLines(map, level: 1)
    let points = zip(lines.x, lines.y).filter { $0.0.isFinite }
    #expect(points.count > 100)
    #expect(points.allSatisfy { abs(($0.0 * $0.0 + $0.1 * $0.1).squareRoot() - 1) < 1e-3 })
    // One closed line, whose neighboring points are a cell apart at most.
    #expect(lines.x.filter(\.isNaN).count == 1 && lines.x.last?.isNaN == true)
    #expect(points.first! == points.last!)
    for (point, next) in zip(points, points.dropFirst()) {
      #expect(abs(point.0 - next.0) <= 0.0501 && abs(point.1 - next.1) <= 0.0501)
    }
    // One that leaves the field at its four sides.
    let cut = ContourLines(map, level: 4.5)
    #expect(cut.x.filter(\.isNaN).count == 4)
    #expect(ContourLines(map, level: 100).x.isEmpty)
  }

  @Test(
    "The field holds the true loss, and a path its parameters with their distance from the plane")
  func field() throws {
    let sweep = try sweep([33, 75, 100, 1000])
    let landscape = try #require(sweep.landscape)
    #expect(landscape.paths.map(\.learningRate) == [33, 75, 100])
    #expect(landscape.explained > 0.9 && landscape.explained <= 1)
    // All begin at one place, and the mean residual agrees with what the plane does not explain.
    let starts = landscape.paths.map { $0.places[0] }
    #expect(starts.allSatisfy { $0.x == starts[0].x && $0.y == starts[0].y })
    let squares = landscape.paths.flatMap(\.residuals).reduce(0) { $0 + $1 * $1 }
    let inside = landscape.paths.flatMap(\.places).reduce(0) { $0 + $1.x * $1.x + $1.y * $1.y }
    #expect(abs(inside / (inside + squares) - landscape.explained) < 1e-9)
    let map = landscape.map(theme: .plain)
    #expect(map.altText.contains("η = 75, at most") && map.note.contains("% of the paths' spread"))
    #expect(sweep.landscapeCSV?.split(separator: "\r\n").count == 1 + 3 * 68)
  }

  @Test("The loss of other parameters is that of a network which begins with them")
  func loss() throws {
    let table = TableDescription.article()
    let values = try TableEvaluator(table).tables(learningRates: [1], epochs: 1)[0].row(0)
    let curvature = Curvature(table)
    let parameters = [0.3, -0.2, 1, 0.5, -0.7, 0.1, 0.2, 2]
    let network = try Network(
      inputs: [0.05, 0.1], targets: [0.5, 0.5],
      layers: [
        .init(weights: [[0.3, -0.2], [1, 0.5]]), .init(weights: [[-0.7, 0.1], [0.2, 2]]),
      ])
    let expected = try TableEvaluator(try TableDescription(network)).sweep(
      learningRates: [1], epochs: 1)[0].first
    #expect(curvature.loss(of: parameters, at: values) == expected)
    #expect(curvature.point(of: values) == [0.15, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.55])
  }

  struct Reference: Decodable {
    var eigenvalues: [Double]
  }

  @Test("The spectrum by epoch is PyTorch's and NumPy's")
  func spectrum() throws {
    let sweep = try sweep([31, 75])
    let spectrum = try #require(sweep.spectrum)
    #expect(spectrum.learningRate == 75)
    let expected = try JSONDecoder().decode(
      [Reference].self, from: Data(Fixture.bytes("stability/article-75.json")))
    for (found, wanted) in zip(spectrum.eigenvalues, expected) {
      for (value, reference) in zip(found, wanted.eigenvalues) {
        #expect(abs(value - reference) <= 1e-8 * 0.03)
      }
    }
    let chart = try #require(spectrum.chart(theme: .plain))
    #expect(chart.series.count == 8 && chart.referenceLines.count == 1)
  }

  @Test("ηλ is drawn for several rates with the line at 2, the predicted limits with the losses")
  func stability() throws {
    let sweep = try sweep([10, 33, 75, 100, 300, 800])
    let chart = try #require(sweep.stability(theme: .plain))
    #expect(chart.referenceLines.map(\.value) == [2])
    #expect(
      chart.series.map(\.name).prefix(4) == [
        "η = 33: ηλ", "η = 33: loss", "η = 75: ηλ", "η = 75: loss",
      ])
    // PyTorch: ηλ is 1.95 at the end for η = 75, 1.62 for η = 300.
    #expect(abs(try #require(chart.series[2].y.last) - 1.95) < 0.005)
    let byRate = try #require(sweep.byRate(theme: .plain))
    let limits = byRate.referenceLines.map(\.value).filter { $0 != 33 }
    #expect(limits.count == 2 && abs(limits[0] - 74.8) < 0.1 && abs(limits[1] - 61.9) < 0.1)
    #expect(byRate.note.contains("2/λ at the start, 74.8"))
  }

  @Test("Where steps are divided by sizes of their own, no limit is drawn or written")
  func preconditioned() throws {
    let adam = try Network.article.trained(by: .init(optimizer: try Optimizer(.adam)))
    let sweep = try sweep([0.01, 0.1, 1], network: adam)
    #expect(sweep.stability(theme: .plain) == nil)
    #expect(sweep.byRate(theme: .plain)?.note.contains("2/λ") == false)
    #expect(sweep.markdown.contains("No limit of the rate is shown: adam divides"))
    #expect(sweep.json["rates"]?.array?.first?["stabilityLimit"]?["first"] == .null)
    #expect(!sweep.text.contains("2/λ"))
  }

  @Test("The text says that the limit is local, and of ReLU that it is a piece's")
  func words() throws {
    #expect(
      try sweep([1, 2]).markdown.contains(
        "2/λ is local: it predicts that a step cannot stay here, not that training fails."))
    let relu = try Network(
      inputs: [1], targets: [1],
      layers: [
        .init(weights: [[1]], activation: .relu), .init(weights: [[0.5]], activation: .linear),
      ])
    #expect(try sweep([0.1, 0.2], network: relu).text.contains("of the linear piece"))
  }
}
