import Backprop
import Charts
import Figures
import Foundation
import LearningRateAnalysis

/// Draws the loss by epoch for two learning rates as SVG and PNG.
@main
enum LossChart {
  static func main() throws {
    let folder = URL(filePath: CommandLine.arguments.dropFirst().first ?? ".")
    let losses = try TableEvaluator(.article()).losses(learningRates: [0.5, 2], epochs: 68)
    let epochs = (1...68).map(Double.init)
    let chart = Chart(
      title: "Loss by epoch", x: Axis(title: "epoch"), y: Axis(title: "loss"),
      series: losses.learningRates.indices.map { index in
        Series(name: "η = \(losses.learningRates[index])", x: epochs, y: losses.losses(rate: index))
      })
    let drawing = chart.drawn(with: try Typography.system())
    try Data(drawing.svg()).write(to: folder.appending(path: "loss.svg"))
    try Data(drawing.png()).write(to: folder.appending(path: "loss.png"))
    print(drawing.altText)
  }
}
