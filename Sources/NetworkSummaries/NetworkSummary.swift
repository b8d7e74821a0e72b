package import ConvNet

/// The layer table of a network.
package struct NetworkSummary: Sendable, Equatable {
  /// The network.
  package let architecture: Architecture
  /// The layers, from the image on.
  package let layers: [LayerSummary]

  /// Works out the table.
  ///
  /// *Math*: the receptive field r and the distance j of neighboring numbers, both 1 at the image,
  /// grow with each layer of kernel k and stride s: r ← r + (k − 1)·j, then j ← j·s.
  ///
  /// - Parameter architecture: The network.
  /// - Throws: `ConvNetError.invalidArchitecture` if a stage does not fit the one before it.
  package init(_ architecture: Architecture = .article) throws(ConvNetError) {
    self.architecture = architecture
    var layers: [LayerSummary] = []
    var (field, jump) = (1, 1)
    func append(
      _ kind: LayerSummary.Kind, _ name: String, kernel: Int = 1, stride: Int = 1,
      inputChannels: Int,
      channels: Int, height: Int, width: Int
    ) {
      let before = (field: field, jump: jump)
      field += (kernel - 1) * jump
      jump *= stride
      layers.append(
        LayerSummary(
          number: layers.count + 1, kind: kind, name: name, kernel: kernel, stride: stride,
          inputChannels: inputChannels, channels: channels, height: height, width: width,
          receptiveField: field, jump: jump,
          heightBefore: layers.last?.height ?? architecture.height,
          receptiveFieldBefore: before.field, jumpBefore: before.jump))
    }
    for (stage, extents) in zip(architecture.stages, try architecture.extents()) {
      let (channels, height, width) = (
        stage.outputChannels, extents.outputHeight, extents.outputWidth
      )
      append(
        .convolution, stage.name, kernel: stage.kernel, inputChannels: stage.inputChannels,
        channels: channels,
        height: extents.mapHeight, width: extents.mapWidth)
      if stage.isPooled {
        append(
          .maxPool, stage.name, kernel: 2, stride: 2, inputChannels: channels, channels: channels,
          height: height, width: width)
      }
      append(
        .dropout, stage.name, inputChannels: channels, channels: channels, height: height,
        width: width)
      append(
        .batchNorm, stage.normName, inputChannels: channels, channels: channels, height: height,
        width: width)
    }
    if let last = layers.last {
      // The article averages 2×2 of a 2×2 map: all of it.
      let side = max(last.height, last.width)
      append(
        .averagePool, architecture.stages.last?.name ?? "", kernel: side, stride: side,
        inputChannels: last.channels, channels: last.channels, height: 1, width: 1)
    }
    self.layers = layers
  }

  /// All parameters.
  package var parameters: Int { layers.reduce(0) { $0 + $1.parameters } }
  /// All multiplications with addition for an image.
  package var multiplyAdds: Int { layers.reduce(0) { $0 + $1.multiplyAdds } }
  /// Side of the square of the image that one logit depends on, in pixels.
  package var receptiveField: Int { layers.last?.receptiveField ?? 1 }

  /// Parameters of the layers of one kind.
  package func parameters(of kind: LayerSummary.Kind) -> Int {
    layers.reduce(0) { $0 + ($1.kind == kind ? $1.parameters : 0) }
  }

  /// Multiplications with addition of the layers of one kind.
  package func multiplyAdds(of kind: LayerSummary.Kind) -> Int {
    layers.reduce(0) { $0 + ($1.kind == kind ? $1.multiplyAdds : 0) }
  }

  // The sizes are in units of 2²⁰ bytes and of four bytes a number, as the article's tool has them.

  /// An image, in units of 2²⁰ bytes.
  package var inputMegabytes: Double { megabytes(architecture.pixelCount) }
  /// What all layers put out for an image, and as much again for gradients, in units of 2²⁰ bytes.
  package var passMegabytes: Double {
    2 * megabytes(layers.reduce(0) { $0 + $1.outputCount })
  }
  /// All parameters, in units of 2²⁰ bytes.
  package var parameterMegabytes: Double { megabytes(parameters) }

  private func megabytes(_ count: Int) -> Double { Double(count) * 4 / 1_048_576 }
}
