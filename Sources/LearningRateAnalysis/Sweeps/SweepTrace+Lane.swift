extension SweepTrace {
  /// The memory of one vector of rates; epochs are kept as numbers so that one mask serves all.
  struct Lane {
    var first: Vector
    var before: Vector
    var smallest: Vector
    var smallestEpoch = Vector(repeating: 1)
    var largest: Vector
    var rises = Vector()
    var lastRise = Vector()
    var tenth: Vector
    var hundredth: Vector
    var overflow = Vector()
  }
}

extension SweepTrace.Lane {
  /// Begins with the losses of the first epoch.
  init(_ loss: SIMD8<Double>) {
    typealias Vector = SIMD8<Double>
    let finite = loss .< .infinity
    first = loss
    before = loss
    smallest = Vector(repeating: .infinity).replacing(with: loss, where: finite)
    largest = Vector().replacing(with: loss, where: finite)
    tenth = Vector().replacing(with: Vector(repeating: 1), where: loss .<= loss * 0.1)
    hundredth = Vector().replacing(with: Vector(repeating: 1), where: loss .<= loss * 0.01)
    overflow = Vector(repeating: 1).replacing(with: Vector(), where: finite)
  }

  /// Takes in the losses of some more epochs.
  ///
  /// - Parameters:
  ///   - range: The places of the epochs.
  ///   - firstEpoch: The number of the epoch at place 0.
  ///   - loss: The losses at a place.
  @inline(__always)
  mutating func note(
    _ range: Range<Int>, firstEpoch: Int, _ loss: (Int) -> SIMD8<Double>
  ) {
    guard !falls(range, loss) else {
      before = loss(range.upperBound - 1)
      smallest = before
      smallestEpoch = SIMD8(repeating: Double(firstEpoch + range.upperBound - 1))
      return
    }
    var lane = self
    for place in range {
      lane.note(loss(place), epoch: SIMD8(repeating: Double(firstEpoch + place)))
    }
    self = lane
  }

  /// Whether every loss is below the one before and below all others so far, and none is the first that
  /// is small enough to be noted.
  @inline(__always)
  private func falls(_ range: Range<Int>, _ loss: (Int) -> SIMD8<Double>) -> Bool {
    guard !range.isEmpty else { return false }
    var falling = (before .== smallest) .& (before .<= largest)
    var last = before
    for place in range {
      let next = loss(place)
      falling = falling .& (next .< last)
      last = next
    }
    let isTenth = (last .<= first * 0.1) .& (tenth .== 0)
    let isHundredth = (last .<= first * 0.01) .& (hundredth .== 0)
    return all(falling) && !any(isTenth .| isHundredth)
  }

  /// Takes in the losses of one more epoch.
  @inline(__always)
  mutating func note(_ loss: SIMD8<Double>, epoch: SIMD8<Double>) {
    let lower = loss .< smallest
    smallest.replace(with: loss, where: lower)
    smallestEpoch.replace(with: epoch, where: lower)
    let rose = (loss .> before) .& (loss .> first * SweepSummary.noise)
    rises.replace(with: rises + 1, where: rose)
    lastRise.replace(with: epoch, where: rose)
    let finite = loss .< .infinity
    largest.replace(with: loss, where: (loss .> largest) .& finite)
    overflow.replace(with: epoch, where: .!finite .& (overflow .== 0))
    tenth.replace(with: epoch, where: (loss .<= first * 0.1) .& (tenth .== 0))
    hundredth.replace(with: epoch, where: (loss .<= first * 0.01) .& (hundredth .== 0))
    before = loss
  }
}
