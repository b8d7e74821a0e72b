import Charts
import Figures
import Foundation
import WorkedExample

/// All figures of the worked example: drawn, and encoded as PNG in two sizes and as SVG.
let figureSet = Benchmark(
  name: "figures", about: "the worked example's figures, each as PNG, PNG at 2x and SVG"
) { session in
  let example = try WorkedExample(WorkedExampleSettings())
  let figures = example.figures
  let fonts = try Typography.system()
  let drawings = figures.map { $0.figure.drawn(with: fonts) }
  let expected = try FigureRendering.render(figures)
  try session.verify(expected.count == figures.count, "a figure is missing")
  session.note("\(figures.count) figures, \(expected.flatMap(\.files).count) files")
  let timings = try session.compare([
    Contender("one processor") {
      for drawing in drawings {
        _ = try drawing.png()
        _ = try drawing.png(scale: 2)
        _ = try drawing.svg()
      }
    },
    Contender("all processors") {
      let rendered = try FigureRendering.render(figures)
      try session.verify(
        zip(rendered, expected).allSatisfy { $0.png2x == $1.png2x && $0.svg == $1.svg },
        "a figure came out differently")
    },
    Contender("layout alone") { for figure in figures { _ = figure.figure.drawn(with: fonts) } },
    Contender("pixels alone, 1x") { for drawing in drawings { _ = try drawing.raster() } },
    Contender("pixels alone, 2x") { for drawing in drawings { _ = try drawing.raster(scale: 2) } },
    Contender("PNG, 1x") { for drawing in drawings { _ = try drawing.png() } },
    Contender("PNG, 2x") { for drawing in drawings { _ = try drawing.png(scale: 2) } },
    Contender("SVG") { for drawing in drawings { _ = try drawing.svg() } },
    Contender("PDF") { for drawing in drawings { _ = try drawing.pdf() } },
  ])
  session.goal("seconds on one processor", timings[0].median, atMost: 0.25)
}
