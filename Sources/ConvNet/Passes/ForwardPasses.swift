/// Keeps the greatest of each 2×2 square, and notes which it was.
///
/// *Shapes*: `source` `[blocks][mapHeight][mapWidth][block]`, `destination` and `argmax`
/// `[blocks][outputHeight][outputWidth][block]`, of one image. A row or column too many at the end
/// is left out. Of equals the first in reading order wins, as in PyTorch.
func maxPoolForward(
  _ plan: StagePlan, source: UnsafePointer<Float>, destination: UnsafeMutablePointer<Float>,
  argmax: UnsafeMutablePointer<Float>
) {
  let extents = plan.extents
  let block = plan.block
  let row = extents.mapWidth &* block
  for b in 0..<plan.blocks {
    for y in 0..<extents.outputHeight {
      for x in 0..<extents.outputWidth {
        let corner = source + ((b &* extents.mapHeight &+ 2 &* y) &* row &+ 2 &* x &* block)
        let target = ((b &* extents.outputHeight &+ y) &* extents.outputWidth &+ x) &* block
        var half = 0
        while half < block {
          let first = load8(corner, half)
          let right = load8(corner, block &+ half)
          let below = load8(corner, row &+ half)
          let last = load8(corner, row &+ block &+ half)
          var best = first
          var position = Vector8.zero
          position = position.replacing(with: PoolPosition.second, where: right .> best)
          best = best.replacing(with: right, where: right .> best)
          position = position.replacing(with: PoolPosition.third, where: below .> best)
          best = best.replacing(with: below, where: below .> best)
          position = position.replacing(with: PoolPosition.fourth, where: last .> best)
          best = best.replacing(with: last, where: last .> best)
          store8(best, destination, target &+ half)
          store8(position, argmax, target &+ half)
          half &+= 8
        }
      }
    }
  }
}

/// Adds up each channel's numbers and their squares.
///
/// A plane is summed in single precision in four parts, and the planes in double precision.
///
/// *Shapes*: `values` `[images][blocks][spatialSize][block]`, `sums` and `squares` `[blocks][16]`.
func batchNormSums(
  _ plan: StagePlan, images: Int, values: UnsafePointer<Float>,
  sums: UnsafeMutablePointer<Double>, squares: UnsafeMutablePointer<Double>
) {
  sums.update(repeating: 0, count: plan.blocks &* 16)
  squares.update(repeating: 0, count: plan.blocks &* 16)
  let count = plan.elementsPerPlane
  for image in 0..<images {
    for b in 0..<plan.blocks {
      let plane = values + (image &* plan.blocks &+ b) &* count
      var (s0, s1, s2, s3) = (Vector16.zero, Vector16.zero, Vector16.zero, Vector16.zero)
      var (q0, q1, q2, q3) = (Vector16.zero, Vector16.zero, Vector16.zero, Vector16.zero)
      var i = 0
      while i &+ 64 <= count {
        let (a, b) = (load(plane, i), load(plane, i &+ 16))
        let (c, d) = (load(plane, i &+ 32), load(plane, i &+ 48))
        s0 += a
        s1 += b
        s2 += c
        s3 += d
        q0 += a * a
        q1 += b * b
        q2 += c * c
        q3 += d * d
        i &+= 64
      }
      while i &+ 16 <= count {
        let a = load(plane, i)
        s0 += a
        q0 += a * a
        i &+= 16
      }
      accumulate((s0 + s1) + (s2 + s3), into: sums + b &* 16)
      accumulate((q0 + q1) + (q2 + q3), into: squares + b &* 16)
      // With blocks of 8 and an odd number of places, half a vector is left.
      while i < count {
        let value = Double(plane[i])
        sums[b &* 16 &+ (i & 7)] += value
        squares[b &* 16 &+ (i & 7)] += value * value
        i &+= 1
      }
    }
  }
}

/// Averages each channel's map.
///
/// *Shapes*: `values` `[images][blocks][spatialSize][block]`, `averages` `[images][channels]`.
func globalAveragePoolForward(
  _ plan: StagePlan, images: Int, values: UnsafePointer<Float>,
  averages: UnsafeMutablePointer<Float>
) {
  let factor = 1 / Float(plan.spatialSize)
  for image in 0..<images {
    for channel in 0..<plan.channels {
      let plane =
        values + (image &* plan.channels &+ channel / plan.block &* plan.block)
        &* plan.spatialSize
      var sum: Float = 0
      for place in 0..<plan.spatialSize {
        sum += plane[place &* plan.block &+ channel % plan.block]
      }
      averages[image &* plan.channels &+ channel] = sum * factor
    }
  }
}
