import Backprop
import Charts
import ConvNet
import Figures
import Numerals

/// The maps of one image through the first step, and the gradients that come back below them.
struct StepFlow: Figure {
  let theme: Theme
  private let bands: [Band]
  private let loss: Double

  /// A stage: its maps forward, and the gradients that come back.
  private struct Band {
    let title: String
    let forward: [NumberGrid]
    let backward: [NumberGrid]

    var width: Double {
      forward.reduce(0) { $0 + max($1.width, StepFlow.narrowest) + StepFlow.gap } - StepFlow.gap
    }
    var height: Double {
      let tallest = { (grids: [NumberGrid]) in grids.map(\.height).max() ?? 0 }
      return 26 + tallest(forward) + 12 + tallest(backward)
    }
  }

  /// The width that a name takes at least.
  private static let narrowest = 118.0
  private static let gap = 26.0
  private static let left = 24.0

  /// The first image, and the first channel of each map.
  init(_ steps: ConvolutionSteps, theme: Theme) {
    self.theme = theme
    func grid(_ name: String, _ label: String) -> NumberGrid? {
      guard let tensor = steps.graph.tensor(name), let values = steps.values(name, step: 0),
        let columns = tensor.shape.last
      else { return nil }
      let count = tensor.shape.suffix(2).reduce(1, *)
      let shown = tensor.shape.count == 4 ? Array(values.prefix(count)) : values
      return NumberGrid(name: label, values: shown, columns: columns)
    }
    var bands: [Band] = []
    for (index, stage) in steps.settings.architecture.stages.enumerated() {
      var names = ["\(stage.name)", "\(stage.name).relu"]
      if stage.isPooled { names.append("\(stage.name).pool") }
      names += ["\(stage.name).dropout", stage.normName]
      if index == 0 { names.insert("input", at: 0) }
      bands.append(
        Band(
          title: StageWords.title(stage), forward: names.compactMap { grid($0, $0) },
          backward: names.compactMap { grid("grad.\($0)", "its gradient") }))
    }
    let last = ["average", "log_softmax"]
    bands.append(
      Band(
        title: "average pool, log-softmax over the \(steps.settings.softmax.rawValue), loss "
          + NumberText.significant(steps.value("loss", step: 0) ?? .nan, 4)
          + ": a row an image, a column a class",
        forward: last.compactMap { grid($0, $0) },
        backward: last.compactMap { grid("grad.\($0)", "its gradient") }))
    self.bands = bands
    loss = steps.value("loss", step: 0) ?? .nan
  }

  let title = "One training step, number by number"

  var size: Chart.Size {
    let widest = bands.map(\.width).max() ?? 0
    let height = bands.reduce(62) { $0 + $1.height + 22 }
    return Chart.Size(width: Int(max(widest, 640) + 2 * Self.left), height: Int(height))
  }

  var altText: String {
    let stages = bands.map(\.title).joined(separator: "; ")
    return
      "The maps of the first image, first channel, layer by layer, each with the gradient of the "
      + "loss below it. \(stages)."
  }

  func draw(on drawing: inout Drawing) {
    var style = theme.title
    style.size = 15
    drawing.write(
      "Forward from left to right; below each map what comes back to it (first image, first channel)",
      at: Point(Self.left, 26), style)
    var y = 46.0
    for band in bands {
      var heading = theme.text
      heading.size = 13
      heading.isBold = true
      drawing.write(band.title, at: Point(Self.left, y + 14), heading)
      let top = y + 26
      let below = top + (band.forward.map(\.height).max() ?? 0) + 12
      var x = Self.left
      for (forward, backward) in zip(band.forward, band.backward) {
        forward.draw(at: Point(x, top), theme, on: &drawing)
        backward.draw(at: Point(x, below), theme, on: &drawing)
        x += max(forward.width, Self.narrowest) + Self.gap
      }
      y += band.height + 22
    }
  }
}
