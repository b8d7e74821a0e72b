import ArgumentParser
import ExplainedNumbers
import LiveConvolution
import TextFormats
import WorkedExample

/// `report explain`: how one number of the worked example comes about.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explains one number: formula, chain rule, numbers, result, check.",
    usage: "report explain <symbol> <options>",
    discussion: examples([
      ("report explain dE/dw1", "the gradient of w1 in epoch 1"),
      ("report explain ∂E/∂w5 --epoch 3", "by its own name, in epoch 3"),
      ("report explain a_h1 --learning-rate 1000", "any column, any rate"),
      ("report explain DE/Dw1", "a check column: the central difference"),
      (
        "report explain sharpness --learning-rate 100", "the curvature, and how large a step may be"
      ),
      ("report explain E_tot --format json", "for a program"),
      ("report explain 'grad.conv1.weight[0,0,1,2]'", "of the convolutional step"),
    ]))

  /// The forms that an explanation can take.
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, markdown, json }

  @Argument(
    help: ArgumentHelp(
      "A column, such as ∂E/∂w1 or dE/dw1, w5, a_h1, E_tot, a chain rule's factor: dE/da_h1, sharpness, or a "
        + "number of report convolution: grad.conv1.weight[0,0,1,2]."),
    completion: .columns)
  var symbol: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The epoch, from 1; of the convolutional network the step.", valueName: "n"))
  var epoch = 1

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Which step of the epoch, from 1, where it has several. (default: 1)", valueName: "n"))
  var step: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The learning rate. (default: 1, of the convolutional network 0.1)", valueName: "rate"))
  var learningRate: String?

  @OptionGroup var network: NetworkOptions

  @Option(help: "The form of the explanation.")
  var format = Format.text

  @OptionGroup var verbosity: VerbosityOptions

  func run() throws {
    if ExplainedSharpness.names.contains(symbol.lowercased()) {
      guard step == nil else {
        throw ValidationError("--step does not go with sharpness, which belongs to an epoch.")
      }
      let sharpness = try ExplainedSharpness(
        network: network.load().network, epoch: epoch,
        learningRate: LearningRates.number(learningRate ?? "1", "--learning-rate"))
      switch format {
      case .text: StandardStreams.write(sharpness.text)
      case .markdown: StandardStreams.write(sharpness.markdown)
      case .json: StandardStreams.write(sharpness.json.text)
      }
      return
    }
    if network.network == nil, let steps = try convolution() {
      guard step == nil else {
        throw ValidationError("Of the convolutional network --epoch is the step; leave out --step.")
      }
      let number = try ExplainedStepNumber(symbol, step: epoch, in: steps)
      switch format {
      case .text: StandardStreams.write(number.text)
      case .markdown: StandardStreams.write(number.markdown)
      case .json: StandardStreams.write(number.json.text)
      }
      return
    }
    let number = try ExplainedNumber(
      symbol, epoch: epoch, step: step ?? 1,
      learningRate: LearningRates.number(learningRate ?? "1", "--learning-rate"),
      network: network.load().network, networkFile: network.network,
      training: network.trainingOptions.overrides, mode: network.gradients)
    switch format {
    case .text: StandardStreams.write(number.text)
    case .markdown: StandardStreams.write(number.markdown)
    case .json: StandardStreams.write(number.json.text)
    }
  }

  /// The steps of `report convolution`, if the name is one of theirs: an epoch is a step there.
  private func convolution() throws -> ConvolutionSteps? {
    var settings = ConvolutionSettings()
    guard ExplainedStepNumber.covers(symbol, settings) else { return nil }
    settings.steps = min(max(epoch, settings.steps), ConvolutionSettings.stepLimit)
    if let learningRate {
      settings.learningRate = try LearningRates.number(learningRate, "--learning-rate")
    }
    return try ConvolutionSteps(settings)
  }
}
