import ConvNet
import NetworkSummaries
import Testing

@Suite("The layer table")
struct SummaryTests {
  let summary: NetworkSummary

  init() throws { summary = try NetworkSummary() }

  @Test("The text is the article's table, to the character")
  func text() {
    let expected = """
      ----------------------------------------------------------------
              Layer (type)               Output Shape         Param #
      ================================================================
                  Conv2d-1           [-1, 16, 26, 26]             144
                 Dropout-2           [-1, 16, 26, 26]               0
             BatchNorm2d-3           [-1, 16, 26, 26]              32
                  Conv2d-4           [-1, 16, 24, 24]           2,304
                 Dropout-5           [-1, 16, 24, 24]               0
             BatchNorm2d-6           [-1, 16, 24, 24]              32
                  Conv2d-7           [-1, 16, 22, 22]           2,304
                 Dropout-8           [-1, 16, 22, 22]               0
             BatchNorm2d-9           [-1, 16, 22, 22]              32
                 Conv2d-10           [-1, 16, 20, 20]           2,304
                Dropout-11           [-1, 16, 20, 20]               0
            BatchNorm2d-12           [-1, 16, 20, 20]              32
                 Conv2d-13           [-1, 12, 20, 20]             192
              MaxPool2d-14           [-1, 12, 10, 10]               0
                Dropout-15           [-1, 12, 10, 10]               0
            BatchNorm2d-16           [-1, 12, 10, 10]              24
                 Conv2d-17             [-1, 20, 8, 8]           2,160
                Dropout-18             [-1, 20, 8, 8]               0
            BatchNorm2d-19             [-1, 20, 8, 8]              40
                 Conv2d-20             [-1, 20, 6, 6]           3,600
                Dropout-21             [-1, 20, 6, 6]               0
            BatchNorm2d-22             [-1, 20, 6, 6]              40
                 Conv2d-23             [-1, 20, 4, 4]           3,600
                Dropout-24             [-1, 20, 4, 4]               0
            BatchNorm2d-25             [-1, 20, 4, 4]              40
                 Conv2d-26             [-1, 16, 2, 2]           2,880
                Dropout-27             [-1, 16, 2, 2]               0
            BatchNorm2d-28             [-1, 16, 2, 2]              32
                 Conv2d-29             [-1, 10, 2, 2]             160
                Dropout-30             [-1, 10, 2, 2]               0
            BatchNorm2d-31             [-1, 10, 2, 2]              20
              AvgPool2d-32             [-1, 10, 1, 1]               0
      ================================================================
      Total params: 19,972
      Trainable params: 19,972
      Non-trainable params: 0
      ----------------------------------------------------------------
      Input size (MB): 0.00
      Forward/backward pass size (MB): 0.90
      Params size (MB): 0.08
      Estimated Total Size (MB): 0.98
      ----------------------------------------------------------------

      """
    #expect(summary.text == expected)
  }

  @Test("Receptive fields are those that the article's comments name")
  func receptiveFields() {
    let convolutions = summary.layers.filter { $0.kind == .convolution }
    #expect(convolutions.map(\.receptiveField) == [3, 5, 7, 9, 9, 14, 18, 22, 26, 26])
    #expect(summary.layers.first { $0.kind == .maxPool }?.receptiveField == 10)
    #expect(summary.receptiveField == 28)
  }

  @Test("A receptive field is found by looking which pixels reach the middle of a map")
  func receptiveFieldBySpreading() throws {
    // Each layer's outputs are followed back to the interval of inputs that they read.
    for count in 1...summary.layers.count {
      var (low, high) = (0, 0)
      for layer in summary.layers[..<count].reversed() {
        (low, high) = (low * layer.stride, high * layer.stride + layer.kernel - 1)
      }
      #expect(high - low + 1 == summary.layers[count - 1].receptiveField)
    }
  }

  @Test("Parameters are as many as the network's tensors hold")
  func parameters() {
    let layout = ParameterLayout(.article)
    for layer in summary.layers where layer.parameters > 0 {
      let entries = layout.parameters.filter { $0.name.hasPrefix("\(layer.name).") }
      #expect(entries.reduce(0) { $0 + $1.count } == layer.parameters, "\(layer.title)")
    }
    #expect(summary.parameters(of: .convolution) == 19_648)
    #expect(summary.parameters(of: .batchNorm) == 324)
  }

  @Test("The formulas give the numbers beside them")
  func formulas() {
    func evaluate(_ formula: String) -> Int {
      formula.split(separator: "·").map { factor in
        factor.last == "²"
          ? (Int(factor.dropLast()) ?? 0) * (Int(factor.dropLast()) ?? 0)
          : Int(factor) ?? 0
      }.reduce(1, *)
    }
    for layer in summary.layers {
      #expect(evaluate(layer.parameterFormula) == layer.parameters)
      #expect(evaluate(layer.multiplyAddFormula) == layer.multiplyAdds)
    }
  }

  @Test("All forms hold the same rows")
  func forms() {
    let csv = summary.csv.split(separator: "\r\n")
    #expect(csv.count == 33)
    #expect(csv[0] == Substring(NetworkSummary.columns.joined(separator: ",")))
    #expect(
      csv[14] == "14,MaxPool2d,point_1,12,10,⌊20 / 2⌋,10,0,0,0,0,10,9 + (2 − 1)·1,2")
    #expect(summary.markdown.split(separator: "\n").count == 35)
    #expect(
      summary.markdown.contains(
        "| Conv2d-4 | `conv2` | 16 × 24 × 24, H = 26 − 3 + 1 | 3²·16·16 = 2,304 | 3²·16·16·24·24 = 1,327,104 "
          + "| 3 + (3 − 1)·1 = 5 |"))
    #expect(summary.json.split(separator: "\n").filter { $0.contains("\"layer\":") }.count == 32)
    // Members are written as in every JSON of the program, columns as in every CSV.
    let members = summary.json.matches(of: #/"(\w+)":/#).map(\.1)
    #expect(members.contains("multiplyAdds") && members.contains("heightFormula"))
    #expect(members.allSatisfy { !$0.contains("_") })
    #expect(summary.extentText.contains("Receptive field: 28\n"))
    #expect(summary.explanation.contains("19,648 + 324 = 19,972"))
    let rows = summary.explanation.split(separator: "\n").prefix(33).map {
      $0.split(separator: "  ").map { $0.trimmingPrefix(" ") }
    }
    #expect(rows.count == 33 && rows.allSatisfy { $0.count == 4 })
    #expect(rows[14] == ["MaxPool2d-14", "⌊20 / 2⌋ = 10", "0", "9 + (2 − 1)·1 = 10"])
    // Every height that is computed is the one that the layers give.
    for (row, layer) in zip(rows.dropFirst(), summary.layers) {
      #expect(row[1].hasSuffix("\(layer.height)"))
    }
  }

  @Test("A stage that does not fit the one before it is named")
  func misfit() {
    let architecture = Architecture(
      height: 5, width: 5,
      stages: [
        .init(name: "a", normName: "an", inputChannels: 1, outputChannels: 4, kernel: 3),
        .init(name: "b", normName: "bn", inputChannels: 5, outputChannels: 4, kernel: 3),
      ])
    #expect(
      throws: ConvNetError.invalidArchitecture(reason: "b reads 5 channels, and 4 come in")
    ) { try NetworkSummary(architecture) }
  }
}
