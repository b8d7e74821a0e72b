internal import CLapack

/// A real symmetric matrix, such as the second derivatives of a loss.
public struct SymmetricMatrix: Hashable, Sendable {
  /// The number of rows, which is that of the columns.
  public let size: Int
  /// The entries, row by row: `size * size` of them.
  public private(set) var entries: [Double]

  /// A matrix of zeros.
  ///
  /// - Parameter size: The number of rows; at least one.
  public init(size: Int) {
    precondition(size > 0, "A matrix has at least one row; \(size) were asked for.")
    self.size = size
    entries = [Double](repeating: 0, count: size * size)
  }

  /// An entry; setting one sets the entry across the diagonal too.
  public subscript(row: Int, column: Int) -> Double {
    get { entries[row * size + column] }
    set {
      entries[row * size + column] = newValue
      entries[column * size + row] = newValue
    }
  }

  /// Whether every entry is a finite number.
  public var isFinite: Bool { entries.allSatisfy(\.isFinite) }

  /// The eigenvalues in rising order; all NaN where an entry is not finite.
  ///
  /// C function: `dsyev` of LAPACK, which reduces the matrix to tridiagonal form and iterates by QR.
  public var eigenvalues: [Double] { decomposed(vectors: false).values }

  /// The eigenvalues in rising order, each with its vector of length one.
  ///
  /// - Returns: Values and vectors; without vectors where an entry is not finite.
  public func eigenvectors() -> (values: [Double], vectors: [[Double]]) {
    decomposed(vectors: true)
  }

  private func decomposed(vectors: Bool) -> (values: [Double], vectors: [[Double]]) {
    let missing = [Double](repeating: .nan, count: size)
    guard isFinite else { return (missing, []) }
    var matrix = entries
    var values = missing
    let job = CChar(UInt8(ascii: vectors ? "V" : "N"))
    let status = LAPACKE_dsyev(
      LAPACK_COL_MAJOR, job, CChar(UInt8(ascii: "L")), Int32(size), &matrix,
      Int32(size), &values)
    // The iteration has no known matrix for which it does not end; should one come, it is marked.
    guard status == 0 else { return (missing, []) }
    let columns =
      vectors ? stride(from: 0, to: matrix.count, by: size) : stride(from: 0, to: 0, by: 1)
    return (values, columns.map { Array(matrix[$0..<$0 + size]) })
  }
}

extension SymmetricMatrix {
  /// The eigenvalues of a symmetric tridiagonal matrix, in rising order.
  ///
  /// C function: `dstev` of LAPACK.
  ///
  /// - Parameters:
  ///   - diagonal: The entries on the diagonal; at least one.
  ///   - beside: The entries beside it; one less.
  /// - Returns: The eigenvalues, and the last component of each one's vector of length one.
  static func tridiagonal(
    diagonal: [Double], beside: [Double]
  ) -> (values: [Double], lastComponents: [Double]) {
    let size = diagonal.count
    var values = diagonal
    var off = beside + [0]
    var vectors = [Double](repeating: 0, count: size * size)
    let status = LAPACKE_dstev(
      LAPACK_COL_MAJOR, CChar(UInt8(ascii: "V")), Int32(size), &values, &off, &vectors,
      Int32(size))
    guard status == 0 else {
      let missing = [Double](repeating: .nan, count: size)
      return (missing, missing)
    }
    return (values, (0..<size).map { vectors[$0 * size + size - 1] })
  }
}
