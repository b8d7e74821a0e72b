import Backprop
import NetworkFiles
import Numerals
import TextFormats
import WorkedExample
import WorkedExampleWorkbook

/// Where a number of the worked example stands in a workbook, and which command writes that workbook.
package struct WorkbookPlace: Sendable, Hashable {
  /// Sheet and address, such as `'η = 1'!X7`.
  package let cell: String
  /// The command; `report backprop` where the workbook is the one without options.
  package let command: String

  /// Finds the place of a number; nil where no workbook holds so many epochs.
  ///
  /// - Parameters:
  ///   - column: The table's column, counted from 0.
  ///   - row: The row of the table, counted from 1.
  ///   - epoch: The epoch of the row, counted from 1.
  ///   - learningRate: The rate of the sheet.
  ///   - network: The network.
  ///   - file: The file that describes it, as it was named; nil for the article's.
  ///   - training: How options train it in place of the file.
  ///   - mode: Which gradients the table computes.
  init?(
    column: Int, row: Int, epoch: Int, learningRate: Double, network: Network, file: String?,
    training: TrainingOverrides, mode: GradientMode
  ) {
    let standard = WorkedExampleSettings()
    guard row <= WorkedExampleSettings.epochLimit else { return nil }
    var words = ["report", "backprop"]
    if !standard.learningRates.contains(learningRate) {
      words += ["--learning-rates", NumberText.shortest(learningRate)]
    }
    if epoch > standard.epochs { words += ["--epochs", String(epoch)] }
    if let file, network != standard.network { words += ["--network", ShellWord.quoted(file)] }
    words += training.arguments
    if mode != standard.gradients { words += ["--gradients", mode.rawValue] }
    command = words.joined(separator: " ")
    cell = ExampleLayout.place(column: column, epoch: row, learningRate: learningRate)
  }

  /// The place in words; says which command writes the workbook unless it is the usual one.
  package var text: String {
    "backpropagation.xlsx, \(cell)"
      + (command == "report backprop" ? "" : ", as `\(command)` writes it")
  }
}
