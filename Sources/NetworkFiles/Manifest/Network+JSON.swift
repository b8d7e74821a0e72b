package import Backprop
package import TextFormats

extension Network {
  /// The network as the manifest keeps it; what is as usual is left out.
  package var json: JSON {
    var members: [JSON.Member] = []
    if samples.count == 1 {
      members = [
        .init("inputs", .array(inputs.map { .number($0) })),
        .init("targets", .array(targets.map { .number($0) })),
      ]
    } else {
      members.append(.init("samples", .array(samples.map(\.json))))
    }
    members.append(.init("layers", .array(layers.map(\.json))))
    return .object(members + training.members)
  }

  /// Reads a network from a manifest; nil when something is missing or does not fit.
  package init?(json: JSON) {
    let samples: [Sample]
    if let list = json["samples"]?.array {
      samples = list.compactMap(Sample.init(json:))
      guard samples.count == list.count else { return nil }
    } else {
      guard let sample = Sample(json: json) else { return nil }
      samples = [sample]
    }
    guard let layers = json["layers"]?.array, let training = Training(json: json) else {
      return nil
    }
    let described = layers.compactMap(Layer.init(json:))
    guard described.count == layers.count,
      let network = try? Network(samples: samples, layers: described, training: training)
    else { return nil }
    self = network
  }
}

extension Network.Sample {
  fileprivate var json: JSON {
    [
      "inputs": .array(inputs.map { .number($0) }), "targets": .array(targets.map { .number($0) }),
    ]
  }

  fileprivate init?(json: JSON) {
    guard let inputs = json["inputs"]?.array, let targets = json["targets"]?.array else {
      return nil
    }
    self.init(inputs: inputs.compactMap(\.number), targets: targets.compactMap(\.number))
  }
}

extension Network.Training {
  /// What is not as usual.
  fileprivate var members: [JSON.Member] {
    let usual = Self()
    var members: [JSON.Member] = []
    if loss != usual.loss { members.append(.init("loss", .string(loss.rawValue))) }
    if reduction != usual.reduction {
      members.append(.init("reduction", .string(reduction.rawValue)))
    }
    if let batchSize { members.append(.init("batch", .integer(batchSize))) }
    if optimizer != usual.optimizer { members.append(.init("optimizer", optimizer.json)) }
    if schedule != usual.schedule {
      members.append(.init("schedule", schedule.main.json))
      if schedule.warmupEpochs > 0 {
        members.append(.init("warmup", .integer(schedule.warmupEpochs)))
      }
    }
    return members
  }

  fileprivate init?(json: JSON) {
    self.init()
    if let text = json["loss"]?.string {
      guard let loss = Loss(rawValue: text) else { return nil }
      self.loss = loss
    }
    if let text = json["reduction"]?.string {
      guard let reduction = Reduction(rawValue: text) else { return nil }
      self.reduction = reduction
    }
    if let batch = json["batch"] {
      guard let size = batch.integer, size > 0 else { return nil }
      batchSize = size
    }
    if let described = json["optimizer"] {
      guard let optimizer = Optimizer(json: described) else { return nil }
      self.optimizer = optimizer
    }
    if let described = json["schedule"] {
      guard let main = ConfiguredMethod<ScheduleMethod>(json: described),
        let schedule = try? Schedule(main, warmupEpochs: json["warmup"]?.integer ?? 0)
      else { return nil }
      self.schedule = schedule
    }
  }
}

extension ConfiguredMethod {
  fileprivate var json: JSON {
    .object(
      [.init("name", .string(method.rawValue))]
        + settings.map { .init($0.setting.name, .number($0.value)) })
  }

  fileprivate init?(json: JSON) {
    guard let method = json["name"]?.string.flatMap(Method.init(rawValue:)) else { return nil }
    var values: [String: Double] = [:]
    for setting in method.settings {
      guard let value = json[setting.name]?.number else { return nil }
      values[setting.name] = value
    }
    guard let configured = try? Self(method, values) else { return nil }
    self = configured
  }
}

extension Network.Layer {
  fileprivate var json: JSON {
    var members: [JSON.Member] = [
      .init("activation", .string(activation.rawValue)),
      .init("weights", .array(weights.map { .array($0.map { .number($0) }) })),
    ]
    if let biases {
      members.append(.init("biases", .array(biases.values.map { .number($0) })))
      members.append(.init("trainBiases", .bool(biases.trained)))
    }
    return .object(members)
  }

  fileprivate init?(json: JSON) {
    guard let activation = json["activation"]?.string.flatMap(Activation.init(rawValue:)),
      let rows = json["weights"]?.array
    else { return nil }
    let biases = json["biases"]?.array.map { values in
      Network.Biases(
        values.compactMap(\.number), trained: json["trainBiases"]?.bool ?? true)
    }
    self.init(
      weights: rows.map { ($0.array ?? []).compactMap(\.number) }, biases: biases,
      activation: activation)
  }
}
