import ContentPublishing
import Figures
import Workbook

/// Writes training steps as a workbook in which every number is a formula.
struct StepBook {
  let steps: ConvolutionSteps
  /// The figures of the first sheet.
  let figures: [RenderedFigure]
  /// Seconds since 1970 for the document's creation date.
  let created: Int

  /// The workbook's value.
  ///
  /// - Throws: `BookError` when a figure is no PNG file.
  func book() throws(BookError) -> Book {
    let layout = StepLayout(steps)
    let overview = StepOverviewSheet(steps: steps, layout: layout, figures: figures)
    let moved = [
      true: NudgeSheet.values(steps, up: true), false: NudgeSheet.values(steps, up: false),
    ]
    var sheets = [try overview.sheet(), SingleConvolutionSheet().sheet]
    let nudge = NudgeSheet(steps: steps, layout: layout).sheet
    for page in layout.pages {
      let values =
        switch page.copy {
        case .step(let step): steps.values[step]
        case .moved(let up): moved[up] ?? []
        }
      if page.copy == .moved(up: true) { sheets.append(nudge) }
      sheets.append(TensorSheet(steps: steps, layout: layout, page: page, values: values).sheet)
    }
    return Book(
      sheets: sheets, names: overview.names + NudgeSheet.names,
      properties: .ofProgram(
        title: "A convolutional network's training step",
        subject: steps.words,
        comments: "Forward pass, loss, gradients and update as formulas.",
        keywords: "backpropagation, convolution", created: created))
  }
}
