package import Backprop
import Numerals
package import Workbook
import WorkedExample

/// Where everything stands in the workbook of a worked example.
///
/// Rows and columns count from 0, as in the `Workbook` module. What is the same in every such
/// workbook is static; the rest follows from the example: every named cell, and every cell that
/// another sheet reads or that is held to a bound of its own.
package struct ExampleLayout {
  /// The numbers that are given, from top to bottom of the sheet Inputs.
  let givens: [GivenNumber]
  /// The samples' names, where there are several, from top to bottom of the sheet Samples.
  let samples: [NetworkNames.SampleNames]
  /// The columns of the tables, from left to right, those with checks last.
  let columns: [Column]
  /// The number of columns that are no checks.
  let writtenCount: Int
  /// The learning rates, in the order of their sheets.
  let learningRates: [Double]
  /// The number of epochs.
  let epochs: Int
  /// The number of rows of each table that an epoch has.
  let stepsPerEpoch: Int
  /// What the learning rates are compared by.
  let metrics: [SweepMetric]
  private let sampleCells: [Symbol: CellRange]

  /// The layout of an example's workbook.
  init(_ example: WorkedExample) {
    let description = example.description
    let hasSamples = description.names.samples.count > 1
    samples = hasSamples ? description.names.samples : []
    sampleCells = Self.sampleCells(samples)
    givens =
      description.columns.compactMap { column in
        hasSamples && [.target, .input].contains(column.role)
          ? nil : column.initialValue.map { GivenNumber(column, $0) }
      } + description.settings.map { GivenNumber($0.setting, $0.value) }
    stepsPerEpoch = example.settings.network.stepsPerEpoch
    metrics = SweepMetric.tabled(for: example.settings.network)
    columns = example.columns
    writtenCount = example.description.columns.count
    learningRates = example.settings.learningRates
    epochs = example.settings.epochs
  }

  // MARK: - Names

  /// The name of the first sheet.
  package static let overview = "Overview"
  /// The name of the sheet with the values that may be changed.
  package static let inputs = "Inputs"
  /// The name of the sheet with the six steps.
  package static let derivation = "Derivation"
  /// The name of the sheet that compares the learning rates.
  package static let sweep = "Sweep"
  /// The name of the sheet with the article's contradictions.
  package static let errata = "Errata"
  /// The name of the cell with the step of the check columns.
  package static let checkStepName = "h_step"

  /// The name of the sheet of a learning rate: `η = 0.1`.
  package static func sheetName(learningRate: Double) -> String {
    "η = \(NumberText.shortest(learningRate))"
  }

  /// The name of the cell with a learning rate, such as `eta_0.5`; no two sheets share one.
  package static func learningRateName(_ learningRate: Double) -> String {
    let digits = NumberText.shortest(learningRate)
    return "eta_" + digits.replacing("+", with: "").replacing("-", with: "_")
  }

  /// The defined name of a given quantity: `w_1` for `w1`, because `w1` reads like a cell.
  package static func definedName(_ symbol: Symbol) -> String {
    let name = symbol.plainName
    let letters = name.prefix { !$0.isNumber }
    return "\(letters)_\(name.dropFirst(letters.count))"
  }

  /// The defined name of a setting: `set_mu` for `μ`, which is the name of no function.
  static func settingName(_ symbol: Symbol) -> String { "set_\(symbol.plainName)" }

  /// What a formula calls a given number: a defined name, or a cell of the sheet Samples.
  func reference(to symbol: Symbol) -> String {
    sampleCells[symbol]?.absolute ?? Self.definedName(symbol)
  }

  /// Every named cell of the workbook.
  var names: [DefinedName] {
    givens.enumerated().map { index, given in
      DefinedName(given.name, for: inputCell(at: index))
    } + [DefinedName(Self.checkStepName, for: checkStepCell)]
      + learningRates.map { rate in
        DefinedName(
          Self.learningRateName(rate),
          for: CellRange(sheet: Self.sheetName(learningRate: rate), Self.learningRateCell))
      }
  }

  // MARK: - A rate's sheet

  /// The row of a table's header.
  package static let headerRow = 4
  /// The row of the first epoch.
  package static let firstRow = 5
  /// The column of the epoch.
  package static let epochColumn = 0
  /// The cell with the learning rate of a sheet; it stays in view whatever is scrolled.
  package static let learningRateCell = CellAddress(row: 1, column: 0)

  /// The column on a sheet of a column of the table, counted from 0.
  package static func column(of index: Int) -> Int { index + 1 }

  /// The cell of a number, as a person finds it: `'η = 1'!X7`.
  ///
  /// - Parameters:
  ///   - index: The table's column, counted from 0.
  ///   - epoch: Counted from 1.
  ///   - learningRate: The rate of the sheet.
  /// - Returns: Sheet and address.
  package static func place(column index: Int, epoch: Int, learningRate: Double) -> String {
    range(column: index, epochs: epoch...epoch, learningRate: learningRate).a1
  }

  /// The cells of a column for some epochs.
  ///
  /// - Parameters:
  ///   - index: The table's column, counted from 0.
  ///   - epochs: Counted from 1.
  ///   - learningRate: The rate of the sheet.
  /// - Returns: The cells, with their sheet.
  package static func range(
    column index: Int, epochs: ClosedRange<Int>, learningRate: Double
  ) -> CellRange {
    CellRange(
      sheet: sheetName(learningRate: learningRate), column: column(of: index),
      rows: firstRow + epochs.lowerBound - 1..<firstRow + epochs.upperBound)
  }
}

/// A number that is given and may be changed: a quantity of the network, or a setting.
struct GivenNumber {
  /// Its sign in formulas.
  let symbol: Symbol
  /// What kind of quantity it is, which decides its color.
  let role: Column.Role
  /// The number.
  let value: Double
  /// The numbers that it may have; nil for every one of usual size.
  let range: MethodSetting.Range?
  /// The defined name of its cell.
  let name: String
  /// What a setting does; nil for a quantity of the network.
  let meaning: String?

  /// A quantity of the network.
  init(_ column: Column, _ value: Double) {
    symbol = column.symbol
    role = column.role
    self.value = value
    range = nil
    name = ExampleLayout.definedName(column.symbol)
    meaning = nil
  }

  /// A setting of the optimizer or the schedule.
  init(_ setting: MethodSetting, _ value: Double) {
    symbol = setting.symbol
    role = .optimizer
    self.value = value
    range = setting.range
    name = ExampleLayout.settingName(setting.symbol)
    meaning = "\(setting.name): \(setting.meaning)."
  }
}
