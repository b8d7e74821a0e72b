/// The square of a layer's maps that changes when a patch of the image does, for patches on a grid.
///
/// *Math*: a convolution with a kernel of k reads k lines for each of its own, so that a change of
/// lines a … b reaches lines a − k + 1 … b; a 2×2 max pool halves both.
struct PatchRegion: Sendable, Equatable {
  /// By how many lines the square moves from one patch to the next.
  let step: Int
  /// The first line of the square for the first patch; may lie outside the map.
  let first: Int
  /// The lines of the square that change.
  let size: Int
  /// Lines before the square that the next layer reads beside it.
  let before: Int
  /// Lines after it.
  let after: Int

  /// The lines of the square with those beside it.
  var side: Int { before + size + after }

  /// The first line of the square with those before it.
  ///
  /// - Parameter patch: The row or column of the patch, from 0.
  /// - Returns: A line of the map, which may lie outside.
  func start(_ patch: Int) -> Int { step * patch + first - before }

  /// The height and width of a patch.
  static let patchSide = 4
  /// The patches in a row or column.
  static let patchCount = Centering.side / patchSide

  /// The squares from the image on, as far as they are smaller than their maps; the last one is
  /// where the changed numbers are put among the others.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - maps: What the layers leave, the image first.
  /// - Returns: One entry a layer, at least one.
  static func regions(_ network: FoldedNetwork, _ maps: [InterleavedMap]) -> [PatchRegion] {
    var regions: [PatchRegion] = []
    var (step, first, size) = (patchSide, 0, patchSide)
    for (map, next) in zip(maps, network.layers.map(Optional.some) + [nil]) {
      var beside: (before: Int, after: Int)?
      switch next {
      case .convolution(let stage):
        beside = (network.stages[stage].kernel - 1, network.stages[stage].kernel - 1)
      case .pool where step.isMultiple(of: 2):
        // The square begins and ends with whole 2×2 squares.
        let odd = first & 1
        beside = (odd, (odd + size) & 1)
      default: beside = nil
      }
      guard let (before, after) = beside, before + size + after < min(map.height, map.width) else {
        return regions + [
          PatchRegion(step: step, first: first, size: size, before: 0, after: 0)
        ]
      }
      let region = PatchRegion(
        step: step, first: first, size: size, before: before, after: after)
      regions.append(region)
      if case .pool = next {
        (step, first, size) = (step / 2, (first - before) / 2, region.side / 2)
      } else {
        (first, size) = (first - before, size + before)
      }
    }
    return regions
  }
}
