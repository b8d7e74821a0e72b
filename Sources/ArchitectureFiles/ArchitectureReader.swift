import ConvNet
import Datasets
import Publishing
import SettingsFiles
import Yams

/// Turns the nodes of a YAML document into stages, or says where they do not fit.
struct ArchitectureReader {
  let nodes: SettingsNodes

  /// - Parameter file: What messages call the file.
  init(file: String) {
    nodes = SettingsNodes(file: file, subject: "architecture")
  }

  /// - Parameter root: The document.
  /// - Returns: The stages, and the size of the images if it is stated.
  /// - Throws: `ReportError` of category `badData` with the line, the name and what was expected.
  func read(_ root: Node) throws(ReportError) -> ([Architecture.Stage], ImageSize?) {
    let fields = try nodes.mapping(
      root, "the document", keys: ["image", "stages"], required: ["stages"])
    let size = try fields["image"].map { node throws(ReportError) in try imageSize(node) }
    guard let list = fields["stages"]?.sequence, !list.isEmpty else {
      throw nodes.fault(
        fields["stages"],
        "stages: a list of at least one was expected, such as - {name: conv1, kernel: 3, "
          + "channels: 16}")
    }
    try nodes.limit(
      list.count, "stage", to: Architecture.stageCounts.upperBound, fields["stages"], "stages")
    var stages: [Architecture.Stage] = []
    var names: Set<String> = []
    for (index, node) in list.enumerated() {
      let isLast = index == list.count - 1
      let stage = try stage(
        node, "stage \(index + 1)", inputChannels: stages.last?.outputChannels ?? 1,
        channelCounts: isLast ? Architecture.classCounts : Architecture.channelCounts, &names)
      stages.append(stage)
      try check(stages, size, node, "stage \(index + 1)")
    }
    let whole = Architecture(
      height: (size ?? .usual).height, width: (size ?? .usual).width, stages: stages)
    if let problem = whole.problem, size != nil {
      throw nodes.fault(fields["stages"], "stages: \(problem)")
    }
    return (stages, size)
  }

  private func imageSize(_ node: Node) throws(ReportError) -> ImageSize {
    let parts = try nodes.mapping(
      node, "image", keys: ["height", "width"], required: ["height", "width"])
    func side(_ name: String) throws(ReportError) -> Int {
      try nodes.count(parts[name] ?? node, "image, \(name)", in: Architecture.imageSides)
    }
    return ImageSize(height: try side("height"), width: try side("width"))
  }

  private func stage(
    _ node: Node, _ place: String, inputChannels: Int, channelCounts: ClosedRange<Int>,
    _ names: inout Set<String>
  ) throws(ReportError) -> Architecture.Stage {
    let fields = try nodes.mapping(
      node, place, keys: ["name", "norm", "kernel", "channels", "pool"],
      required: ["name", "kernel", "channels"])
    func name(_ key: String) throws(ReportError) -> String? {
      guard let node = fields[key] else { return nil }
      guard node.scalar != nil, Architecture.isName(nodes.text(node)) else {
        throw nodes.fault(
          node,
          "\(place), \(key): \(nodes.quoted(node)) is not usable; a name of letters, digits, "
            + "underscores and points was expected")
      }
      return nodes.text(node)
    }
    let convolution = try name("name") ?? ""
    let norm = try name("norm") ?? "batch_norm_\(convolution)"
    for (key, name) in [("name", convolution), ("norm", norm)] {
      guard names.insert(name).inserted else {
        throw nodes.fault(
          fields[key] ?? node, "\(place), \(key): '\(name)' is the name of another layer")
      }
    }
    return Architecture.Stage(
      name: convolution, normName: norm, inputChannels: inputChannels,
      outputChannels: try nodes.count(
        fields["channels"] ?? node, "\(place), channels", in: channelCounts),
      kernel: try nodes.count(
        fields["kernel"] ?? node, "\(place), kernel", in: Architecture.kernelSizes),
      isPooled: try fields["pool"].map { node throws(ReportError) in
        try nodes.flag(node, "\(place), pool")
      } ?? false)
  }

  /// Refuses a stage that does not fit what comes in, where the file says how large that is.
  private func check(
    _ stages: [Architecture.Stage], _ size: ImageSize?, _ node: Node, _ place: String
  ) throws(ReportError) {
    guard let size else { return }
    do {
      _ = try Architecture(height: size.height, width: size.width, stages: stages).extents()
    } catch {
      guard case .invalidArchitecture(let reason) = error else { return }
      throw nodes.fault(node, "\(place): \(reason)")
    }
  }
}
