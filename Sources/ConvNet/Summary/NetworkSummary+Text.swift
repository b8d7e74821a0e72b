extension NetworkSummary {
  /// The table as the article prints it.
  public var text: String {
    let thin = String(repeating: "-", count: 64)
    let thick = String(repeating: "=", count: 64)
    var lines = [thin, row("Layer (type)", "Output Shape", "Param #"), thick]
    for layer in layers {
      let shape = "[-1, \(layer.channels), \(layer.height), \(layer.width)]"
      lines.append(row(layer.title, shape, grouped(layer.parameters)))
    }
    let total = inputMegabytes + passMegabytes + parameterMegabytes
    lines += [
      thick,
      "Total params: \(grouped(parameters))",
      "Trainable params: \(grouped(parameters))",
      "Non-trainable params: 0",
      thin,
      "Input size (MB): \(twoDecimals(inputMegabytes))",
      "Forward/backward pass size (MB): \(twoDecimals(passMegabytes))",
      "Params size (MB): \(twoDecimals(parameterMegabytes))",
      "Estimated Total Size (MB): \(twoDecimals(total))",
      thin,
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// Receptive field and multiply-adds of each layer, as a table of its own.
  public var extentText: String {
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
          right(grouped(layer.multiplyAdds), 12),
        ].joined() + formula)
    }
    lines += [
      "Receptive field: \(receptiveField)",
      "Mult-adds: \(grouped(multiplyAdds)), of which \(grouped(multiplyAdds(of: .convolution))) in"
        + " convolutions and \(grouped(multiplyAdds(of: .batchNorm))) in batch norms",
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

  /// With a comma after every third digit from the right.
  func grouped(_ number: Int) -> String {
    var digits = Array(String(number))
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: place)
      place -= 3
    }
    return String(digits)
  }

  /// Rounded to two decimals.
  func twoDecimals(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded(.toNearestOrEven))
    let decimals = hundredths % 100
    return "\(hundredths / 100).\(decimals < 10 ? "0" : "")\(decimals)"
  }
}
