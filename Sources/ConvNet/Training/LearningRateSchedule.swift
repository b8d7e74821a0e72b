import Glibc

/// How the learning rate changes while a network is trained, with PyTorch's conventions.
public enum LearningRateSchedule: String, Sendable, Equatable, CaseIterable {
  /// Times γ after every so many epochs: `StepLR`.
  case step
  /// Always the same.
  case constant
  /// Along half a period of a cosine, down to the smallest rate: `CosineAnnealingLR`.
  case cosine
  /// Times γ after every epoch: `ExponentialLR`.
  case exponential
  /// Up from a 25th over three tenths of the steps, then down to a 250,000th, along cosines:
  /// `OneCycleLR` with its usual values.
  case onecycle

  /// Whether rates depend on how many epochs are trained in all.
  package var dependsOnEpochs: Bool { self == .cosine || self == .onecycle }
}

extension TrainingSettings {
  /// The share of the steps over which one cycle rises.
  private static let rise = 0.3
  /// What the highest rate of one cycle is divided by at its beginning.
  private static let startDivisor = 25.0
  /// What the first rate of one cycle is divided by at its end.
  private static let endDivisor = 1e4

  /// The learning rate at the beginning of an epoch.
  ///
  /// - Parameter epoch: Counted from 1.
  /// - Returns: The rate.
  public func learningRate(epoch: Int) -> Double {
    learningRate(epoch: epoch, batch: 0, batchCount: 1)
  }

  /// The learning rate of a step.
  ///
  /// *Math*: with t the finished epochs after the warmup and T all of them, η·γ^⌊t/size⌋, η·γᵗ, or
  /// ηmin + (η − ηmin)·(1 + cos(π·t/T))/2. One cycle counts steps in place of epochs. During a warmup
  /// of W epochs the rate rises linearly from a third, η·(1/3 + 2/3·t/W), as in `LinearLR` before the
  /// others in `SequentialLR`.
  ///
  /// - Parameters:
  ///   - epoch: Counted from 1.
  ///   - batch: The batch within the epoch, counted from 0.
  ///   - batchCount: Batches of an epoch.
  /// - Returns: The rate.
  public func learningRate(epoch: Int, batch: Int, batchCount: Int) -> Double {
    let done = epoch - 1 - warmup
    if done < 0 {
      let share = Double(epoch - 1) / Double(warmup)
      return scheduledRate(0, batch: 0, batchCount: batchCount) * (1.0 / 3 + 2.0 / 3 * share)
    }
    return scheduledRate(done, batch: batch, batchCount: batchCount)
  }

  private func scheduledRate(_ done: Int, batch: Int, batchCount: Int) -> Double {
    switch schedule {
    case .constant: return learningRate
    case .step: return multiplied(times: done / stepSize)
    case .exponential: return multiplied(times: done)
    case .cosine:
      let share = Double(done) / Double(epochs - warmup)
      return minimumRate + (learningRate - minimumRate) * (1 + cos(.pi * share)) / 2
    case .onecycle:
      let total = (epochs - warmup) * batchCount
      let first = learningRate / Self.startDivisor
      return oneCycle(
        step: done * batchCount + batch, total: total, from: first, over: learningRate,
        to: first / Self.endDivisor)
    }
  }

  /// Multiplied one by one, as a schedule does it epoch by epoch.
  private func multiplied(times count: Int) -> Double {
    var rate = learningRate
    for _ in 0..<count { rate *= gamma }
    return rate
  }

  /// The momentum of a step of one cycle, which is Adam's β1 where that is the optimizer.
  ///
  /// *Math*: it falls while the learning rate rises and rises while that falls, along the same cosines,
  /// from ``maximumMomentum`` to ``baseMomentum`` and back. During a warmup it stays at its beginning.
  ///
  /// - Parameters:
  ///   - epoch: Counted from 1.
  ///   - batch: The batch within the epoch, counted from 0.
  ///   - batchCount: Batches of an epoch.
  /// - Returns: The factor; nil where the momentum is not cycled.
  ///
  /// Source: PyTorch's `OneCycleLR` with `cycle_momentum`.
  public func cycledMomentum(epoch: Int, batch: Int, batchCount: Int) -> Double? {
    guard schedule == .onecycle, cyclesMomentum else { return nil }
    let done = epoch - 1 - warmup
    guard done >= 0 else { return maximumMomentum }
    return oneCycle(
      step: done * batchCount + batch, total: (epochs - warmup) * batchCount,
      from: maximumMomentum, over: baseMomentum, to: maximumMomentum)
  }

  /// A number of one cycle: from its first value to that of the peak, and on to its last.
  private func oneCycle(
    step: Int, total: Int, from first: Double, over top: Double, to end: Double
  ) -> Double {
    let peak = Self.rise * Double(total) - 1
    let place = Double(step)
    if place <= peak { return between(first, top, place / peak) }
    let last = Double(total) - 1
    guard last > peak else { return top }
    return between(top, end, (place - peak) / (last - peak))
  }

  /// From one number to another along half a period of a cosine.
  private func between(_ start: Double, _ end: Double, _ share: Double) -> Double {
    end + (start - end) / 2 * (1 + cos(.pi * share))
  }
}
