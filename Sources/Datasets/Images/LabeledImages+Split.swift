import SeededRandom

extension LabeledImages {
  /// Sets images aside, as validation needs it.
  ///
  /// Which they are depends on the seed alone. Both parts keep the order of the set and have nothing
  /// in common.
  ///
  /// - Parameters:
  ///   - count: How many are set aside; all if there are fewer.
  ///   - seed: The run's seed.
  /// - Returns: The images that are left, and those that are set aside.
  package func split(aside count: Int, seed: UInt64) -> (left: LabeledImages, aside: LabeledImages)
  {
    var generator = SeededGenerator(seed: seed, purpose: .validation)
    let order = generator.permutation(count: self.count).map(Int.init)
    let number = min(max(0, count), order.count)
    return (selected(order[number...].sorted()), selected(order[..<number].sorted()))
  }
}
