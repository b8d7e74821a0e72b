package import LearningRateAnalysis
package import TextFormats

extension Recommendation {
  /// The two members for the rate to use: one is an object, the other null.
  ///
  /// - Parameter recommendation: The rate to use or the one that came furthest; nil for neither.
  /// - Returns: `recommendation` and `cameFurthest`.
  package static func members(_ recommendation: Recommendation?) -> [JSON.Member] {
    func object(converges: Bool) -> JSON {
      guard let recommendation, recommendation.converges == converges else { return .null }
      return [
        "learningRate": .number(recommendation.learningRate),
        "reason": .string(recommendation.reason),
      ]
    }
    return [
      .init("recommendation", object(converges: true)),
      .init("cameFurthest", object(converges: false)),
    ]
  }
}
