import Backprop
import Charts
import Figures
import Numerals

/// The gradient of one convolution by three ways, with the numbers of the workbook's example.
struct ConvolutionRoutes: Figure {
  let theme: Theme
  private let example = SingleConvolution()

  init(theme: Theme) { self.theme = theme }

  let title = "Three ways back through a convolution"
  let size = Chart.Size(width: 880, height: 716)

  /// The pixel whose paths are framed: the one in the middle, which every output reads.
  private static let pixel = 4

  private var gradients: [Double] { example.imageGradients.map(example.value) }
  private var output: [Double] { example.output.map { example.value($0.initial) } }

  var altText: String {
    let numbers = gradients.map { NumberText.shortest($0) }.joined(separator: ", ")
    return "The gradient of a 3×3 image through a 2×2 convolution, computed as a list of paths, as "
      + "scatter-add and as a full correlation with the kernel turned by 180 degrees. All give, row "
      + "by row: \(numbers)."
  }

  func draw(on drawing: inout Drawing) {
    let left = 24.0
    heading("Forward: Y[i,j] adds up W times the window of X that begins at i,j", 24, on: &drawing)
    var x = left
    let top = 40.0
    func grid(_ name: String, _ values: [Double], _ columns: Int, _ marked: Set<Int> = [])
      -> NumberGrid
    { NumberGrid(name: name, values: values, columns: columns, decimals: nil, marked: marked) }
    func place(_ grid: NumberGrid, _ y: Double, then sign: String, gap: Double = 34) {
      grid.draw(at: Point(x, y), theme, on: &drawing)
      x += grid.width
      var style = theme.title
      style.size = 18
      drawing.write(
        sign, at: Point(x + gap / 2, y + NumberGrid.head + (grid.height - NumberGrid.head) / 2),
        style, anchor: .middle, isCentered: true)
      x += gap
    }
    place(grid("X", example.image, 3, [Self.pixel]), top, then: "∗")
    place(grid("W", example.kernel, 2), top, then: "=")
    place(grid("Y", output, 2), top, then: "", gap: 90)
    place(grid("E = ∂L/∂Y comes back", example.errors, 2), top, then: "")

    heading(
      "1. Paths: every output that reads the pixel, times the weight between", 190, on: &drawing)
    x = left
    place(grid("∂L/∂X", gradients, 3, [Self.pixel]), 206, then: "")
    paths(at: Point(x + 8, 246), on: &drawing)

    heading(
      "2. Scatter-add: each output gives its error times W back to its window", 356, on: &drawing)
    x = left
    for (index, error) in example.errors.enumerated() {
      let values = scattered(index, error)
      let name = "E[\(index / 2),\(index % 2)] · W"
      place(grid(name, values, 3, [Self.pixel]), 372, then: index < 3 ? "+" : "=", gap: 30)
    }
    place(grid("∂L/∂X", gradients, 3, [Self.pixel]), 372, then: "")

    heading(
      "3. Full correlation: E with zeros round it, and the kernel turned by 180°", 522,
      on: &drawing)
    x = left
    place(grid("E with zeros", padded, 4, [5, 6, 9, 10]), 538, then: "∗")
    place(grid("W turned", example.kernel.reversed(), 2), 538, then: "=")
    place(grid("∂L/∂X", gradients, 3, [Self.pixel]), 538, then: "")
  }

  private func heading(_ text: String, _ y: Double, on drawing: inout Drawing) {
    var style = theme.title
    style.size = 14
    drawing.write(text, at: Point(24, y), style)
  }

  /// The paths to the framed pixel, with their numbers.
  private func paths(at point: Point, on drawing: inout Drawing) {
    var terms: [ScalarExpression] = []
    var rest = example.imageGradients[Self.pixel]
    while case .sum(let left, let right) = rest {
      terms.insert(right, at: 0)
      rest = left
    }
    terms.insert(rest, at: 0)
    var style = theme.text
    style.size = 13
    for (row, term) in terms.enumerated() {
      let line =
        (row == 0 ? "∂L/∂X[1,1] = " : "+ ") + term.text(ArticleNotation()).replacing("*", with: "·")
      let numbers = "\(NumberText.shortest(example.value(term)))"
      drawing.write(
        line, at: Point(point.x + (row == 0 ? 0 : 84), point.y + Double(row) * 22), style)
      drawing.write(
        "= \(numbers)", at: Point(point.x + 300, point.y + Double(row) * 22), style)
    }
    style.isBold = true
    drawing.write(
      "= \(NumberText.shortest(gradients[Self.pixel])) together",
      at: Point(point.x + 420, point.y + Double(terms.count - 1) * 22), style)
  }

  /// The kernel times one error, where its output has its window.
  private func scattered(_ output: Int, _ error: Double) -> [Double] {
    (0..<9).map { pixel in
      let (row, column) = (pixel / 3 - output / 2, pixel % 3 - output % 2)
      guard (0..<2).contains(row), (0..<2).contains(column) else { return 0 }
      return error * example.kernel[row * 2 + column]
    }
  }

  private var padded: [Double] {
    (0..<16).map { place in
      let (row, column) = (place / 4 - 1, place % 4 - 1)
      guard (0..<2).contains(row), (0..<2).contains(column) else { return 0 }
      return example.errors[row * 2 + column]
    }
  }
}
