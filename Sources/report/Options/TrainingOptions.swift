import ArgumentParser
import NetworkFiles

/// How a network is trained, in place of what its file says.
struct TrainingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How a step changes the parameters: sgd, rmsprop, adagrad or adam, with settings, such as "
        + "\"sgd momentum=0.9 nesterov=true\". (default: the network's)",
      valueName: "name settings"))
  var optimizer: String?

  @Option(
    help: ArgumentHelp(
      "How the learning rate changes: constant, step, exponential or cosine, with settings, such as "
        + "\"step size=15 gamma=0.1 warmup=5\". (default: the network's)",
      valueName: "name settings"))
  var schedule: String?

  @Option(
    help: ArgumentHelp(
      "squared error, binary cross entropy or cross entropy. (default: the network's)",
      valueName: "name"))
  var loss: String?

  @Option(
    help: ArgumentHelp(
      "Whether a step takes the mean or the sum over its samples. (default: the network's)",
      valueName: "mean or sum"))
  var reduction: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The number of samples of a step, or all. (default: the network's)", valueName: "n"))
  var batch: String?

  /// What was given.
  var overrides: TrainingOverrides {
    TrainingOverrides([
      .optimizer: optimizer, .schedule: schedule, .loss: loss, .reduction: reduction,
      .batch: batch,
    ])
  }
}
