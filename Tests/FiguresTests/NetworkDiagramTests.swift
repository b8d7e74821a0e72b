import Testing

@testable import Figures

@Suite("Diagrams of networks of other shapes than the article's")
struct NetworkDiagramTests {
  /// A network with biases and values of targets, drawn.
  func labeled(_ widths: [Int]) throws -> Drawing {
    var diagram = FigureKindTests().network(widths, values: true)
    for layer in diagram.layers.indices.dropFirst() {
      for neuron in diagram.layers[layer].indices {
        diagram.layers[layer][neuron].bias = "b\(neuron + 1) = -0.1234"
      }
    }
    diagram.targets = diagram.targets.map { "\($0) = -0.1234" }
    return diagram.drawn(with: try Typography.system())
  }

  @Test(
    "Where a layer is abridged, neither dots nor words stand on words",
    arguments: [[5, 12, 3], [26, 2, 1], [2, 12], [1, 12, 1], [11, 11, 11]])
  func abridged(widths: [Int]) throws {
    let drawing = try labeled(widths)
    let dots = drawing.fills.compactMap { shape, _ -> Rect? in
      if case .ellipse(let rect) = shape, rect.width < 5 { rect } else { nil }
    }
    #expect(dots.count == 3 * widths.count { $0 > 10 })
    for (index, run) in drawing.texts.enumerated() {
      for dot in dots { #expect(run.bounds.overlap(dot) == 0, "dots on \(run.text)") }
      for other in drawing.texts[(index + 1)...] {
        // The boxes of two lines of one text touch.
        let inner = run.bounds.inset(0, 3)
        #expect(inner.overlap(other.bounds.inset(0, 3)) == 0, "\(run.text) on \(other.text)")
      }
    }
  }

  @Test(
    "Every output that is drawn has its target, above a level line that leads to the error",
    arguments: [[1, 1], [2, 2, 1], [2, 2, 3], [5, 12, 3], [2, 6, 2], [2, 12]])
  func targets(widths: [Int]) throws {
    let drawing = try labeled(widths)
    let outputs = drawing.texts.filter { $0.text.hasPrefix("a_h\(widths.count - 1)_") }
    let targets = drawing.texts.filter { $0.text.hasPrefix("t") && $0.text.hasSuffix("= −0.1234") }
    #expect(targets.count == outputs.count && outputs.count == min(widths.last ?? 0, 10))
    let lines = drawing.strokes.compactMap { shape, _ -> (Point, Point)? in
      if case .segments(let points) = shape { (points[0], points[1]) } else { nil }
    }
    for sum in drawing.texts where sum.text.hasPrefix("E_tot = ") {
      #expect(!lines.contains { sum.bounds.meets($0.0, $0.1) }, "a line in \(sum.text)")
    }
    for (target, output) in zip(targets, outputs) {
      #expect(target.text.dropFirst().prefix { $0 != " " } == output.text.dropFirst(5))
      let box = target.bounds
      #expect(!lines.contains { box.inset(0, 2).meets($0.0, $0.1) }, "a line in \(target.text)")
      let level = lines.first {
        $0.0.x < box.x && $0.1.x >= box.maxX && $0.0.y == $0.1.y && $0.0.y > box.midY
          && $0.0.y < box.maxY + 8
      }
      #expect(level != nil, "\(target.text)")
    }
  }

  @Test(
    "The error stands level with a single output", arguments: [[1, 1], [2, 2, 1], [26, 2, 1]])
  func singleOutput(widths: [Int]) throws {
    let drawing = FigureKindTests().network(widths).drawn(
      with: try Typography.system())
    let ellipses = drawing.fills.compactMap { shape, _ -> Rect? in
      if case .ellipse(let rect) = shape, rect.width > 20 { rect } else { nil }
    }
    #expect(ellipses.last?.midY == ellipses.dropLast().last?.midY)
  }
}
