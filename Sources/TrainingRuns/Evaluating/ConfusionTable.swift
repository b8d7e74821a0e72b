import Numerals
import TextFormats

/// How often each digit was taken for each digit, as text.
struct ConfusionTable {
  /// Rows are what the images show, columns what the network saw.
  let counts: [[Int]]
  /// What the classes are called.
  let names: [String]

  /// Of the images that show a digit, the share that was recognized, in percent; NaN for none.
  func recall(_ digit: Int) -> Double {
    100 * Double(counts[digit][digit]) / Double(counts[digit].reduce(0, +))
  }

  /// Of the images that were taken for a digit, the share that shows it, in percent; NaN for none.
  func precision(_ digit: Int) -> Double {
    100 * Double(counts[digit][digit]) / Double(counts.reduce(0) { $0 + $1[digit] })
  }

  /// For a terminal.
  var text: String {
    let largest = counts.joined().max() ?? 0
    let width = max(5, String(largest).count + 2)
    let cell = { (text: String) in
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    let share = { (value: Double) in
      let text = value.isFinite ? "\(FixedText.decimals(value, 2))%" : "-"
      return String(repeating: " ", count: max(0, 10 - text.count)) + text
    }
    var lines = ["truth \\ seen as"]
    lines.append(
      "     " + names.map { cell($0) }.joined() + "    recall")
    for (digit, row) in counts.enumerated() {
      lines.append(head(digit) + row.map { cell(String($0)) }.joined() + share(recall(digit)))
    }
    lines.append("precision")
    for digit in counts.indices {
      lines.append(head(digit) + share(precision(digit)))
    }
    return lines.joined(separator: "\n")
  }

  /// Comma-separated values: a row a digit, recall and precision at its end.
  var csv: String {
    let head = ["truth"] + names + ["recall", "precision"]
    let rows = counts.enumerated().map { digit, row in
      [names[digit]] + row.map(String.init) + [
        Self.number(recall(digit)), Self.number(precision(digit)),
      ]
    }
    return ([head] + rows).map(CSV.row).joined()
  }

  private func head(_ digit: Int) -> String {
    String(repeating: " ", count: max(0, 5 - names[digit].count)) + names[digit]
  }

  private static func number(_ value: Double) -> String { value.isFinite ? "\(value)" : "" }
}
