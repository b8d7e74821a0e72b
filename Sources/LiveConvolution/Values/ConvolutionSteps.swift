package import Backprop
import ConvNet
package import Publishing

/// Training steps of a small network, computed in double precision from their expressions.
package struct ConvolutionSteps: Sendable {
  /// The settings.
  package let settings: ConvolutionSettings
  /// The numbers of a step and how they come about.
  package let graph: StepGraph
  /// The numbers of each step, in the order of the graph.
  package private(set) var values: [[Double]] = []

  /// Builds the graph and computes the steps.
  ///
  /// - Parameter settings: What to compute.
  /// - Throws: `ReportError` for settings out of their range.
  package init(_ settings: ConvolutionSettings) throws(ReportError) {
    try settings.check()
    self.settings = settings
    graph = StepGraph(settings)
    let givens = Givens(settings)
    for step in 0..<settings.steps {
      values.append(
        computed(step: step, before: values.last) { tensor, index in
          givens.value(tensor, index, step: step)
        })
    }
  }

  /// The numbers of one tensor.
  ///
  /// - Parameters:
  ///   - name: The tensor.
  ///   - step: The step, from 0.
  /// - Returns: The numbers, the last index fastest; nil for a name that is no tensor.
  package func values(_ name: String, step: Int) -> [Double]? {
    guard let index = graph.tensors.firstIndex(where: { $0.name == name }) else { return nil }
    let first = graph.firstPlaces[index]
    return Array(values[step][first..<first + graph.tensors[index].count])
  }

  /// One number.
  ///
  /// - Parameters:
  ///   - symbol: Its name.
  ///   - row: Which step, as an expression sees it.
  ///   - step: The step of the expression, from 0.
  /// - Returns: The number; nil for a name that is none.
  package func value(
    _ symbol: Symbol, _ row: ScalarExpression.Row = .same, step: Int
  ) -> Double? {
    if row == .setting { return graph.settingValues[symbol] }
    let step = row == .before ? step - 1 : step
    guard values.indices.contains(step), let place = graph.place(of: symbol) else { return nil }
    return values[step][place]
  }

  /// Computes a step in any kind of number.
  ///
  /// - Parameters:
  ///   - step: The step, from 0.
  ///   - before: The numbers of the step before.
  ///   - count: How many tensors to compute, from the first on; all if absent.
  ///   - adjusted: What becomes of a number once it is known; itself if absent.
  ///   - given: A number that is not computed, by its tensor and its place there.
  /// - Returns: The numbers in the order of the graph.
  package func computed<Number: ExpressionNumber>(
    step: Int, before: [Number]?, count: Int? = nil,
    adjusted: ((Symbol, Number) -> Number)? = nil, given: (StepTensor, Int) -> Number
  ) -> [Number] {
    let settings = graph.settingValues.mapValues { Number(constant: $0) }
    var numbers: [Number] = []
    numbers.reserveCapacity(graph.count)
    for tensor in graph.tensors.prefix(count ?? graph.tensors.count) {
      switch tensor.source(step: step) {
      case .given: numbers += (0..<tensor.count).map { given(tensor, $0) }
      case .computed(let expressions):
        // A tensor does not read itself, so that its numbers can be added together.
        let known = numbers
        numbers += expressions.map { expression in
          expression.value { symbol, row in
            let found: Number? =
              switch row {
              case .setting: settings[symbol]
              case .same: graph.place(of: symbol).map { known[$0] }
              case .before: graph.place(of: symbol).flatMap { before?[$0] }
              }
            guard let found else {
              preconditionFailure("\(tensor.name) reads \(symbol), which is not known by then.")
            }
            return found
          }
        }
      }
      if let adjusted {
        let first = numbers.count - tensor.count
        for (index, symbol) in tensor.symbols.enumerated() {
          numbers[first + index] = adjusted(symbol, numbers[first + index])
        }
      }
    }
    return numbers
  }
}

/// The numbers that are given: images, labels, first parameters, and what dropout keeps.
struct Givens {
  private let images: StepImages
  private let state: NetworkState
  /// Whether each element is kept, `[step][stage]`.
  private let masks: [[DropoutMask]]

  /// Draws what a training begins with, from the streams that the engine draws from.
  init(_ settings: ConvolutionSettings) {
    images = StepImages(settings)
    state = NetworkState(settings.architecture, seed: settings.seed)
    let extents = settings.extents
    masks = (0..<settings.steps).map { step in
      settings.architecture.stages.indices.map { stage in
        DropoutMask(
          rate: settings.dropout, seed: settings.seed, step: step, stage: stage,
          images: settings.batch,
          elementsPerImage: settings.architecture.stages[stage].outputChannels
            * extents[stage].outputHeight * extents[stage].outputWidth)
      }
    }
  }

  /// One given number.
  ///
  /// - Parameters:
  ///   - tensor: Its tensor.
  ///   - index: Its place there.
  ///   - step: The step, from 0.
  /// - Returns: The number.
  func value(_ tensor: StepTensor, _ index: Int, step: Int) -> Double {
    switch tensor.kind {
    case .pixels: images.pixels[index]
    case .labels: images.labels[index]
    case .kept: masks[step][tensor.stage ?? 0].isKept[index] ? 1 : 0
    default: Double(state.values(tensor.name)?[index] ?? 0)
    }
  }
}
