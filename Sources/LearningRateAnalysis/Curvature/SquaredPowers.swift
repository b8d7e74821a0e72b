/// The largest eigenvalue of a symmetric matrix by power iterations that a spreadsheet can write out.
///
/// The matrix is shifted by a bound of its eigenvalues, so that none is negative and the largest one
/// dominates, then squared again and again: after m squarings a vector has been multiplied 2ᵐ times.
/// Each square is divided by its trace, so that no number leaves the range. The eigenvalue is the
/// Rayleigh quotient of the vector that is left. Where the two largest eigenvalues are nearly equal,
/// the vector may lie anywhere between theirs; the quotient is right all the same.
///
/// *Math*: two eigenvalues that differ by δ leave the quotient off by at most
/// δ·exp(−2ᵐδ/s) for vectors that began alike, where s is the largest shifted eigenvalue; that is never
/// more than s/(e·2ᵐ), whatever δ is. Rounding in a square turns the vectors of two eigenvalues into one
/// another by ε·s/δ, which costs the quotient no more than ε.
///
/// G. H. Golub and C. F. Van Loan, Matrix Computations, 4th edition, section 8.2.
package struct SquaredPowers: Sendable {
  /// The matrix.
  package let matrix: [[Double]]
  /// The root of the sum of the squares of all entries, which no eigenvalue exceeds.
  package let shift: Double
  /// The shifted matrix divided by its trace, and its squares, each divided by its own.
  package let powers: [[[Double]]]
  /// The traces by which the squares were divided.
  package let traces: [Double]
  /// The vector that is left of ``start``.
  package let vector: [Double]
  /// The product of the matrix with the vector.
  package let product: [Double]
  /// The Rayleigh quotient: the largest eigenvalue.
  package let eigenvalue: Double
  /// The length of the product less the eigenvalue times the vector, for a vector of length one.
  package let residual: Double

  /// How many times the matrix is squared: so often that the eigenvalue is right to 10⁻⁹ of the
  /// matrix's size, however near the second one is.
  package static let squarings = 32

  /// How far the entries of a power may be from those that another program finds, whose sums are
  /// rounded otherwise: parts of nearly equal eigenvalues grow by these errors with every step.
  ///
  /// - Parameter power: The power, from 0.
  /// - Returns: A bound for matrices whose trace is one.
  package static func spread(_ power: Int) -> Double {
    8 * Double.ulpOfOne * Double(1 << power)
  }

  /// The vector that is begun with: components of all sizes, so that no symmetry is orthogonal to it.
  ///
  /// - Parameter size: The number of components.
  /// - Returns: The components.
  package static func start(_ size: Int) -> [Double] {
    (0..<size).map { (index: Int) -> Double in
      let step = Double(index)
      return 1 + 0.375 * Double(index % 3) + 0.125 * step
    }
  }

  /// Iterates.
  ///
  /// - Parameter symmetric: The matrix.
  package init(_ symmetric: SymmetricMatrix) {
    let size = symmetric.size
    let rows: [[Double]] = (0..<size).map { row in (0..<size).map { symmetric[row, $0] } }
    func dot(_ left: [Double], _ right: [Double]) -> Double {
      var sum = 0.0
      for index in left.indices { sum += left[index] * right[index] }
      return sum
    }
    let bound = rows.reduce(0.0) { $0 + dot($1, $1) }.squareRoot()
    var powers: [[[Double]]] = []
    var traces: [Double] = []
    var next = rows
    for index in rows.indices { next[index][index] += bound }
    for _ in 0...Self.squarings {
      var trace = 0.0
      for index in next.indices { trace += next[index][index] }
      let scaled: [[Double]] = next.map { row in row.map { trace == 0 ? 0 : $0 / trace } }
      traces.append(trace)
      powers.append(scaled)
      next = scaled.map { row in scaled.map { dot(row, $0) } }
    }
    let start = Self.start(size)
    let last = powers[powers.count - 1]
    let vector = last.map { dot($0, start) }
    let product = rows.map { dot($0, vector) }
    let square = dot(vector, vector)
    let eigenvalue = square == 0 ? 0 : dot(vector, product) / square
    let off: [Double] = zip(product, vector).map { $0 - eigenvalue * $1 }
    matrix = rows
    shift = bound
    self.powers = powers
    self.traces = traces
    self.vector = vector
    self.product = product
    self.eigenvalue = eigenvalue
    residual = square == 0 ? 0 : (dot(off, off) / square).squareRoot()
  }
}
