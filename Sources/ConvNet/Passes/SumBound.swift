/// How large the sums of a convolution can become.
///
/// oneDNN replaces what is not a number by zero in the ReLU, so that an overflow leaves no trace in
/// the results. A bound on all partial sums rules it out beforehand.
///
/// *Math*: no partial sum of Σ w·x + b exceeds max|x|·Σ|w| + |b|.
struct SumBound: Sendable {
  /// The greatest Σ|w| of an output channel.
  private(set) var weights = 0.0
  /// The greatest |b| of an output channel.
  private(set) var bias = 0.0

  /// Takes an output channel in.
  ///
  /// - Parameters:
  ///   - weights: Its Σ|w|.
  ///   - bias: Its |b|.
  mutating func include(weights: Double, bias: Double) {
    self.weights = max(self.weights, weights.isNaN ? .infinity : weights)
    self.bias = max(self.bias, bias.isNaN ? .infinity : bias)
  }

  /// Whether all sums stay in the range of single precision.
  ///
  /// - Parameter greatest: The greatest |x|.
  /// - Returns: False if a sum may overflow, or if a number is not finite.
  func isInRange(greatest: Double) -> Bool {
    greatest * weights + bias <= Double(Float.greatestFiniteMagnitude)
  }
}

/// The greatest magnitude of some numbers; infinity if one is not a number.
///
/// - Parameters:
///   - values: The numbers.
///   - count: How many.
/// - Returns: The maximum of |x|; 0 for no numbers.
func greatestMagnitude(_ values: UnsafePointer<Float>, count: Int) -> Double {
  var greatest = Vector16.zero
  var i = 0
  while i &+ 16 <= count {
    let x = load(values, i)
    let magnitude = x.replacing(with: -x, where: x .< Vector16.zero)
    greatest.replace(with: magnitude, where: magnitude .> greatest)
    greatest.replace(with: Vector16(repeating: .infinity), where: x .!= x)
    i &+= 16
  }
  var result: Float = 0
  for lane in 0..<16 { result = max(result, greatest[lane]) }
  while i < count {
    result = max(result, values[i].isNaN ? .infinity : values[i].magnitude)
    i &+= 1
  }
  return Double(result)
}
