import Backprop
import Workbook

extension SingleConvolutionSheet {
  /// The kernel, scaled by each error, laid where its output has its window, and all added up.
  func addScattered(to sheet: inout Sheet) {
    title(
      "3  As scatter-add: each output gives its error times the kernel back to its window",
      at: "A22", to: &sheet)
    let outputs = StepTensor.indices(of: [Self.output, Self.output])
    var origins: [CellAddress] = []
    for (place, at) in outputs.enumerated() {
      let origin = Grid.scattered.moved(columns: place * (Self.image + 1))
      origins.append(origin)
      head("E[\(at[0]),\(at[1])] · W", "", origin, to: &sheet)
      for (index, pixel) in StepTensor.indices(of: [Self.image, Self.image]).enumerated() {
        let tap = [pixel[0] - at[0], pixel[1] - at[1]]
        let isInside = tap.allSatisfy { (0..<Self.kernel).contains($0) }
        let product: ScalarExpression =
          isInside
          ? .current(StepTensor.symbol("E", at)) * .current(StepTensor.symbol("W", tap)) : 0
        set(product, at: Self.cell(origin, Self.image, index), to: &sheet)
      }
    }
    head("the sum", "", Grid.scatterTotal, to: &sheet)
    for (index, gradient) in example.imageGradients.enumerated() {
      let parts = origins.map { Self.cell($0, Self.image, index).a1 }
      sheet.set(
        Self.cell(Grid.scatterTotal, Self.image, index),
        .formula(Formula(parts.joined(separator: "+"), number: example.value(gradient))),
        style: Self.number)
    }
  }

  /// The errors with zeros round them, correlated with the kernel turned by half a turn.
  func addCorrelation(to sheet: inout Sheet) {
    title(
      "4  As a full correlation of E, zeros round it, with the kernel turned by 180°", at: "A29",
      to: &sheet)
    let pad = Self.kernel - 1
    let side = Self.output + 2 * pad
    head("E with zeros", "F.pad(E, 1)", Grid.padded, to: &sheet)
    head("W turned", "W.flip(0, 1)", Grid.rotated, to: &sheet)
    head("∂L/∂X", "F.conv_transpose2d(E, W)", Grid.correlation, to: &sheet)
    for (index, at) in StepTensor.indices(of: [side, side]).enumerated() {
      let (row, column) = (at[0] - pad, at[1] - pad)
      let isInside = [row, column].allSatisfy { (0..<Self.output).contains($0) }
      set(
        isInside ? .current(StepTensor.symbol("E", [row, column])) : 0,
        at: Self.cell(Grid.padded, side, index),
        to: &sheet)
    }
    for (index, at) in StepTensor.indices(of: [Self.kernel, Self.kernel]).enumerated() {
      set(
        .current(StepTensor.symbol("W", at.map { Self.kernel - 1 - $0 })),
        at: Self.cell(Grid.rotated, Self.kernel, index), to: &sheet)
    }
    for (index, pixel) in StepTensor.indices(of: [Self.image, Self.image]).enumerated() {
      let products = StepTensor.indices(of: [Self.kernel, Self.kernel]).enumerated().map {
        tap, at in
        Self.cell(Grid.padded, side, (pixel[0] + at[0]) * side + pixel[1] + at[1]).a1 + "*"
          + Self.cell(Grid.rotated, Self.kernel, tap).a1
      }
      sheet.set(
        Self.cell(Grid.correlation, Self.image, index),
        .formula(
          Formula(
            products.joined(separator: "+"), number: example.value(example.imageGradients[index]))),
        style: Self.number)
    }
  }

  /// The convolution as a matrix of 4 rows and 9 columns, and its transpose times the errors.
  func addMatrix(to sheet: inout Sheet) {
    title(
      "5  The same as a matrix: Y = C·X with X in one column; ∂L/∂X = Cᵀ·E", at: "A36", to: &sheet)
    head("C, 4×9: a row an output, a column a pixel", "", Grid.matrix, to: &sheet)
    head("E", "", Grid.errorVector, to: &sheet)
    head("Cᵀ·E", "", Grid.matrixResult, to: &sheet)
    let pixels = StepTensor.indices(of: [Self.image, Self.image])
    let outputs = StepTensor.indices(of: [Self.output, Self.output])
    for (row, at) in outputs.enumerated() {
      for (column, pixel) in pixels.enumerated() {
        let tap = [pixel[0] - at[0], pixel[1] - at[1]]
        let isInside = tap.allSatisfy { (0..<Self.kernel).contains($0) }
        set(
          isInside ? .current(StepTensor.symbol("W", tap)) : 0,
          at: Grid.matrix.moved(rows: row, columns: column), to: &sheet)
      }
      set(.current(StepTensor.symbol("E", at)), at: Grid.errorVector.moved(rows: row), to: &sheet)
    }
    for index in pixels.indices {
      let products = outputs.indices.map { row in
        Grid.matrix.moved(rows: row, columns: index).a1 + "*"
          + Grid.errorVector.moved(rows: row).a1
      }
      sheet.set(
        Self.cell(Grid.matrixResult, Self.image, index),
        .formula(
          Formula(
            products.joined(separator: "+"), number: example.value(example.imageGradients[index]))),
        style: Self.number)
    }
  }
}
