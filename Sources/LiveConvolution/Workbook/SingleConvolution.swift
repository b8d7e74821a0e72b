package import Backprop

/// A 3×3 image, a 2×2 kernel, and the gradients of their convolution, from the expression engine.
///
/// *Math*: Y[i,j] = Σ W[a,b]·X[i+a,j+b]; the loss is such that ∂L/∂Y is the given E, which is
/// L = Σ E·Y.
package struct SingleConvolution: Sendable {
  /// Rows and columns of the image.
  package static let imageSide = 3
  /// Rows and columns of the kernel.
  package static let kernelSide = 2
  /// Rows and columns of the output.
  package static let outputSide = imageSide - kernelSide + 1

  /// The image `[3, 3]`.
  package let image: [Double] = [1, 2, 0, 3, 1, 2, 0, 1, 4]
  /// The kernel `[2, 2]`.
  package let kernel: [Double] = [0.5, -1, 2, 1.5]
  /// What comes back to the output, `[2, 2]`.
  package let errors: [Double] = [1, -0.5, 0.25, 2]

  /// The output's expressions.
  package let output: [Column]
  /// The derivative of the loss by each pixel: the list of paths.
  package let imageGradients: [ScalarExpression]
  /// The derivative of the loss by each weight.
  package let kernelGradients: [ScalarExpression]

  /// Differentiates the convolution.
  package init() {
    let indices = StepTensor.indices(of: [Self.outputSide, Self.outputSide])
    let taps = StepTensor.indices(of: [Self.kernelSide, Self.kernelSide])
    let output = indices.map { at in
      let value = ScalarExpression.total(
        taps.map { number("W", $0[0], $0[1]) * number("X", at[0] + $0[0], at[1] + $0[1]) })
      return Column(
        StepTensor.symbol("Y", at), role: .preactivation, initial: value, recurrence: value)
    }
    let loss = ScalarExpression.total(
      indices.map { .current(StepTensor.symbol("E", $0)) * .current(StepTensor.symbol("Y", $0)) })
    let adjoints = ReverseMode(
      through: output + [Column("L", role: .totalError, initial: loss, recurrence: loss)], of: "L"
    ).adjoints
    var gradients: [Symbol: ScalarExpression] = [:]
    for column in output {
      for (symbol, term) in column.recurrence.adjoints(adjoints[column.symbol] ?? 0) {
        gradients[symbol] = gradients[symbol].map { $0 + term } ?? term
      }
    }
    func list(_ name: String, _ side: Int) -> [ScalarExpression] {
      StepTensor.indices(of: [side, side]).map { gradients[StepTensor.symbol(name, $0)] ?? 0 }
    }
    self.output = output
    imageGradients = list("X", Self.imageSide)
    kernelGradients = list("W", Self.kernelSide)
  }

  /// The number of a quantity; nil for a name that is none.
  package func value(_ symbol: Symbol) -> Double? {
    for (name, side, numbers) in [
      ("X", Self.imageSide, image), ("W", Self.kernelSide, kernel), ("E", Self.outputSide, errors),
    ] {
      let indices = StepTensor.indices(of: [side, side])
      if let index = indices.firstIndex(where: { StepTensor.symbol(name, $0) == symbol }) {
        return numbers[index]
      }
    }
    return output.first { $0.symbol == symbol }.map { value($0.initial) }
  }

  /// The number of an expression.
  package func value(_ expression: ScalarExpression) -> Double {
    expression.number { symbol, _ in value(symbol) ?? .nan }
  }
}
