public import Charts

/// How often each class was taken for each class.
public struct ConfusionMatrix: Figure, Equatable {
  /// The short name of the figure, drawn above.
  public var title: String
  /// The names of the classes.
  public var classes: [String]
  /// The counts: `counts[truth][prediction]`.
  public var counts: [[Int]]
  /// The look.
  public var theme: Theme

  /// A matrix of counts.
  ///
  /// - Precondition: `counts` has one row and one column for each class.
  public init(title: String, classes: [String], counts: [[Int]], theme: Theme = .plain) {
    precondition(
      counts.count == classes.count && counts.allSatisfy { $0.count == classes.count },
      "\(classes.count) classes need a square of counts")
    self.title = title
    self.classes = classes
    self.counts = counts
    self.theme = theme
  }

  /// How many were counted.
  public var total: Int { counts.joined().reduce(0, +) }

  /// How many were recognized.
  public var right: Int { counts.indices.reduce(0) { $0 + counts[$1][$1] } }

  /// The part of a class that was recognized, 0 … 1; `nil` for a class without members.
  public func recall(_ index: Int) -> Double? {
    let members = counts[index].reduce(0, +)
    return members > 0 ? Double(counts[index][index]) / Double(members) : nil
  }

  /// The part of the predictions of a class that are right; `nil` if it was never predicted.
  public func precision(_ index: Int) -> Double? {
    let predicted = counts.reduce(0) { $0 + $1[index] }
    return predicted > 0 ? Double(counts[index][index]) / Double(predicted) : nil
  }

  /// The matrix in words: how many are right, the most frequent mistakes, the hardest class.
  public var altText: String {
    var text = "Confusion matrix of \(classes.count) classes: \(right) of \(total) are right"
    if total > 0 {
      text += " (\(NumberFormat.percent(2).text(Double(right) / Double(total))))"
    }
    text += "."
    var mistakes: [(truth: Int, prediction: Int, count: Int)] = []
    for truth in classes.indices {
      for prediction in classes.indices
      where truth != prediction && counts[truth][prediction] > 0 {
        mistakes.append((truth, prediction, counts[truth][prediction]))
      }
    }
    mistakes.sort { ($1.count, $0.truth, $0.prediction) < ($0.count, $1.truth, $1.prediction) }
    let named = mistakes.prefix(3).map {
      "\(classes[$0.truth]) taken for \(classes[$0.prediction]) (\($0.count))"
    }
    if !named.isEmpty { text += " Most frequent mistakes: \(AltText.list(named))." }
    let recalls = classes.indices.compactMap { index in recall(index).map { (index, $0) } }
    if let worst = recalls.min(by: { $0.1 < $1.1 }), worst.1 < 1 {
      text += " Lowest recall: \(NumberFormat.percent(2).text(worst.1)) for \(classes[worst.0])."
    }
    return text
  }

  private var cell: Double { classes.count <= 12 ? 48 : max(576 / Double(classes.count), 16) }
  private var corner: Point { Point(74, 82) }
  private var extent: Double { cell * Double(classes.count) }

  /// The size that the classes need.
  public var size: Chart.Size {
    Chart.Size(width: Int(corner.x + extent + 84), height: Int(corner.y + extent + 60))
  }

  /// Draws the matrix, with recall at the right and precision below.
  public func draw(on drawing: inout Drawing) {
    drawing.write(
      title, at: Point(Double(size.width) / 2, theme.title.size + 8), theme.title, anchor: .middle)
    let largestMistake =
      classes.indices.flatMap { truth in
        classes.indices.compactMap { truth == $0 ? nil : counts[truth][$0] }
      }.max() ?? 0
    for truth in classes.indices {
      for prediction in classes.indices {
        draw(truth, prediction, largestMistake, on: &drawing)
      }
    }
    drawing.stroke(
      .rectangle(Rect(x: corner.x - 0.5, y: corner.y - 0.5, width: extent + 1, height: extent + 1)),
      Stroke(theme.axisColor, width: 1))
    drawMargins(on: &drawing)
  }

  /// Hits are blue by their share; mistakes are orange by their number, so that single ones are
  /// seen beside a thousand hits.
  private func draw(
    _ truth: Int, _ prediction: Int, _ largestMistake: Int, on drawing: inout Drawing
  ) {
    let count = counts[truth][prediction]
    let rect = Rect(
      x: corner.x + Double(prediction) * cell, y: corner.y + Double(truth) * cell, width: cell,
      height: cell)
    let isDark = theme.background.luminance < 0.2
    var color = theme.background
    if truth == prediction {
      let part = recall(truth) ?? 0
      color =
        isDark
        ? Color(0x1B3A5C).mixed(with: Color(0x3F8FDB), part)
        : ColorMap.blues.color(at: 0.25 + 0.55 * part)
    } else if count > 0 {
      let share = (Double(count) / Double(max(largestMistake, 1))).squareRoot()
      color = Color(isDark ? 0x4A2A0C : 0xFFF1E0).mixed(with: Color(0xE66100), share)
    }
    drawing.fill(.rectangle(rect), color)
    drawing.stroke(.rectangle(rect), Stroke(theme.gridColor ?? Color(0xE4E4E4), width: 1))
    guard count > 0 || truth == prediction, cell >= 24 else { return }
    var style = theme.text
    style.size = min(14, cell * 0.3)
    style.isBold = truth == prediction
    style.color = color.readableText
    drawing.write(
      String(count), at: Point(rect.midX, rect.midY), style, anchor: .middle, isCentered: true)
  }

  private func drawMargins(on drawing: inout Drawing) {
    var small = theme.text
    small.size = 11
    let percent = NumberFormat.percent(1)
    for (index, name) in classes.enumerated() {
      let middle = (Double(index) + 0.5) * cell
      drawing.write(
        name, at: Point(corner.x + middle, corner.y - 8), theme.xLabel, anchor: .middle)
      drawing.write(
        name, at: Point(corner.x - 10, corner.y + middle), theme.yLabel, anchor: .end,
        isCentered: true)
      guard cell >= 40 else { continue }
      drawing.write(
        recall(index).map(percent.text) ?? "–", at: Point(corner.x + extent + 8, corner.y + middle),
        small, isCentered: true)
      drawing.write(
        precision(index).map(percent.text) ?? "–",
        at: Point(corner.x + middle, corner.y + extent + 18), small, anchor: .middle)
    }
    let axis = theme.axisTitle
    drawing.write(
      "prediction", at: Point(corner.x + extent / 2, corner.y - 28), axis, anchor: .middle)
    drawing.write(
      "truth", at: Point(32, corner.y + extent / 2), axis, anchor: .middle, isVertical: true)
    guard cell >= 40 else { return }
    drawing.write("recall", at: Point(corner.x + extent + 8, corner.y - 8), small)
    drawing.write(
      "precision", at: Point(corner.x - 10, corner.y + extent + 18), small, anchor: .end)
    let summary =
      "\(right) of \(total) right"
      + (total > 0 ? " (\(NumberFormat.percent(2).text(Double(right) / Double(total))))" : "")
    drawing.write(
      summary, at: Point(corner.x + extent / 2, corner.y + extent + 44), theme.text,
      anchor: .middle)
  }
}
