import Backprop
import Charts
import Figures
import Foundation
import Workbook

/// A derivative, a chart and a workbook, made with the libraries alone.
@main
enum Consumer {
  static func main() throws {
    let folder = CommandLine.arguments.dropFirst().first ?? "."

    let loss = ScalarExpression.call(.sigmoid, .current("w") * .current("x")).squared
    let slope = loss.derivative(by: "w")
    let value = slope.number { symbol, _ in symbol == "w" ? 0.5 : 2.0 }
    print("slope at w = 0.5, x = 2: \(value)")

    let losses = try TableEvaluator(.article()).losses(learningRates: [0.5, 1], epochs: 68)
    let epochs = (1...68).map(Double.init)
    let chart = Chart(
      title: "Loss", x: Axis(title: "epoch"), y: Axis(title: "loss"),
      series: losses.learningRates.indices.map { index in
        Series(name: "η = \(losses.learningRates[index])", x: epochs, y: losses.losses(rate: index))
      })
    let svg = try chart.drawn(with: Typography.system()).svg()
    try Data(svg).write(to: URL(filePath: "\(folder)/loss.svg"))

    var sheet = Sheet("Loss")
    sheet.set("A1", .text("loss after 68 epochs"))
    sheet.set("B1", .number(losses[67, 1]))
    sheet.set("C1", .formula(Formula("B1*2", number: 2 * losses[67, 1])))
    let book = Book(sheets: [sheet], properties: .init(title: "Loss", created: 1))
    try book.write(toPath: "\(folder)/loss.xlsx")
    print("wrote loss.svg and loss.xlsx")
  }
}
