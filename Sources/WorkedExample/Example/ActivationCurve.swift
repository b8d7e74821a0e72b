import Backprop
import Charts
import Numerals

/// An activation and its slope over the sums that matter, as the article shows the sigmoid.
struct ActivationCurve {
  let activation: Activation

  init(_ activation: Activation) {
    self.activation = activation
  }

  /// Both curves from -8 to 8, the steepest slope marked.
  func chart(theme: FigureTheme) -> Chart {
    let sums = (-160...160).map { Double($0) / 20 }
    let isArticle = theme == .article
    func curve(_ name: String, _ values: [Double], _ dash: Dash) -> Series {
      Series(name: name, x: sums, y: values, style: SeriesStyle(dash: dash, marker: Marker.none))
    }
    var slopes = curve("\(symbol)′(x)\(slopeFormula)", sums.map(self.slope), .dashed)
    if activation == .relu, let corner = sums.firstIndex(of: 0) {
      // The slope jumps at zero: two runs with a gap between them.
      slopes.x.insert(contentsOf: [0, 0], at: corner + 1)
      slopes.y.insert(contentsOf: [.nan, 1], at: corner + 1)
    }
    let slope = slope(0)
    return Chart(
      title: isArticle ? title.uppercased() : "\(title) and its slope",
      x: Axis(title: "weighted sum x", range: -8...8, majorUnit: 2),
      y: Axis(title: "activation", automaticRange: .nice, maximumIntervals: 6),
      series: [
        curve("\(symbol)(x)\(formula)", sums.map(value), .solid),
        slopes,
      ],
      annotations: activation == .sigmoid || activation == .tanh
        ? [Annotation(x: 0, y: slope, text: "\(symbol)′(0) = \(NumberText.shortest(slope))")] : [],
      legend: .insideTopLeft, words: words, theme: theme.theme)
  }

  /// The curves in words, from the numbers that are drawn.
  private var words: String {
    func text(_ value: Double) -> String { AltText.number(value) }
    return "Curves of \(symbol)(x)\(formula) and of its slope \(symbol)′(x)\(slopeFormula) for "
      + "weighted sums x from -8 to 8. The activation goes from \(text(value(-8))) through "
      + "\(text(value(0))) at 0 to \(text(value(8))); the slope from \(text(slope(-8))) through "
      + "\(text(slope(0))) at 0 to \(text(slope(8)))."
  }

  private var symbol: String { activation == .sigmoid ? "σ" : activation.rawValue }

  private var title: String {
    switch activation {
    case .sigmoid: "Sigmoid"
    case .tanh: "Hyperbolic tangent"
    case .relu: "ReLU"
    case .leakyRelu: "Leaky ReLU"
    case .linear: "Linear activation"
    case .softmax: "Softmax"
    }
  }

  private var formula: String {
    switch activation {
    case .sigmoid: " = 1 / (1 + e⁻ˣ)"
    case .tanh: ""
    case .relu: " = x above zero, else 0"
    case .leakyRelu: " = x above zero, else 0.01 x"
    case .linear: " = x"
    case .softmax: " of one output, the others at 0"
    }
  }

  private var slopeFormula: String {
    switch activation {
    case .sigmoid: " = σ(x) · (1 − σ(x))"
    case .tanh: " = 1 − tanh(x)²"
    case .relu: " = 1 above zero, else 0"
    case .leakyRelu: " = 1 above zero, else 0.01"
    case .linear: " = 1"
    case .softmax: ""
    }
  }

  private func value(_ sum: Double) -> Double { activation.value(at: sum) }

  private func slope(_ sum: Double) -> Double { activation.slope(at: sum, value: value(sum)) }
}
