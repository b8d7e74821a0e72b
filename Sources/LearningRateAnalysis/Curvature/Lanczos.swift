/// Lanczos' iteration for the largest eigenvalue of a symmetric matrix of which only products with
/// vectors are known.
///
/// Every new direction is made orthogonal to all before it, so that rounding finds no eigenvalue
/// twice. The iteration begins with a fixed vector: the same matrix gives the same bits.
/// G. H. Golub and C. F. Van Loan, Matrix Computations, 4th edition, section 10.3.
struct Lanczos {
  /// The largest eigenvalue; NaN where a product is not finite.
  let largest: Double
  /// The products that were needed.
  let productCount: Int

  /// The part of the eigenvalue's size that the error bound has to come down to.
  static let tolerance = 1e-12
  /// The largest number of products.
  static let productLimit = 300

  /// Iterates until the largest eigenvalue is known to ``tolerance``.
  ///
  /// - Parameters:
  ///   - size: The number of rows of the matrix.
  ///   - product: The product of the matrix with a vector.
  init(size: Int, product: ([Double]) -> [Double]) {
    var basis: [[Double]] = [Self.start(size)]
    var diagonal: [Double] = []
    var beside: [Double] = []
    var best = Double.nan
    while true {
      var next = product(basis[diagonal.count])
      diagonal.append(Self.dot(next, basis[diagonal.count]))
      guard next.allSatisfy(\.isFinite) else {
        best = .nan
        break
      }
      // Twice is enough: W. Kahan, in B. N. Parlett, The Symmetric Eigenvalue Problem, section 6.9.
      for _ in 0..<2 {
        for vector in basis {
          let part = Self.dot(next, vector)
          for index in next.indices { next[index] -= part * vector[index] }
        }
      }
      let length = Self.dot(next, next).squareRoot()
      let (values, last) = SymmetricMatrix.tridiagonal(diagonal: diagonal, beside: beside)
      best = values.last ?? .nan
      let scale = max(values.last?.magnitude ?? 0, values.first?.magnitude ?? 0)
      let bound = length * (last.last?.magnitude ?? 0)
      guard bound > Self.tolerance * scale, diagonal.count < min(size, Self.productLimit) else {
        break
      }
      beside.append(length)
      basis.append(next.map { $0 / length })
    }
    largest = best
    productCount = diagonal.count
  }

  /// A vector of length one with components of all sizes, so that it is orthogonal to no direction
  /// that a network has by its structure.
  private static func start(_ size: Int) -> [Double] {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    let vector = (0..<size).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53 - 0.5
    }
    let length = dot(vector, vector).squareRoot()
    return vector.map { $0 / length }
  }

  private static func dot(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
