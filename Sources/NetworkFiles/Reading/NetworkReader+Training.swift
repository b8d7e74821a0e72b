import Backprop
import Publishing
import SettingsFiles
import Yams

extension NetworkReader {
  /// Reads how the network is trained.
  ///
  /// - Parameters:
  ///   - fields: The document's values by key.
  ///   - usual: What holds for keys that are not there.
  ///   - read: What the network learns.
  ///   - layers: The layers.
  /// - Returns: The training.
  /// - Throws: `ReportError` of category `badData` with the line, the name and what was expected.
  func training(
    _ fields: [String: Node], usual: Network.Training = Network.Training(),
    samples read: ReadSamples,
    layers: [Network.Layer]
  ) throws(ReportError) -> Network.Training {
    var training = usual
    let samples = read.samples
    if let node = fields["loss"] {
      training.loss = try loss(node, samples: read, layers: layers)
    }
    if let node = fields["reduction"] {
      training.reduction = try nodes.choice(node, "reduction", of: Reduction.self)
    }
    if let node = fields["batch"], nodes.text(node).lowercased() == "all" {
      training.batchSize = nil
    } else if let node = fields["batch"] {
      guard node.scalar != nil, let size = Int(nodes.text(node)),
        (1...samples.count).contains(size)
      else {
        throw nodes.fault(
          node,
          "batch: \(nodes.quoted(node)) is not usable; all was expected, or a number of samples from 1 "
            + "to \(samples.count)")
      }
      training.batchSize = size == samples.count ? nil : size
    }
    if let node = fields["optimizer"] {
      training.optimizer = try configured(node, "optimizer", of: OptimizerMethod.self)
      if training.optimizer["nesterov"] == 1, !(training.optimizer["momentum"] > 0) {
        throw nodes.fault(node, "optimizer: nesterov needs a momentum above 0")
      }
    }
    if let node = fields["schedule"] {
      training.schedule = try schedule(node)
      if let epochs, let complaint = training.schedule.complaint(aboutEpochs: epochs) {
        throw nodes.fault(node, "schedule: \(complaint)")
      }
    }
    return training
  }

  private func loss(
    _ node: Node, samples read: ReadSamples, layers: [Network.Layer]
  ) throws(ReportError) -> Loss {
    let loss = try nodes.choice(node, "loss", of: Loss.self)
    if let needed = loss.outputActivation, let last = layers.last, last.activation != needed {
      throw nodes.fault(
        node,
        "loss: \(loss.rawValue) needs the activation \(needed.rawValue) in the last layer, which has "
          + last.activation.rawValue)
    }
    for (index, sample) in read.samples.enumerated() {
      guard let complaint = loss.complaint(about: sample.targets) else { continue }
      throw read.fault(index, "\(read.targets(of: index)): \(complaint)")
    }
    return loss
  }

  /// A method by its name alone, or as a group with its name and its settings.
  private func configured<Method: NamedMethod>(
    _ node: Node, _ name: String, of type: Method.Type, without other: Set<String> = []
  ) throws(ReportError) -> ConfiguredMethod<Method> {
    var values: [String: Double] = [:]
    let method: Method
    if node.mapping != nil {
      let all = Set(Method.allCases.flatMap { $0.settings.map(\.name) }).union(other)
      let fields = try nodes.mapping(
        node, name, keys: ["name"] + all.sorted(), required: ["name"])
      method = try nodes.choice(fields["name"] ?? node, "\(name), name", of: type)
      for (key, value) in fields.sorted(by: { $0.key < $1.key })
      where key != "name" && !other.contains(key) {
        guard let setting = method.settings.first(where: { $0.name == key }) else {
          let known = method.settings.map(\.name).joined(separator: ", ")
          throw nodes.fault(
            value,
            "\(name): \(method.rawValue) has no '\(key)'"
              + (known.isEmpty ? "" : "; it has \(known)"))
        }
        values[key] = try self.value(value, "\(name), \(key)", of: setting)
      }
    } else {
      method = try nodes.choice(node, name, of: type)
    }
    do {
      return try ConfiguredMethod(method, values)
    } catch {
      throw nodes.fault(node, "\(name): \(String(describing: error).dropLast())")
    }
  }

  private func value(
    _ node: Node, _ name: String, of setting: MethodSetting
  ) throws(ReportError) -> Double {
    if setting.range == .flag {
      guard let flag = node.bool else {
        throw nodes.fault(node, "\(name): \(nodes.quoted(node)) is neither true nor false")
      }
      return flag ? 1 : 0
    }
    let value = try nodes.number(node, name)
    guard setting.range.contains(value) else {
      throw nodes.fault(
        node, "\(name): \(nodes.quoted(node)) is not usable; \(setting.range.rawValue) was expected"
      )
    }
    return value
  }

  /// A schedule: a name, a group with `warmup` in it, or warmup and another in a list.
  private func schedule(_ node: Node) throws(ReportError) -> Schedule {
    if let list = node.sequence {
      guard list.count == 2, let first = list.first, let second = list.last,
        nodes.text(first.mapping?["name"] ?? first) == "warmup"
      else {
        throw nodes.fault(
          node, "schedule: a list was expected to hold warmup and one other schedule")
      }
      let rest = try schedule(second)
      return try self.schedule(rest.main, warmup: try warmup(first), node)
    }
    if nodes.text(node.mapping?["name"] ?? node) == "warmup" {
      return try schedule(Schedule.constant.main, warmup: try warmup(node), node)
    }
    let main = try configured(node, "schedule", of: ScheduleMethod.self, without: ["warmup"])
    let warmup =
      try node.mapping?["warmup"].map { node throws(ReportError) in
        try self.warmup(node)
      } ?? 0
    return try schedule(main, warmup: warmup, node)
  }

  private func schedule(
    _ main: ConfiguredMethod<ScheduleMethod>, warmup: Int, _ node: Node
  ) throws(ReportError) -> Schedule {
    do {
      return try Schedule(main, warmupEpochs: warmup)
    } catch {
      throw nodes.fault(node, "schedule: \(String(describing: error).dropLast())")
    }
  }

  /// The epochs of a warmup: a number, or a group with `epochs`.
  private func warmup(_ node: Node) throws(ReportError) -> Int {
    guard node.mapping != nil else {
      return try nodes.count(node, "schedule, warmup", in: 1...1_000_000)
    }
    let fields = try nodes.mapping(
      node, "schedule, warmup", keys: ["name", "epochs"], required: ["epochs"])
    return try nodes.count(
      fields["epochs"] ?? node, "schedule, warmup, epochs", in: 1...1_000_000)
  }
}
