import ContentPublishing
import Numerals
import RunRecords
import Workbook

/// A study as a workbook: every trial, and the settings' means by formulas over them.
struct StudyBook {
  let summary: StudySummary
  /// Seconds since 1970 for the document's creation date.
  let created: Int

  static let fileName = "study.xlsx"
  private static let trialSheet = "Trials"
  private static let head = BookTheme.tableHeadStyle
  private static let percent = CellStyle(numberFormat: .fixed(decimals: 2))
  private static let decimals = CellStyle(numberFormat: .fixed(decimals: 4))
  /// Words stand away from the numbers on their left.
  private static let word = CellStyle(indent: 1)

  /// The look of a setting's value.
  private static func style(of value: String) -> CellStyle {
    Double(value) == nil ? word : CellStyle()
  }

  /// The row of the first trial; rows count from 0.
  private static let firstRow = 1

  private var results: StudyResults { summary.results }
  private var keys: [String] { results.plan.keys }

  var book: Book {
    Book(
      sheets: [groups, trials],
      properties: .ofProgram(
        title: results.title,
        comments:
          "\(FixedText.counted(results.trials.count, "trial")) of training runs.",
        created: created))
  }

  // MARK: - Trials

  /// The column of the number that says to which group a trial belongs.
  private var groupColumn: Int { 1 + keys.count }
  private var accuracyColumn: Int { groupColumn + 1 }

  private var trials: Sheet {
    var sheet = Sheet(Self.trialSheet)
    let name = results.images.rawValue
    let isTestedOnce = results.images == .validation
    let heads =
      ["trial"] + keys + [
        "group", "\(name) accuracy", "\(name) loss", "train accuracy", "best accuracy",
        "best epoch",
      ] + (isTestedOnce ? ["test accuracy, once", "test loss, once"] : []) + [
        "status", "verdict", "why",
      ]
    let places = groupPlaces
    let words = heads.count - 3
    sheet.setRow("A1", heads.map { .text($0) }, style: Self.head)
    for (index, trial) in results.trials.enumerated() {
      let row = Self.firstRow + index
      func set(_ column: Int, _ content: CellContent, _ style: CellStyle = CellStyle()) {
        sheet.set(CellAddress(row: row, column: column), content, style: style)
      }
      func number(_ column: Int, _ value: Double?, _ style: CellStyle) {
        guard let value, value.isFinite else {
          set(column, .text("–"), CellStyle(horizontal: .right))
          return
        }
        set(column, .number(value), style)
      }
      set(0, .number(Double(trial.trial.number)))
      for (place, value) in trial.trial.values.enumerated() {
        set(
          1 + place, Double(value).map { .number($0) } ?? .text(value), Self.style(of: value))
      }
      set(groupColumn, .number(Double((places[trial.trial.number] ?? 0) + 1)))
      number(accuracyColumn, trial.accuracy, Self.percent)
      number(accuracyColumn + 1, trial.last?.heldOut.loss, Self.decimals)
      number(accuracyColumn + 2, trial.last?.trainAccuracy, Self.percent)
      number(accuracyColumn + 3, trial.best?.heldOut.accuracy, Self.percent)
      number(accuracyColumn + 4, trial.best.map { Double($0.epoch) }, CellStyle())
      if isTestedOnce {
        number(accuracyColumn + 5, trial.result.record?.finalTest?.accuracy, Self.percent)
        number(accuracyColumn + 6, trial.result.record?.finalTest?.loss, Self.decimals)
      }
      set(words, .text(trial.result.status), Self.word)
      set(words + 1, .text(trial.verdict.word.rawValue), Self.word)
      set(words + 2, .text(trial.result.problem ?? trial.verdict.reason), Self.word)
    }
    for column in heads.indices { sheet.widths[column] = .fitted(minimum: 12, maximum: 60) }
    sheet.heights[0] = 32
    sheet.frozen = "B2"
    sheet.filter = CellRange(
      "A1", CellAddress(row: results.trials.count, column: heads.count - 1))
    sheet.print = PrintSetup(landscape: true, repeatedRows: 0...0)
    return sheet
  }

  /// The place of each trial's group in the table of groups, by the trial's number.
  private var groupPlaces: [Int: Int] {
    var places: [Int: Int] = [:]
    for (place, group) in ranked.enumerated() {
      for trial in group.trials { places[trial.trial.number] = place }
    }
    return places
  }

  private var ranked: [StudyGroup] { summary.groups.ranked }

  // MARK: - Groups

  private var groups: Sheet {
    var sheet = Sheet("Settings compared")
    sheet.set("A1", .text(results.title), style: CellStyle(size: 16, bold: true))
    for (index, sentence) in summary.sentences.enumerated() {
      sheet.set(CellAddress(row: 1 + index, column: 0), .text(sentence))
    }
    let top = 2 + summary.sentences.count
    let names = summary.groups.keys
    let heads =
      ["group"] + names + [
        "N", "mean accuracy", "standard deviation", "best", "worst", "mean loss",
        "behind the best", "± (95 % t)", "distinguishable", "verdict",
      ]
    sheet.setRow(
      CellAddress(row: top, column: 0), heads.map { .text($0) }, style: Self.head)
    for (index, group) in ranked.enumerated() {
      let row = top + 1 + index
      let number = CellAddress(row: row, column: 0)
      sheet.set(number, .number(Double(index + 1)))
      for (place, value) in group.values.enumerated() {
        sheet.set(
          CellAddress(row: row, column: 1 + place),
          Double(value).map { .number($0) } ?? .text(value), style: Self.style(of: value))
      }
      add(group, number: number.a1, row: row, from: 1 + names.count, to: &sheet)
    }
    for column in heads.indices { sheet.widths[column] = .fitted(minimum: 11, maximum: 40) }
    sheet.widths[0] = .characters(11)
    sheet.heights[top] = 32
    sheet.print = PrintSetup(landscape: true, repeatedRows: top...top)
    return sheet
  }

  /// N, mean, deviation, best, worst and mean loss by formulas over the trials.
  private func add(
    _ group: StudyGroup, number: String, row: Int, from column: Int, to sheet: inout Sheet
  ) {
    let rows = Self.firstRow..<(Self.firstRow + results.trials.count)
    func range(_ column: Int) -> String {
      CellRange(sheet: Self.trialSheet, column: column, rows: rows).absolute
    }
    let (own, accuracy, loss) = (
      "\(range(groupColumn))=\(number)", range(accuracyColumn), range(accuracyColumn + 1)
    )
    let finite = "(\(own))*ISNUMBER(\(accuracy))"
    let accuracies = group.accuracy
    let count = CellAddress(row: row, column: column)
    func set(_ offset: Int, _ formula: String, _ value: Double, _ style: CellStyle) {
      let place = CellAddress(row: row, column: column + offset)
      guard value.isFinite else {
        sheet.set(place, .text("–"), style: CellStyle(horizontal: .right))
        return
      }
      sheet.set(place, .formula(Formula(formula, number: value)), style: style)
    }
    set(0, "SUMPRODUCT(\(finite))", Double(accuracies.count), CellStyle())
    set(
      1, "SUMIF(\(range(groupColumn)),\(number),\(accuracy))/\(count.a1)", accuracies.mean,
      Self.percent)
    for (offset, value) in [
      (2, accuracies.deviation), (3, group.accuracies.max() ?? .nan),
      (4, group.accuracies.min() ?? .nan),
    ] {
      let place = CellAddress(row: row, column: column + offset)
      sheet.set(
        place, value.isFinite ? .number(value) : .text("–"),
        style: Self.percent.with { $0.horizontal = .right })
    }
    if group.losses.count == group.trials.count, !group.losses.isEmpty {
      set(
        5, "AVERAGEIF(\(range(groupColumn)),\(number),\(loss))", group.loss.mean, Self.decimals)
    } else {
      sheet.set(
        CellAddress(row: row, column: column + 5),
        group.loss.mean.isFinite ? .number(group.loss.mean) : .text("–"),
        style: Self.decimals.with { $0.horizontal = .right })
    }
    add(summary.gap(to: group), row: row, from: column + 6, to: &sheet)
    sheet.set(
      CellAddress(row: row, column: column + 9), .text(group.verdicts), style: Self.word)
  }

  /// By how much a group is behind the best one, how sure that is, and whether the seeds tell them
  /// apart.
  private func add(_ gap: StudyGap, row: Int, from column: Int, to sheet: inout Sheet) {
    var (reach, word) = (Double.nan, "–")
    switch gap {
    case .none: break
    case .unpaired: word = "one seed"
    case .paired(_, let value, _):
      reach = value
      word = gap.isDistinguishable ? "yes" : "not with these seeds"
    }
    for (offset, value) in [gap.difference, reach].enumerated() {
      sheet.set(
        CellAddress(row: row, column: column + offset),
        value.isFinite ? .number(value) : .text("–"),
        style: Self.percent.with { $0.horizontal = .right })
    }
    sheet.set(
      CellAddress(row: row, column: column + 2), .text(word), style: Self.word)
  }
}
