import Glibc

/// How the spread of some numbers is shown.
package enum Spread: String, Sendable, CaseIterable {
  /// The mean's 95 % interval by Student's t.
  case interval
  /// The standard deviation of the numbers.
  case deviation
  /// The standard error of the mean.
  case error

  /// What a legend calls it.
  ///
  /// - Parameter count: How many numbers there are.
  /// - Returns: The words, with N.
  package func words(_ count: String) -> String {
    switch self {
    case .interval: "95 % t-interval of the mean, N = \(count)"
    case .deviation: "standard deviation, N = \(count)"
    case .error: "standard error of the mean, N = \(count)"
    }
  }
}

/// Mean and spread of some numbers.
package struct Summary: Sendable, Equatable {
  /// How many numbers there are.
  package let count: Int
  /// Their mean; NaN for none.
  package let mean: Double
  /// Their standard deviation with N − 1; NaN for fewer than two.
  package let deviation: Double

  /// Sums numbers up.
  ///
  /// - Parameter values: Finite numbers.
  package init(_ values: [Double]) {
    count = values.count
    let mean = values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
    self.mean = mean
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    deviation = values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : .nan
  }

  /// How far the spread reaches to each side of the mean; NaN for fewer than two numbers.
  package func reach(_ spread: Spread) -> Double {
    guard count > 1 else { return .nan }
    let error = deviation / Double(count).squareRoot()
    return switch spread {
    case .deviation: deviation
    case .error: error
    case .interval: error * Self.quantile(freedom: count - 1)
    }
  }

  /// The 97.5 % quantile of Student's t distribution, to three decimals.
  ///
  /// - Parameter freedom: Degrees of freedom, at least 1.
  /// - Returns: From the usual table up to 30; above, 1.96 + 2.4/ν + 1.6/ν², which has its values.
  static func quantile(freedom: Int) -> Double {
    let table = [
      12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
      2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
      2.052, 2.048, 2.045, 2.042,
    ]
    if (1...table.count).contains(freedom) { return table[freedom - 1] }
    let n = Double(freedom)
    return 1.96 + 2.4 / n + 1.6 / (n * n)
  }
}
