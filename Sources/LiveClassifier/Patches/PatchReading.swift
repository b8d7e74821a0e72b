/// What a network makes of an image of which one patch is gray, computed only where it differs.
///
/// Up to the layer where the change has reached most of the maps, only the square that changes is
/// computed, with the unchanged lines around it that a layer reads; from there on every map is.
package struct PatchReading: Sendable {
  /// The row and column of the patch, from 0.
  let row: Int
  let column: Int
  /// The brightness that its pixels have instead, from 0 to 255.
  let gray: Double
  /// Where the change is in each layer.
  let regions: [PatchRegion]
  /// The changed squares with the lines beside them, one a region.
  let squares: [InterleavedMap]
  /// The maps from the last region's layer on, the first with the square put among its numbers.
  let maps: [InterleavedMap]
  /// What follows from the last maps.
  package let classes: ClassScores

  /// The brightness that a patch is given: about the mean of all pixels, which the network reads as
  /// zero.
  package static let usualGray = (255 * Reading.mean).rounded()

  /// Reads an image without one of its patches.
  ///
  /// - Parameters:
  ///   - reading: The whole image.
  ///   - network: The network.
  ///   - row: The row of the patch, from 0 to 6.
  ///   - column: The column of the patch.
  ///   - gray: The brightness of its pixels, from 0 to 255.
  package init(
    _ reading: Reading, _ network: FoldedNetwork, row: Int, column: Int, gray: Double = usualGray
  ) {
    (self.row, self.column, self.gray) = (row, column, gray)
    let layers = network.layers
    let regions = PatchRegion.regions(network, reading.layers)
    self.regions = regions
    var core = InterleavedMap(
      channels: 1, height: PatchRegion.patchSide, width: PatchRegion.patchSide)
    core.values = core.values.map { _ in Reading.normalized(gray) }
    var squares: [InterleavedMap] = []
    for (layer, region) in regions.enumerated() {
      if layer > 0 { core = network.applied(layers[layer - 1], to: squares[layer - 1]) }
      squares.append(
        region.surrounded(core, by: reading.layers[layer], row: row, column: column))
    }
    let last = regions.count - 1
    var maps = [
      regions[last].merged(squares[last], into: reading.layers[last], row: row, column: column)
    ]
    for layer in layers[last...] {
      maps.append(network.applied(layer, to: maps[maps.count - 1]))
    }
    self.squares = squares
    self.maps = maps
    classes = ClassScores(maps[maps.count - 1], network)
  }

  /// How many numbers are computed.
  package var cellCount: Int {
    (squares + maps).reduce(0) { $0 + $1.rows * $1.width }
  }

  /// The change of a class's score for every patch, row by row.
  ///
  /// - Parameters:
  ///   - reading: The whole image.
  ///   - network: The network.
  ///   - class: The class.
  /// - Returns: 49 numbers; below zero where the patch speaks for the class.
  package static func changes(
    _ reading: Reading, _ network: FoldedNetwork, class: Int
  ) -> [Double] {
    let count = PatchRegion.patchCount
    return (0..<count * count).map { patch in
      let other = PatchReading(reading, network, row: patch / count, column: patch % count)
      return other.classes.scores[`class`] - reading.scores[`class`]
    }
  }
}

extension PatchRegion {
  /// The square with the unchanged lines beside it; what lies outside the map repeats its edge, which
  /// nothing inside the map reads.
  fileprivate func surrounded(
    _ core: InterleavedMap, by map: InterleavedMap, row: Int, column: Int
  ) -> InterleavedMap {
    var square = InterleavedMap(channels: core.channels, height: side, width: side)
    let inside = before..<before + size
    for line in 0..<side {
      let y = min(max(start(row) + line, 0), map.height - 1)
      for channel in 0..<core.channels {
        for place in 0..<side {
          let x = min(max(start(column) + place, 0), map.width - 1)
          square[line * core.channels + channel, place] =
            inside.contains(line) && inside.contains(place)
            ? core[(line - before) * core.channels + channel, place - before]
            : map[y * core.channels + channel, x]
        }
      }
    }
    return square
  }

  /// A whole map with the changed square in its place.
  fileprivate func merged(
    _ square: InterleavedMap, into map: InterleavedMap, row: Int, column: Int
  ) -> InterleavedMap {
    var merged = map
    for y in 0..<map.height {
      for x in 0..<map.width {
        let (line, place) = (y - start(row), x - start(column))
        guard (0..<side).contains(line), (0..<side).contains(place) else { continue }
        for channel in 0..<map.channels {
          merged[y * map.channels + channel, x] = square[line * map.channels + channel, place]
        }
      }
    }
    return merged
  }
}
