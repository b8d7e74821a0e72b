import Backprop
import Charts
import ConvNet
import Workbook

/// One sheet of tensors: a phase of a step, or a moved copy of the forward pass.
struct TensorSheet {
  let steps: ConvolutionSteps
  let layout: StepLayout
  let page: StepLayout.Page
  /// The numbers of the page's computation, in the order of the graph.
  let values: [Double]

  /// The sheet.
  var sheet: Sheet {
    var sheet = Sheet(page.sheet)
    sheet.set("A1", .text(title), style: StepStyles.title)
    sheet.setMerged(
      CellRange("A2", CellAddress(row: 1, column: columns - 1)), .text(lines),
      style: StepStyles.subtitle.with {
        $0.vertical = .top
        $0.wraps = true
      })
    for heading in page.layout.headings {
      for column in 0..<columns {
        sheet[row: heading.row, column: column] = Cell(.blank, style: StepStyles.heading)
      }
      sheet[row: heading.row, column: 0] = Cell(.text(heading.title), style: StepStyles.heading)
    }
    for block in page.layout.blocks { add(block, to: &sheet) }
    for column in 0..<columns {
      sheet.widths[column] = .characters(BlockLayout.columnWidth)
    }
    for row in PaperFit.firstRow..<page.layout.end { sheet.heights[row] = BlockLayout.rowHeight }
    for heading in page.layout.headings { sheet.heights[heading.row] = BlockLayout.headingHeight }
    sheet.heights[0] = 26
    sheet.heights[1] = 15 * linesOfWords
    sheet.frozen = "A3"
    sheet.tab = tab
    sheet.showsGridlines = false
    sheet.zoom = 80
    sheet.print = page.fit.print
    return sheet
  }

  /// The columns of the blocks, and as many as the words need.
  private var columns: Int { max(12, page.layout.columns) }

  /// What the sheet is, and on what paper it is printed, where that is not the usual one.
  private var lines: String {
    words + (page.fit.print.paper == .a3 ? " Prints on A3." : "")
  }

  /// The lines that the words take, in a font that is wider than the book's.
  private var linesOfWords: Double {
    let width = 1.2 * TextWidth.characters(lines, style: StepStyles.subtitle)
    return (width / (Double(columns) * BlockLayout.columnWidth)).rounded(.up)
  }

  private var title: String {
    switch page.copy {
    case .step(let step): "Step \(step + 1): \(page.phase?.rawValue.lowercased() ?? "")"
    case .moved(let up): "The first step's forward pass, one parameter moved \(up ? "up" : "down")"
    }
  }

  private var words: String {
    switch page.phase {
    case .forward:
      "From the pixels to the last batch norm. Numbers are indexed from 0, as in PyTorch; a note on "
        + "each title says what it is. Cells with a yellow ground may be changed."
    case .loss: "From the averages to one number. Labels may be changed."
    case .backward:
      "From the loss back to the pixels, by the chain rule. grad.NAME is the derivative of the loss "
        + "by NAME; what several cells read adds up what comes back from all of them."
    case .update: "SGD with momentum: v = μ·v + gradient, w = w − η·v."
    case nil:
      "A copy with its formulas. The parameter that the sheet Nudge names is moved by ε; the loss at "
        + "the end is what becomes of it."
    }
  }

  private var tab: Color {
    switch page.phase {
    case .forward: Color(0x4472C4)
    case .loss: Color(0xE8646B)
    case .backward: Color(0x7FCDBB)
    case .update: Color(0xC5D8A4)
    case nil: Color(0xBFC9D9)
    }
  }

  private func add(_ block: TensorBlock, to sheet: inout Sheet) {
    let tensor = block.tensor
    sheet.set(
      block.origin, .text(BlockWords.title(tensor)), style: StepStyles.blockTitle,
      note: BlockWords.note(tensor))
    for label in block.labels {
      sheet.set(label.cell, .text(label.text), style: StepStyles.mapLabel)
    }
    let source = steps.graph.tensors.firstIndex { $0.name == tensor.name } ?? 0
    let first = steps.graph.firstPlaces[source]
    let isGiven = isGiven(tensor)
    let style = StepStyles.style(tensor, isGiven: isGiven)
    for index in 0..<tensor.count {
      let value = values[first + index]
      let content: CellContent =
        isGiven
        ? .number(value) : .formula(Formula(formula(tensor, index), number: value))
      sheet.set(block.cell(index), content, style: style)
    }
    sheet.conditionalFormats += StepStyles.colors(
      tensor, values[first..<first + tensor.count], in: block.numbers)
    if let rule = validation(tensor, isGiven: isGiven) {
      sheet.validations.append(
        Validation(
          block.numbers, rule.rule, title: rule.title, hint: rule.hint, complaint: rule.hint))
    }
  }

  private func isGiven(_ tensor: StepTensor) -> Bool {
    guard case .step(let step) = page.copy, case .given = tensor.source(step: step) else {
      return false
    }
    return true
  }

  private func validation(
    _ tensor: StepTensor, isGiven: Bool
  ) -> (rule: Validation.Rule, title: String, hint: String)? {
    guard isGiven else { return nil }
    switch tensor.kind {
    case .pixels: return (.number(0...255), "Pixel", "A brightness from 0 to 255.")
    case .labels:
      let last = steps.settings.architecture.classCount - 1
      return (.wholeNumber(0...last), "Label", "A class from 0 to \(last).")
    case .kept: return (.wholeNumber(0...1), "Kept", "1 keeps the number, 0 drops it.")
    default: return nil
    }
  }

  /// The formula of a number that is not given here.
  private func formula(_ tensor: StepTensor, _ index: Int) -> String {
    let symbol = tensor.symbols[index]
    let step = if case .step(let step) = page.copy { step } else { 0 }
    guard case .computed(let expressions) = tensor.source(step: step) else {
      return moved(symbol, tensor)
    }
    return writer.text(expressions[index])
  }

  /// A given number in a moved copy: that of the first step, and the chosen one by ε further.
  private func moved(_ symbol: Symbol, _ tensor: StepTensor) -> String {
    let own = layout.place(symbol, in: .step(0)).map { place in
      CellRange(sheet: place.sheet, place.cell).a1
    }
    guard let own else { return "0" }
    guard let number = NudgeSheet.number(of: symbol, steps), case .moved(let up) = page.copy else {
      return own
    }
    let chosen = StepName.nudgedNumber.rawValue
    return "\(own)\(up ? "+" : "-")IF(\(chosen)=\(number),\(StepName.nudgeWidth.rawValue),0)"
  }

  private var writer: CompactFormula {
    CompactFormula(
      sheet: page.sheet,
      place: { symbol, row in
        guard row == .before, case .step(let step) = page.copy else {
          return layout.place(symbol, in: page.copy)
        }
        return layout.place(symbol, in: .step(step - 1))
      }, name: { StepName(setting: $0)?.rawValue ?? $0.name })
  }
}
