/// Turns the gradient after a stage's batch norm, in place, into the one before its ReLU.
///
/// *Math*: with x what the stage left, g the gradient with respect to x if the batch's mean and
/// variance were constants, and two constants of each channel that stand for their part in it,
/// dx = g − c0 − c1·x. After ReLU and dropout x is positive exactly where both let the gradient
/// pass, so dy = dx where x > 0, and 0 elsewhere.
///
/// *Shapes*: `gradient` and `values` `[images][blocks][spatialSize][block]`; `constants` `[blocks][16]`;
/// `sums` `[blocks][16]` gets each channel's sum of dy.
func batchNormReLUBackward(
  _ plan: StagePlan, images: Int, gradient: UnsafeMutablePointer<Float>,
  values: UnsafePointer<Float>, constants c0: UnsafePointer<Float>,
  factors c1: UnsafePointer<Float>, sums: UnsafeMutablePointer<Double>
) {
  sums.update(repeating: 0, count: plan.blocks &* 16)
  let count = plan.elementsPerPlane
  for image in 0..<images {
    for b in 0..<plan.blocks {
      let offset = (image &* plan.blocks &+ b) &* count
      let (g, x) = (gradient + offset, values + offset)
      let (constant, factor) = (load(c0, b &* 16), load(c1, b &* 16))
      var (s0, s1) = (Vector16.zero, Vector16.zero)
      var i = 0
      while i &+ 32 <= count {
        let (x0, x1) = (load(x, i), load(x, i &+ 16))
        let d0 = load(g, i) - constant - factor * x0
        let d1 = load(g, i &+ 16) - constant - factor * x1
        let y0 = Vector16.zero.replacing(with: d0, where: x0 .> Vector16.zero)
        let y1 = Vector16.zero.replacing(with: d1, where: x1 .> Vector16.zero)
        store(y0, g, i)
        store(y1, g, i &+ 16)
        s0 += y0
        s1 += y1
        i &+= 32
      }
      while i &+ 16 <= count {
        let x0 = load(x, i)
        let d0 = load(g, i) - constant - factor * x0
        let y0 = Vector16.zero.replacing(with: d0, where: x0 .> Vector16.zero)
        store(y0, g, i)
        s0 += y0
        i &+= 16
      }
      accumulate(s0 + s1, into: sums + b &* 16)
      while i < count {
        let lane = b &* 16 &+ (i & 7)
        let d = x[i] > 0 ? g[i] - c0[lane] - c1[lane] * x[i] : 0
        g[i] = d
        sums[lane] += Double(d)
        i &+= 1
      }
    }
  }
}

/// Hands each gradient after a 2×2 max pool to the place where the greatest came from.
///
/// *Shapes*: as in `maxPoolForward`, with `gradient` in place of `destination` and `map` in place of
/// `source`; all of `map` is written.
func maxPoolBackward(
  _ plan: StagePlan, gradient: UnsafePointer<Float>, argmax: UnsafePointer<Float>,
  map: UnsafeMutablePointer<Float>
) {
  let extents = plan.extents
  let block = plan.block
  let row = extents.mapWidth &* block
  if extents.mapHeight % 2 != 0 || extents.mapWidth % 2 != 0 {
    map.update(repeating: 0, count: plan.mapElementsPerImage)
  }
  for b in 0..<plan.blocks {
    for y in 0..<extents.outputHeight {
      for x in 0..<extents.outputWidth {
        let corner = map + ((b &* extents.mapHeight &+ 2 &* y) &* row &+ 2 &* x &* block)
        let target = ((b &* extents.outputHeight &+ y) &* extents.outputWidth &+ x) &* block
        var half = 0
        while half < block {
          let value = load8(gradient, target &+ half)
          let position = load8(argmax, target &+ half)
          let none = Vector8.zero
          store8(none.replacing(with: value, where: position .== none), corner, half)
          store8(
            none.replacing(with: value, where: position .== PoolPosition.second), corner,
            block &+ half)
          store8(
            none.replacing(with: value, where: position .== PoolPosition.third), corner, row &+ half
          )
          store8(
            none.replacing(with: value, where: position .== PoolPosition.fourth), corner,
            row &+ block &+ half)
          half &+= 8
        }
      }
    }
  }
}

/// Hands the gradient of each logit to all places of its channel's map, through the batch norm.
///
/// *Math*: a logit is the mean of `a·x + b` over the map, so each place gets a·dLogit/spatialSize.
///
/// *Shapes*: `logitGradients` `[images][channels]`, `gradient` `[images][blocks][spatialSize][block]`.
func globalAveragePoolBackward(
  _ plan: StagePlan, images: Int, logitGradients: UnsafePointer<Double>,
  factors: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Float>
) {
  let share = 1 / Double(plan.spatialSize)
  for image in 0..<images {
    for channel in 0..<plan.channels {
      let value = Float(
        logitGradients[image &* plan.channels &+ channel] * factors[channel] * share)
      let plane =
        gradient + (image &* plan.channels &+ channel / plan.block &* plan.block)
        &* plan.spatialSize
      for place in 0..<plan.spatialSize {
        plane[place &* plan.block &+ channel % plan.block] = value
      }
    }
  }
}
