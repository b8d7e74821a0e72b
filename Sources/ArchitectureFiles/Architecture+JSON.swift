package import ConvNet
package import TextFormats

extension Architecture {
  /// The network as JSON: the image's size, and for each stage what its YAML file says of it.
  package var json: JSON {
    .object([
      .init("height", .integer(height)), .init("width", .integer(width)),
      .init(
        "stages",
        .array(
          stages.map { stage in
            .object([
              .init("name", .string(stage.name)), .init("norm", .string(stage.normName)),
              .init("kernel", .integer(stage.kernel)),
              .init("channels", .integer(stage.outputChannels)),
              .init("pool", .bool(stage.isPooled)),
            ])
          })),
    ])
  }

  /// Reads what ``json`` gives; nil for a network that the program does not build.
  package init?(json: JSON) {
    guard let height = json["height"]?.integer, let width = json["width"]?.integer,
      let list = json["stages"]?.array, Self.stageCounts.contains(list.count)
    else { return nil }
    var stages: [Stage] = []
    for item in list {
      guard let name = item["name"]?.string, let norm = item["norm"]?.string,
        let kernel = item["kernel"]?.integer, let channels = item["channels"]?.integer,
        let isPooled = item["pool"]?.bool
      else { return nil }
      stages.append(
        Stage(
          name: name, normName: norm, inputChannels: stages.last?.outputChannels ?? 1,
          outputChannels: channels, kernel: kernel, isPooled: isPooled))
    }
    self.init(height: height, width: width, stages: stages)
    guard problem == nil else { return nil }
  }
}
