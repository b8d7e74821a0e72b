/// One row of the layer table.
package struct LayerSummary: Sendable, Equatable {
  /// What a layer does.
  package enum Kind: String, Sendable, Equatable {
    /// A convolution without bias; the ReLU after it is no layer of its own.
    case convolution = "Conv2d"
    /// A max pool of 2×2.
    case maxPool = "MaxPool2d"
    /// Dropout.
    case dropout = "Dropout"
    /// A batch norm.
    case batchNorm = "BatchNorm2d"
    /// The average of what is left of a map.
    case averagePool = "AvgPool2d"
  }

  /// The layer's place, counted from 1.
  package var number: Int
  /// What it does.
  package var kind: Kind
  /// The name of the convolution or batch norm in PyTorch's `state_dict`; for other layers the name
  /// of the convolution before.
  package var name: String
  /// Height and width of the kernel or of the square that is pooled; 1 for other layers.
  package var kernel: Int
  /// Step from one kernel's place to the next.
  package var stride: Int
  /// Channels that come in.
  package var inputChannels: Int
  /// Channels that go out.
  package var channels: Int
  /// Rows that go out.
  package var height: Int
  /// Columns that go out.
  package var width: Int
  /// Side of the square of the image that one number depends on, in pixels.
  package var receptiveField: Int
  /// Distance of two neighboring numbers in the image, in pixels.
  package var jump: Int
  /// Rows that come in.
  package var heightBefore: Int
  /// `receptiveField` of the layer before.
  package var receptiveFieldBefore: Int
  /// `jump` of the layer before.
  package var jumpBefore: Int

  /// `Conv2d-1` and so on.
  package var title: String { "\(kind.rawValue)-\(number)" }
  /// Numbers that go out for an image.
  package var outputCount: Int { channels * height * width }

  /// Numbers that training changes.
  package var parameters: Int {
    switch kind {
    case .convolution: kernel * kernel * inputChannels * channels
    case .batchNorm: 2 * channels
    default: 0
    }
  }

  /// Multiplications with addition for an image.
  ///
  /// Those of convolutions and batch norms; a batch norm's a·x + b counts as one a number. Other
  /// layers multiply nothing by a parameter.
  package var multiplyAdds: Int {
    switch kind {
    case .convolution: parameters * height * width
    case .batchNorm: outputCount
    default: 0
    }
  }

  /// How `parameters` is computed, such as `3²·16·16`; `0` for layers without.
  package var parameterFormula: String {
    switch kind {
    case .convolution: "\(kernel)²·\(inputChannels)·\(channels)"
    case .batchNorm: "2·\(channels)"
    default: "0"
    }
  }

  /// How `multiplyAdds` is computed, such as `3²·16·16·24·24`; `0` for layers without.
  package var multiplyAddFormula: String {
    switch kind {
    case .convolution: "\(parameterFormula)·\(height)·\(width)"
    case .batchNorm: "\(channels)·\(height)·\(width)"
    default: "0"
    }
  }

  /// How `height` comes from the layer before, such as `28 − 3 + 1`; the height itself where a layer
  /// leaves it.
  package var heightFormula: String {
    switch kind {
    case .convolution: "\(heightBefore) − \(kernel) + 1"
    case .maxPool: "⌊\(heightBefore) / \(stride)⌋"
    case .averagePool: "⌊\(heightBefore) / \(heightBefore)⌋"
    default: "\(height)"
    }
  }

  /// How `receptiveField` comes from the layer before, such as `3 + (3 − 1)·1`.
  package var receptiveFieldFormula: String {
    "\(receptiveFieldBefore) + (\(kernel) − 1)·\(jumpBefore)"
  }
}
