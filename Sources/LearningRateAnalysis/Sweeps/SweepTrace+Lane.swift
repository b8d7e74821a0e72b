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
