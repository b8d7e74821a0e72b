/// Folds what stands before and after a convolution into its weights, and unfolds its gradients.
///
/// *Math*: the convolution reads z = a·x + b, the batch norm before it, and dropout after it
/// multiplies what it keeps by s = 1/(1 − p). Without padding every output sees whole kernels, so
///
///     s·(W ∗ z) = Wf ∗ x + bf,   Wf[o,i,t] = s·a[i]·W[o,i,t],   bf[o] = s·Σ W[o,i,t]·b[i]
///
/// exactly, and s can go before the ReLU because it is positive. By the chain rule
///
///     dW[o,i,t] = s·(a[i]·dWf[o,i,t] + b[i]·dbf[o])
///     da[i] = s·Σ W[o,i,t]·dWf[o,i,t],   db[i] = s·Σ W[o,i,t]·dbf[o]
///
/// and with them dβ = db, dγ = (da − mean·db)/√(variance + ε): what batch norm's backward pass
/// needs, without another look at the activations.
struct Folding {
  let plan: StagePlan
  /// s = 1/(1 − p) in training, 1 in evaluation.
  let dropoutScale: Double

  /// Writes the folded weights in both layouts, and the folded bias.
  ///
  /// - Returns: How large the sums of the convolution can become.
  @discardableResult
  func fold(
    parameters: UnsafePointer<Float>, before norm: BatchNorm?,
    weights: UnsafeMutablePointer<Float>, transposed: UnsafeMutablePointer<Float>,
    bias: UnsafeMutablePointer<Float>
  ) -> SumBound {
    let kernelArea = plan.kernelArea
    let (forward, backward) = (plan.layout.forward, plan.layout.backward)
    var source = parameters + plan.weightOffset
    var place = 0
    var bound = SumBound()
    for o in 0..<plan.stage.outputChannels {
      var (sum, magnitude) = (0.0, 0.0)
      for i in 0..<plan.stage.inputChannels {
        let a = dropoutScale * (norm?.scale.pointer[i] ?? 1)
        let b = dropoutScale * (norm?.shift.pointer[i] ?? 0)
        for tap in 0..<kernelArea {
          let weight = Double(source[tap])
          let folded = Float(a * weight)
          weights[Int(forward[place])] = folded
          if !backward.isEmpty { transposed[Int(backward[place])] = folded }
          sum += b * weight
          magnitude += abs(Double(folded))
          place += 1
        }
        source += kernelArea
      }
      bias[o] = Float(sum)
      bound.include(weights: magnitude, bias: abs(sum))
    }
    return bound
  }

  /// Turns the gradient of the folded weights and bias into gradients of the parameters.
  ///
  /// - Parameters:
  ///   - dFolded: The gradient dWf, in the layout of the forward pass.
  ///   - dBias: The gradient dbf of each output.
  ///   - parameters: All parameters.
  ///   - norm: The batch norm before the convolution, if there is one.
  ///   - below: The stage that the batch norm belongs to.
  ///   - images: Images of the batch.
  ///   - gradients: All gradients, of which the stage's weights and the batch norm's are set.
  func unfold(
    dFolded: UnsafePointer<Double>, dBias: UnsafePointer<Double>,
    parameters: UnsafePointer<Float>, before norm: BatchNorm?, below: StagePlan?,
    images: Int, gradients: UnsafeMutablePointer<Float>
  ) {
    let (kernelArea, inputChannels) = (plan.kernelArea, plan.stage.inputChannels)
    let forward = plan.layout.forward
    for i in 0..<inputChannels {
      let a = norm?.scale.pointer[i] ?? 1
      let b = norm?.shift.pointer[i] ?? 0
      var (da, db) = (0.0, 0.0)
      for o in 0..<plan.stage.outputChannels {
        let place = (o * inputChannels + i) * kernelArea
        let start = plan.weightOffset + place
        for tap in 0..<kernelArea {
          let gradient = dFolded[Int(forward[place + tap])]
          let weight = Double(parameters[start + tap])
          gradients[start + tap] = Float(dropoutScale * (a * gradient + b * dBias[o]))
          da += weight * gradient
          db += weight * dBias[o]
        }
      }
      guard let norm, let below else { continue }
      let dShift = dropoutScale * db
      let dScale =
        (dropoutScale * da - norm.mean.pointer[i] * dShift) * norm.inverseDeviation.pointer[i]
      gradients[below.scaleOffset + i] = Float(dScale)
      gradients[below.shiftOffset + i] = Float(dShift)
      norm.takeGradients(channel: i, dScale: dScale, dShift: dShift, images: images)
    }
  }
}
