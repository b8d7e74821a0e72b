import ArchitectureFiles
import ConvNet
package import Publishing
package import TextFormats

extension ConvolutionSettings {
  /// The settings as the manifest keeps them.
  package var json: JSON {
    [
      "architecture": architecture.json, "seed": .string(String(seed)),
      "batch": .integer(batch), "softmax": .string(softmax.rawValue),
      "dropout": .number(dropout), "learningRate": .number(learningRate),
      "momentum": .number(momentum), "stepSize": .integer(stepSize), "gamma": .number(gamma),
      "steps": .integer(steps),
    ]
  }

  /// Reads settings from a manifest.
  ///
  /// - Parameter json: What ``json`` gave.
  /// - Throws: `ReportError` of category `badData` when something is missing or does not fit.
  package init(json: JSON) throws(ReportError) {
    self.init()
    guard let architecture = json["architecture"].flatMap(Architecture.init(json:)),
      let seed = json["seed"]?.string.flatMap({ UInt64($0) }),
      let batch = json["batch"]?.integer,
      let softmax = json["softmax"]?.string.flatMap(SoftmaxAxis.init(rawValue:)),
      let dropout = json["dropout"]?.number, let learningRate = json["learningRate"]?.number,
      let momentum = json["momentum"]?.number, let stepSize = json["stepSize"]?.integer,
      let gamma = json["gamma"]?.number, let steps = json["steps"]?.integer
    else {
      throw ReportError(
        .badData,
        "The manifest's settings of the convolution are damaged; run 'report convolution'.")
    }
    self.architecture = architecture
    self.seed = seed
    self.batch = batch
    self.softmax = softmax
    self.dropout = dropout
    self.learningRate = learningRate
    self.momentum = momentum
    self.stepSize = stepSize
    self.gamma = gamma
    self.steps = steps
    try check()
  }
}
