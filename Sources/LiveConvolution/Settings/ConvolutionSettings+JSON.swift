package import ConvNet
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

extension Architecture {
  /// The network as JSON: its image and its stages.
  package var json: JSON {
    [
      "height": .integer(height), "width": .integer(width),
      "stages": .array(
        stages.map { stage in
          [
            "name": .string(stage.name), "norm": .string(stage.normName),
            "kernel": .integer(stage.kernel), "inputChannels": .integer(stage.inputChannels),
            "channels": .integer(stage.outputChannels), "pool": .bool(stage.isPooled),
          ]
        }),
    ]
  }

  /// Reads what ``json`` gave; nil where something is missing.
  init?(json: JSON) {
    guard let height = json["height"]?.integer, let width = json["width"]?.integer,
      let list = json["stages"]?.array
    else { return nil }
    var stages: [Stage] = []
    for stage in list {
      guard let name = stage["name"]?.string, let norm = stage["norm"]?.string,
        let kernel = stage["kernel"]?.integer, let input = stage["inputChannels"]?.integer,
        let output = stage["channels"]?.integer, let pool = stage["pool"]?.bool
      else { return nil }
      stages.append(
        Stage(
          name: name, normName: norm, inputChannels: input, outputChannels: output,
          kernel: kernel, isPooled: pool))
    }
    self.init(height: height, width: width, stages: stages)
  }
}
