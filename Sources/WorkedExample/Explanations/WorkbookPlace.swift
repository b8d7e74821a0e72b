import Numerals
import Backprop

/// Where a number of the worked example stands in a workbook, and which command writes that workbook.
package struct WorkbookPlace: Sendable, Hashable {
  /// Sheet and address, such as `'η = 1'!X7`.
  package let cell: String
  /// The command; `report backprop` where the workbook is the one without options.
  package let command: String

  /// Finds the place of a number; nil where no workbook holds so many epochs.
  ///
  /// - Parameters:
  ///   - column: the table's column, counted from 0.
  ///   - row: The row of the table, counted from 1.
  ///   - epoch: The epoch of the row, counted from 1.
  ///   - learningRate: the rate of the sheet.
  ///   - network: the network.
  ///   - file: the file that describes it, as it was named; nil for the article's.
  ///   - mode: which gradients the table computes.
  init?(
    column: Int, row: Int, epoch: Int, learningRate: Double, network: Network, file: String?,
    mode: GradientMode
  ) {
    let standard = WorkedExampleSettings()
    guard row <= WorkedExampleSettings.epochLimit else { return nil }
    var words = ["report", "backprop"]
    if !standard.learningRates.contains(learningRate) {
      words += ["--learning-rates", NumberText.shortest(learningRate)]
    }
    if epoch > standard.epochs { words += ["--epochs", String(epoch)] }
    if let file, network != standard.network { words += ["--network", Self.quoted(file)] }
    if mode != standard.gradients { words += ["--gradients", mode.rawValue] }
    command = words.joined(separator: " ")
    cell = ExampleLayout.place(column: column, epoch: row, learningRate: learningRate)
  }

  /// The place in words; says which command writes the workbook unless it is the usual one.
  package var text: String {
    "backpropagation.xlsx, \(cell)"
      + (command == "report backprop" ? "" : ", as `\(command)` writes it")
  }

  /// A word for a shell, in quotation marks where it has more than plain letters.
  private static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "/"),
        UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    return isPlain && !word.isEmpty
      ? word
      : "'"
        + word.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "'\\''") + "'"
  }
}
