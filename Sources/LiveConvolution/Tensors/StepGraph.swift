package import Backprop
import ConvNet

/// All numbers of a training step and how they are computed: forward, loss, backward, update.
///
/// The forward pass is built from the architecture. Everything else follows: the gradients by
/// reverse-mode differentiation of the forward expressions, the updates from those.
package struct StepGraph: Sendable {
  /// The tensors, each reading only those before it, or those of the step before.
  package let tensors: [StepTensor]
  /// The numbers of the settings.
  package let settingValues: [Symbol: Double]
  /// How many tensors, from the first on, lead from the pixels to the loss.
  package let forwardCount: Int
  private let places: [Symbol: Int]

  /// Builds the graph of a step.
  ///
  /// - Parameter settings: Checked settings.
  init(_ settings: ConvolutionSettings) {
    let forward = TensorPlan(settings, settings.extents).tensors
    let backward = Self.backward(of: forward)
    let collapsed = Self.collapsed(settings.architecture, forward)
    let update = Self.update(settings.architecture, forward)
    forwardCount = forward.count
    tensors = forward + backward + collapsed + update
    settingValues = StepSymbol.values(settings)
    places = Dictionary(
      uniqueKeysWithValues: tensors.flatMap(\.symbols).enumerated().map { ($1, $0) })
  }

  /// How many numbers a step has, without building it.
  static func count(_ settings: ConvolutionSettings) -> Int {
    TensorPlan(settings, settings.extents).entries.reduce(2) { total, entry in
      let copies =
        switch entry.kind {
        // Value, gradient, velocity and what comes after.
        case let kind where kind.isParameter: 4
        case .runningMean, .runningVariance: 2
        // Value, gradient by its paths, gradient collapsed.
        case .dropout: 3
        case let kind where kind.hasGradient: 2
        default: 1
        }
      return total + copies * entry.count
    }
  }

  /// The number of scalars.
  package var count: Int { places.count }

  /// Where a number stands among all numbers of a step; nil for a name that is none.
  package func place(of symbol: Symbol) -> Int? { places[symbol] }

  /// The tensor of a name.
  package func tensor(_ name: String) -> StepTensor? { tensors.first { $0.name == name } }

  /// The first place of each tensor, in their order.
  var firstPlaces: [Int] {
    var next = 0
    return tensors.map { tensor in
      defer { next += tensor.count }
      return next
    }
  }
}

extension ConvolutionSettings {
  /// What each stage reads and leaves; empty for an architecture that cannot be built.
  var extents: [StageExtents] { (try? architecture.extents()) ?? [] }
}
