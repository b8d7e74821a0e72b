extension SweepSummary {
  /// The summary of the same training whose losses are not finite from an earlier epoch on.
  ///
  /// A spreadsheet program carries an error on where the core's arithmetic may leave it again.
  ///
  /// - Parameter losses: The loss of each epoch.
  /// - Returns: This summary where the losses are finite as far as its own are.
  package func losing(_ losses: [Double]) -> SweepSummary {
    let finite = losses.filter(\.isFinite)
    let overflow = losses.firstIndex { !$0.isFinite }.map { $0 + 1 }
    guard overflow != overflowEpoch || losses.last?.isFinite != last.isFinite else { return self }
    let recentEpoch = Self.recentEpoch(of: epochs)
    let smallest = finite.min() ?? .infinity
    return SweepSummary(
      learningRate: learningRate, epochs: epochs, first: losses.first ?? first,
      last: losses.last ?? last, smallest: smallest,
      smallestEpoch: (losses.firstIndex(of: smallest) ?? 0) + 1,
      epochTo10Percent: epochTo10Percent, epochTo1Percent: epochTo1Percent, rises: rises,
      lastRise: lastRise, largest: finite.max() ?? 0,
      recent: losses.count >= recentEpoch ? losses[recentEpoch - 1] : recent,
      overflowEpoch: overflow,
      outputMagnitude: outputMagnitude, hiddenMagnitude: hiddenMagnitude,
      outputSlope: outputSlope, hiddenSlope: hiddenSlope, firstGradientNorm: firstGradientNorm,
      lastGradientNorm: lastGradientNorm, accuracy: accuracy, stability: stability,
      sharpness: sharpness, failingStep: failingStep)
  }
}
