import Numerals

extension NetworkSummary {
  /// The table as the article prints it.
  package var text: String {
    let thin = String(repeating: "-", count: 64)
    let thick = String(repeating: "=", count: 64)
    var lines = [thin, row("Layer (type)", "Output Shape", "Param #"), thick]
    for layer in layers {
      let shape = "[-1, \(layer.channels), \(layer.height), \(layer.width)]"
      lines.append(row(layer.title, shape, FixedText.grouped(layer.parameters)))
    }
    let total = inputMegabytes + passMegabytes + parameterMegabytes
    lines += [
      thick,
      "Total params: \(FixedText.grouped(parameters))",
      "Trainable params: \(FixedText.grouped(parameters))",
      "Non-trainable params: 0",
      thin,
      "Input size (MB): \(FixedText.decimals(inputMegabytes, 2))",
      "Forward/backward pass size (MB): \(FixedText.decimals(passMegabytes, 2))",
      "Params size (MB): \(FixedText.decimals(parameterMegabytes, 2))",
      "Estimated Total Size (MB): \(FixedText.decimals(total, 2))",
      thin,
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// Receptive field and multiply-adds of each layer, as a table of its own.
  package var extentText: String {
    var lines = [
      [
        right("Layer (type)", 16), right("Receptive field", 20), right("Jump", 6),
        right("Mult-adds", 12),
      ].joined() + "  Computed as"
    ]
    for layer in layers {
      let field =
        layer.kernel > 1
        ? "\(layer.receptiveFieldFormula) = \(layer.receptiveField)"
        : "\(layer.receptiveField)"
      let formula = layer.multiplyAdds > 0 ? "  \(layer.multiplyAddFormula)" : ""
      lines.append(
        [
          right(layer.title, 16), right(field, 20), right("\(layer.jump)", 6),
          right(FixedText.grouped(layer.multiplyAdds), 12),
        ].joined() + formula)
    }
    lines += [
      "Receptive field: \(receptiveField)",
      "Mult-adds: \(FixedText.grouped(multiplyAdds)), of which \(FixedText.grouped(multiplyAdds(of: .convolution))) in"
        + " convolutions and \(FixedText.grouped(multiplyAdds(of: .batchNorm))) in batch norms",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private func row(_ name: String, _ shape: String, _ parameters: String) -> String {
    "\(right(name, 20))  \(right(shape, 25)) \(right(parameters, 15))"
  }

  /// A text at the right end of a column.
  func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
