import Testing

@testable import LearningRateAnalysis

@Suite("Power iterations by squaring")
struct SquaredPowersTests {
  /// A matrix with known eigenvalues, turned by two reflections.
  private static func matrix(_ eigenvalues: [Double], turn: Int) -> SymmetricMatrix {
    let size = eigenvalues.count
    var rows = (0..<size).map { row in
      (0..<size).map { row == $0 ? eigenvalues[row] : 0 }
    }
    for reflection in 0..<2 {
      let normal = (0..<size).map { Double(($0 * (3 + reflection) + turn) % 7) - 2.75 }
      let square = normal.reduce(0) { $0 + $1 * $1 }
      // (1 − 2nnᵀ/n²) M (1 − 2nnᵀ/n²)
      for _ in 0..<2 {
        rows = rows.map { row in
          let part = 2 * zip(row, normal).reduce(0) { $0 + $1.0 * $1.1 } / square
          return zip(row, normal).map { $0 - part * $1 }
        }
        rows = (0..<size).map { column in rows.map { $0[column] } }
      }
    }
    var matrix = SymmetricMatrix(size: size)
    for row in 0..<size { for column in 0...row { matrix[row, column] = rows[row][column] } }
    return matrix
  }

  @Test(
    "The eigenvalue is right to 1e-9, however near the second one is",
    arguments: [0.1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 0])
  func gaps(gap: Double) {
    for turn in 0..<7 {
      let found = SquaredPowers(
        Self.matrix([1 - gap, 0.3, -0.8, 0, 1, 0.9, -0.05, 1e-7], turn: turn))
      #expect(abs(found.eigenvalue - 1) <= 1e-9, "turn \(turn)")
      #expect(found.residual <= 1e-7)
    }
  }

  @Test("It is the largest one, not the one of largest size")
  func sign() {
    for turn in 0..<7 {
      let found = SquaredPowers(Self.matrix([-3, 0.25, -1, 0.25], turn: turn))
      #expect(abs(found.eigenvalue - 0.25) <= 1e-9)
    }
    let empty = SquaredPowers(SymmetricMatrix(size: 3))
    #expect(empty.eigenvalue == 0 && empty.residual == 0)
  }
}
