extension Engine {
  /// The most images of a batch that are looked at for dead ReLUs: an epoch of a single step is to take
  /// no longer for it.
  static let imagesLookedAt = 64

  /// How the last training step went; valid until the next one.
  ///
  /// - Parameters:
  ///   - before: All parameters before the step.
  ///   - count: Images of its batch.
  /// - Returns: Norms, which do not depend on the number of threads, and shares of dead ReLUs.
  func health(before: [Float], count: Int) -> NetworkHealth {
    var stages: [NetworkHealth.Stage] = []
    var (updates, weights) = (0.0, 0.0)
    var (deadCount, channelCount) = (0, 0)
    for (index, plan) in plans.enumerated() {
      let stage = plan.stage
      let range =
        plan.weightOffset..<plan.weightOffset + stage.outputChannels * stage.inputChannels
        * plan.kernelArea
      var (gradient, update, weight) = (0.0, 0.0, 0.0)
      for place in range {
        let old = Double(before[place])
        let change = Double(parameters.pointer[place]) - old
        gradient += Double(gradients.pointer[place]) * Double(gradients.pointer[place])
        update += change * change
        weight += old * old
      }
      let dead = deadChannels(of: index, images: min(count, Self.imagesLookedAt))
      stages.append(
        NetworkHealth.Stage(
          name: stage.name, gradientNorm: gradient.squareRoot(),
          updateRatio: Self.ratio(update, weight),
          deadShare: Double(dead) / Double(stage.outputChannels)))
      updates += update
      weights += weight
      deadCount += dead
      channelCount += stage.outputChannels
    }
    var gradient = 0.0
    for place in 0..<gradients.count {
      gradient += Double(gradients.pointer[place]) * Double(gradients.pointer[place])
    }
    return NetworkHealth(
      gradientNorm: gradient.squareRoot(), updateRatio: Self.ratio(updates, weights),
      deadShare: Double(deadCount) / Double(max(1, channelCount)), stages: stages)
  }

  private static func ratio(_ update: Double, _ weight: Double) -> Double {
    weight > 0 ? (update / weight).squareRoot() : 0
  }

  /// How many channels of a stage are zero everywhere, of the batch's first images.
  ///
  /// A channel that lives shows it in the first image as a rule, and is then looked at no further. Max
  /// pool keeps what is above zero; dropout leaves most of it.
  private func deadChannels(of stage: Int, images: Int) -> Int {
    let plan = plans[stage]
    let values = workspace.activations[stage].pointer
    var dead = 0
    for block in 0..<plan.blocks {
      let lanes = min(plan.block, plan.stage.outputChannels - block * plan.block)
      guard lanes > 0 else { break }
      var silent = Array(0..<lanes)
      for image in 0..<images where !silent.isEmpty {
        let plane = values + (image * plan.blocks + block) * plan.elementsPerPlane
        silent.removeAll { lane in
          var place = lane
          while place < plan.elementsPerPlane {
            if plane[place] > 0 { return true }
            place += plan.block
          }
          return false
        }
      }
      dead += silent.count
    }
    return dead
  }
}
