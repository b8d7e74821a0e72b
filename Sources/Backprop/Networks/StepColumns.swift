/// The columns that say which step of the training a row is, and what a step's loss is made of.
///
/// They are there where something depends on them: where an epoch has several steps, the learning
/// rate changes, or the optimizer counts.
struct StepColumns {
  /// The columns, from left to right.
  let columns: [Column]
  /// The number of the step, where it is known.
  let count: ScalarExpression
  private let batches: [Range<Int>]
  private let reduction: Reduction

  /// The number of samples of a step, where it differs.
  private static let size: Symbol = "n"

  /// Finds the columns that a network's training takes.
  init(_ network: Network) {
    batches = network.batches
    reduction = network.training.reduction
    let epoch = ScalarExpression.current(.epoch)
    let rate = network.training.schedule.rate(in: epoch)
    let isCounted = rate != nil || network.training.optimizer.method == .adam
    var columns: [Column] = []
    if batches.count > 1 {
      let perEpoch = ScalarExpression.constant(Double(batches.count))
      columns = [
        Column(
          .epoch, role: .step, initial: 1,
          recurrence: 1 + .call(.floor, .previous(.step) / perEpoch)),
        Column(.step, role: .step, initial: 1, recurrence: .previous(.step) + 1),
      ]
      // Which of an epoch's steps the row is.
      let place = .current(.step) - perEpoch * (epoch - 1)
      for batch in batches.indices {
        let distance = place - .constant(Double(batch + 1))
        columns.append(
          .computed(Self.flag(batch), .step, .call(.step, 0.25 - distance.squared)))
      }
      if Set(batches.map(\.count)).count > 1, reduction == .mean {
        let sizes = batches.enumerated().map { batch, samples in
          .constant(Double(samples.count)) * ScalarExpression.current(Self.flag(batch))
        }
        columns.append(.computed(Self.size, .step, .total(sizes)))
      }
      count = .current(.step)
    } else {
      if isCounted {
        columns.append(
          Column(.epoch, role: .step, initial: 1, recurrence: .previous(.epoch) + 1))
      }
      count = epoch
    }
    if let rate { columns.append(.computed(.learningRate, .rate, rate)) }
    self.columns = columns
  }

  /// One in the steps of a batch, zero in the others: `batch2`.
  private static func flag(_ batch: Int) -> Symbol { Symbol("batch\(batch + 1)") }

  /// What the samples of a step contribute, summed or averaged.
  ///
  /// - Parameter contributions: One a sample.
  /// - Returns: An expression that takes the samples of the row's step.
  func reduced(_ contributions: [ScalarExpression]) -> ScalarExpression {
    let total: ScalarExpression =
      batches.count == 1
      ? .total(contributions)
      : .total(
        batches.enumerated().map { batch, samples in
          .current(Self.flag(batch)) * .total(contributions[samples])
        })
    guard reduction == .mean else { return total }
    let sizes = Set(batches.map(\.count))
    if sizes.count > 1 { return total / .current(Self.size) }
    let size = sizes.first ?? 1
    return size == 1 ? total : total / .constant(Double(size))
  }
}
