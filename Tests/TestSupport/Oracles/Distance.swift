/// How far some numbers are from others, relative to their length: ‖a − b‖ / max(‖b‖, floor).
///
/// - Parameters:
///   - values: The numbers.
///   - reference: What they should be.
///   - floor: The least length that counts.
/// - Returns: Infinity if there are not as many numbers as there should be, or if one is NaN.
public func distance(_ values: [Float], _ reference: [Float], floor: Double = 1e-3)
  -> Double
{
  guard values.count == reference.count else { return .infinity }
  var difference = 0.0
  var length = 0.0
  for (value, expected) in zip(values, reference) {
    difference += (Double(value) - Double(expected)) * (Double(value) - Double(expected))
    length += Double(expected) * Double(expected)
  }
  let result = difference.squareRoot() / max(length.squareRoot(), floor)
  return result.isNaN ? .infinity : result
}
