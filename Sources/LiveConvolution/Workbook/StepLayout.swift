import Backprop
import ConvNet

/// Where every number of the workbook stands: the steps' sheets and the two moved copies.
struct StepLayout {
  /// A computation of a step that has sheets of its own.
  enum Copy: Hashable {
    /// A training step, from 0.
    case step(Int)
    /// The forward pass of the first step with one parameter moved up or down.
    case moved(up: Bool)
  }

  /// The phases of a step, each a sheet.
  enum Phase: String, CaseIterable {
    case forward = "Forward"
    case loss = "Loss"
    case backward = "Backward"
    case update = "Update"
  }

  /// One sheet of tensors.
  struct Page {
    let sheet: String
    let copy: Copy
    /// The phase; nil for a moved copy, which has the first two.
    let phase: Phase?
    /// Its blocks and how it is printed.
    let fit: PaperFit

    /// Where its blocks stand.
    var layout: BlockLayout { fit.layout }
  }

  /// The sheets of tensors, in their order.
  let pages: [Page]
  private let places: [Copy: [Symbol: CompactFormula.Place]]

  /// The sheets with cells of their own.
  static let overview = "Overview"
  static let single = "One convolution"
  static let nudge = "Nudge"

  /// Lays out the steps' sheets.
  init(_ steps: ConvolutionSteps) {
    var pages: [Page] = []
    let fits = Phase.allCases.map { PaperFit(Self.sections(of: $0, steps)) }
    for step in steps.values.indices {
      for (phase, fit) in zip(Phase.allCases, fits) {
        pages.append(
          Page(
            sheet: "\(phase.rawValue) \(step + 1)", copy: .step(step), phase: phase, fit: fit))
      }
    }
    let moved = PaperFit(Self.sections(of: .forward, steps) + Self.sections(of: .loss, steps))
    for up in [true, false] {
      pages.append(
        Page(
          sheet: up ? "Nudge up" : "Nudge down", copy: .moved(up: up), phase: nil, fit: moved))
    }
    self.pages = pages
    var places: [Copy: [Symbol: CompactFormula.Place]] = [:]
    for page in pages {
      for block in page.layout.blocks {
        for (index, symbol) in block.tensor.symbols.enumerated() {
          places[page.copy, default: [:]][symbol] = .init(
            sheet: page.sheet, cell: block.cell(index))
        }
      }
    }
    self.places = places
  }

  /// The cell of a number.
  ///
  /// - Parameters:
  ///   - symbol: The number.
  ///   - copy: The computation that it belongs to.
  /// - Returns: The cell; nil for a name that is none.
  func place(_ symbol: Symbol, in copy: Copy) -> CompactFormula.Place? { places[copy]?[symbol] }

  /// The parts of a phase's sheet.
  private static func sections(
    of phase: Phase, _ steps: ConvolutionSteps
  ) -> [BlockLayout.Section] {
    let graph = steps.graph
    let stages = steps.settings.architecture.stages
    func chosen(_ isChosen: (StepTensor) -> Bool) -> [StepTensor] { graph.tensors.filter(isChosen) }
    switch phase {
    case .forward:
      let forward = graph.tensors.prefix(graph.forwardCount)
      return [.init(title: "The images", tensors: chosen { [.pixels, .input].contains($0.kind) })]
        + stages.enumerated().map { index, stage in
          .init(
            title: StageWords.title(stage), tensors: forward.filter { $0.stage == index })
        }
    case .loss:
      return [
        .init(
          title: "Scores and labels",
          tensors: chosen { [.average, .labels, .target].contains($0.kind) }),
        .init(
          title: "Log-softmax and loss",
          tensors: chosen {
            [.logSumExpOfBatch, .logSumExpOfClasses, .logSoftmax, .loss].contains($0.kind)
          }),
      ]
    case .backward:
      let gradients = chosen { $0.kind == .gradient || $0.kind == .collapsed }
      return [
        .init(
          title: "Through the loss",
          tensors: gradients.filter { $0.stage == nil && $0.name != "grad.input" })
      ]
        + stages.indices.reversed().map { index in
          .init(
            title: "Back through \(StageWords.title(stages[index]))",
            tensors: gradients.filter { $0.stage == index })
        } + [
          .init(
            title: "What reaches the pixels", tensors: gradients.filter { $0.name == "grad.input" })
        ]
    case .update:
      let updates = chosen { [.velocity, .after].contains($0.kind) }
      return [
        .init(
          title: "The learning rate", tensors: chosen { [.step, .learningRate].contains($0.kind) })
      ]
        + stages.enumerated().map { index, stage in
          .init(title: stage.name, tensors: updates.filter { $0.stage == index })
        }
    }
  }
}

/// What a stage does, in words.
enum StageWords {
  /// The layers of a stage: `conv1: 3×3 convolution, ReLU, dropout, batch norm`.
  static func title(_ stage: Architecture.Stage) -> String {
    let channels = "\(stage.inputChannels)→\(stage.outputChannels)"
    return "\(stage.name): \(stage.kernel)×\(stage.kernel) convolution \(channels), ReLU, "
      + (stage.isPooled ? "2×2 max pool, " : "") + "dropout, batch norm"
  }
}
