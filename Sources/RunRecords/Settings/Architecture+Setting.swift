import ArchitectureFiles
package import ConvNet
import Datasets
package import TextFormats

extension Architecture: SettingValue {
  /// The value in `run.json`: the image's size and the stages.
  package var settingJSON: JSON { json }

  /// Reads what ``settingJSON`` gives; nil for a network that the program does not build.
  package init?(settingJSON json: JSON) { self.init(json: json) }

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
      "architecture", topic: .start, path: \.architecture, valueName: "file.yaml",
      help: "Another network; templates/architectures explains the form.",
      range: SettingRange("a network that the program builds") { $0.problem == nil },
      isLeftOutAsStandard: true)
  }
}
