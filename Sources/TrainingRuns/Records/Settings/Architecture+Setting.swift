package import ConvNet
package import TextFormats

extension Architecture: SettingValue {
  /// The value in `run.json`: the image's size and the stages.
  package var settingJSON: JSON {
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

  /// Reads what ``settingJSON`` gives; nil for a network that the program does not build.
  package init?(settingJSON json: JSON) {
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

  /// The stages in short: kernel×channels of each, and `/2` where a max pool follows.
  package var settingText: String {
    guard self != .article else { return "the article's" }
    let stages = stages.map { "\($0.kernel)×\($0.outputChannels)\($0.isPooled ? "/2" : "")" }
    return stages.joined(separator: " ") + (imageSize == .usual ? "" : " on \(imageSize)")
  }
}

extension TrainingSetting<Architecture> {
  /// The network.
  package static var architecture: Self {
    Self(
      "architecture", title: "architecture", topic: .start, path: \.architecture,
      option: "--architecture", valueName: "file.yaml",
      help: "Another network; templates/architectures explains the form.",
      range: SettingRange("a network that the program builds") { $0.problem == nil },
      isLeftOutAsStandard: true)
  }
}
